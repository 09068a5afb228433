import { imageChanges } from '../../../lib/review/rules/image-changes';
import { type Phrase, plain } from '../../../lib/review/model/phrase';
import { DIGEST, DOCKERFILE, built, imageChange, imageFacts, pulled } from '../support/images';
import { type ContextParts, contextWith } from '../support/plan-builder';
import { settings } from '../support/settings';

function words(phrase: Phrase | undefined): string | undefined {
  return phrase && plain(phrase);
}

function told(parts: ContextParts) {
  return imageChanges(contextWith(parts)).map((each) => ({
    ...each,
    path: words(each.path),
    from: words(each.from),
    to: words(each.to),
    why: words(each.why),
    bases: each.bases.map(({ from, to }) => [words(from), words(to)]),
    dockerfile: each.dockerfile.map(({ sign, text }) => `${sign}${plain(text)}`),
    usedBy: each.usedBy.map(words),
  }));
}

describe('what changes of an image', () => {
  test('has names, cause, bases, Dockerfile and users', () => {
    const rebuilt = imageChange(
      built('web:1', { triggers: { source: 'a', recipe: 'a' } }),
      built('web:2', { triggers: { source: 'a', recipe: 'b' } }),
      { effect: 'replace-create-first' },
    );
    const parts = {
      changes: [rebuilt],
      containers: [
        { before: settings({ image: DIGEST }), after: settings({ image: '', unknown: new Set(['image']) }) },
      ],
      facts: [
        {
          path: 'dev/web',
          before: imageFacts(),
          after: imageFacts({
            bases: ['golang:1.28', 'gcr.io/distroless/static-debian13:nonroot'],
            dockerfile: DOCKERFILE.replace('golang:1.27', 'golang:1.28'),
          }),
        },
      ],
      paths: { 'docker_image.web': 'dev/web', 'docker_container.web': 'dev/server' },
      dependents: { 'docker_image.web': ['docker_container.web'] },
    };
    expect(told(parts)).toEqual([
      {
        path: 'dev/web',
        address: 'docker_image.web',
        from: 'web:1',
        to: 'web:2',
        why: 'its recipe changed',
        bases: [['golang:1.27', 'golang:1.28']],
        dockerfile: [
          '@@@ -1,5 +1,5 @@',
          ' # syntax=docker/dockerfile:1',
          '-FROM golang:1.27 AS build',
          '+FROM golang:1.28 AS build',
          ' ARG VERSION=1',
          ' COPY src/ ./',
          ' RUN --mount=type=secret,id=netrc \\',
        ],
        usedBy: ['dev/server'],
      },
    ]);
  });

  test('of one that is new has its bases, and no Dockerfile of which all would be new', () => {
    const parts = {
      changes: [imageChange(undefined, built('web:1'))],
      facts: [{ path: 'dev/web', after: imageFacts({ bases: ['golang:1.27'] }) }],
      paths: { 'docker_image.web': 'dev/web' },
    };
    expect(told(parts)).toMatchObject([
      {
        from: undefined,
        to: 'web:1',
        why: 'it is not there yet',
        bases: [[undefined, 'golang:1.27']],
        dockerfile: [],
      },
    ]);
  });

  test('is told of images that containers name themselves', () => {
    const parts = {
      containers: [
        {
          address: 'docker_container.b',
          before: settings({ image: 'nginx:1' }),
          after: settings({ image: 'nginx:2' }),
        },
        { address: 'docker_container.a', after: settings({ image: 'redis:8' }) },
        {
          address: 'docker_container.c',
          before: settings({ image: DIGEST }),
          after: settings({ image: 'redis:8' }),
        },
      ],
    };
    expect(told(parts)).toMatchObject([
      { address: 'docker_container.a', from: undefined, to: 'redis:8', why: 'it is not there yet' },
      { address: 'docker_container.b', from: 'nginx:1', to: 'nginx:2', why: 'its name changed' },
      { address: 'docker_container.c', from: undefined, to: 'redis:8', why: 'its name changed' },
    ]);
  });

  test('is nothing for images that stay, go, or are changed in place', () => {
    const same = pulled('nginx:1');
    const parts = {
      changes: [
        imageChange(same, same),
        imageChange(same, undefined),
        imageChange(same, pulled('nginx:1', { keep_locally: false }), { effect: 'update' }),
      ],
      containers: [{ before: settings({ image: 'nginx:1' }), after: settings({ image: 'nginx:1' }) }],
    };
    expect(told(parts)).toEqual([]);
  });
});
