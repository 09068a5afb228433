import { imageRecipe } from '../../lib/operate/dockerfile-layers';

const made = (dockerfile: string) =>
  imageRecipe(dockerfile).instructions.map(({ keyword, stage, from }) => [keyword, stage, from]);

describe('imageRecipe', () => {
  test('follows the last stage down to a base that is no stage', () => {
    const text = [
      ...['FROM golang:1 AS build', 'RUN go build', ''],
      ...[
        'FROM --platform=linux/amd64 static AS Runtime',
        'COPY --from=build --chown=1:1 ["/out/image/", "/"]',
        'USER 1',
      ],
      ...[
        'FROM golang:1 AS size',
        'RUN check',
        'FROM runtime AS image',
        'COPY --from=size ["/out/passed/", "/"]',
      ],
    ].join('\n');
    expect(imageRecipe(text).base).toBe('static');
    expect(made(text)).toEqual([
      ['COPY', 'Runtime', 'build'],
      ['USER', 'Runtime', undefined],
      ['COPY', 'image', 'size'],
    ]);
  });

  test('reads what people write by hand', () => {
    const text = [
      ...[
        '# syntax=docker/dockerfile:1',
        'ARG BASE=x',
        'from golang',
        'run a',
        'FROM alpine',
        '',
        'run apk add \\',
      ],
      ...[
        '# comment inside',
        '  curl',
        'COPY <<EOF /a',
        'FROM no-stage',
        'EOF',
        'copy --from=0 /a /b',
        'COPY c d',
      ],
    ].join('\n');
    expect(imageRecipe(text)).toMatchObject({ base: 'alpine' });
    expect(made(text)).toEqual([
      ['RUN', '1', undefined],
      ['COPY', '1', undefined],
      ['COPY', '1', '0'],
      ['COPY', '1', undefined],
    ]);
  });

  test('takes no word of a shell script for a here-document', () => {
    expect(made('FROM a\nRUN echo "<<EOF"\nCOPY a b')).toHaveLength(2);
  });

  test('ends where a stage is named like the image that it begins from', () => {
    expect(imageRecipe('FROM alpine AS alpine\nRUN a')).toMatchObject({ base: 'alpine' });
  });

  test('makes nothing of nothing', () => {
    expect(imageRecipe('')).toEqual({ base: 'scratch', instructions: [] });
  });
});
