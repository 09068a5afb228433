import fc from 'fast-check';
import { readDockerfile } from '../../lib/dockerfile/read-dockerfile';

describe('readDockerfile', () => {
  test('finds stages with base, name and platform, and the instructions of each', () => {
    const { stages } = readDockerfile(
      'FROM --platform=$BUILDPLATFORM golang:1.27 AS build\nRUN go build\nFROM scratch\nUSER 1:1\n',
    );
    expect(
      stages.map(({ base, name, platform, instructions }) => ({
        base,
        name,
        platform,
        keywords: instructions.map(({ keyword }) => keyword),
      })),
    ).toEqual([
      { base: 'golang:1.27', name: 'build', platform: '$BUILDPLATFORM', keywords: ['RUN'] },
      { base: 'scratch', name: undefined, platform: undefined, keywords: ['USER'] },
    ]);
  });

  test('knows where each base is in the text', () => {
    const { text, stages } = readDockerfile('\uFEFF# x\r\nFROM \\\r\n  golang:1.27 as b\r\nfrom scratch');
    expect(stages.map(({ baseRange: { start, end } }) => text.slice(start, end))).toEqual([
      'golang:1.27',
      'scratch',
    ]);
  });

  test('keeps what is before the first FROM apart, and the frontend that is asked for', () => {
    const { preamble, syntax } = readDockerfile(
      '# syntax=docker/dockerfile:1\nARG GO=1.27\nFROM golang:$GO\n',
    );
    expect(preamble).toMatchObject([{ keyword: 'ARG', line: 2, pairs: [{ name: 'GO', value: '1.27' }] }]);
    expect(syntax).toBe('docker/dockerfile:1');
  });

  test('joins continued lines without the comments between them, and keeps the lines as they were', () => {
    const [run] = readDockerfile('FROM x\nRUN a \\\n# why\n  && b\n').stages[0]!.instructions;
    expect(run).toMatchObject({ line: 2, words: ['a', '&&', 'b'], lines: ['RUN a \\', '# why', '  && b'] });
  });

  test.each([
    ['RUN ["go", "build", "a b"]', 'exec', ['go', 'build', 'a b']],
    ['RUN ["go", "build"', 'shell', ['["go",', '"build"']],
    ["CMD ['/server']", 'shell', ["['/server']"]],
    ['ENTRYPOINT ["/server"]', 'exec', ['/server']],
    ['HEALTHCHECK --interval=3s CMD ["/probe", "x"]', 'exec', ['/probe', 'x']],
    ['HEALTHCHECK CMD wget localhost', 'shell', ['wget', 'localhost']],
    ['COPY ["a b", "/c/"]', 'exec', ['a b', '/c/']],
    ['COPY --chown=1:1 a b /c/', 'shell', ['a', 'b', '/c/']],
  ])('reads %s as %s form', (line, form, words) => {
    expect(readDockerfile(`FROM x\n${line}\n`).stages[0]!.instructions).toMatchObject([{ form, words }]);
  });

  test('reads flags, and pairs in both ways of writing them', () => {
    const text = 'FROM x\nCOPY --from=b --link /a /a\nENV A="b c" D=e\nENV OLD style of it\nARG NO\n';
    expect(readDockerfile(text).stages[0]!.instructions).toMatchObject([
      {
        flags: [
          { name: 'from', value: 'b' },
          { name: 'link', value: '' },
        ],
      },
      {
        pairs: [
          { name: 'A', value: 'b c' },
          { name: 'D', value: 'e' },
        ],
      },
      { pairs: [{ name: 'OLD', value: 'style of it' }] },
      { pairs: [{ name: 'NO', value: undefined }] },
    ]);
  });

  test('takes the lines of a here-document for its contents', () => {
    const { stages } = readDockerfile('FROM x\nRUN <<EOF\ngo build\nUSER root\nEOF\nUSER 1:1\n');
    expect(stages[0]!.instructions).toMatchObject([
      { keyword: 'RUN', scripts: ['go build\nUSER root'] },
      { keyword: 'USER', line: 6 },
    ]);
  });

  test('reads any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(readDockerfile(text).stages).toBeDefined();
      }),
    );
  });
});
