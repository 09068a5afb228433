import * as fc from 'fast-check';
import { parseReference } from '../../../lib/image/image-reference';
import {
  isImageId,
  isPinned,
  isSameRepository,
  parseImageReference,
} from '../../../lib/review/rules/image-reference';
import { DIGEST } from '../support/images';

describe('the parts of an image reference', () => {
  test.each([
    ['nginx', { registry: 'docker.io', repository: 'library/nginx', tag: '', digest: '' }],
    ['nginx:1.27', { registry: 'docker.io', repository: 'library/nginx', tag: '1.27', digest: '' }],
    ['grafana/loki:3', { registry: 'docker.io', repository: 'grafana/loki', tag: '3', digest: '' }],
    ['docker.io/nginx', { registry: 'docker.io', repository: 'library/nginx', tag: '', digest: '' }],
    ['index.docker.io/nginx', { registry: 'docker.io', repository: 'library/nginx', tag: '', digest: '' }],
    ['localhost:5000/team/web', { registry: 'localhost:5000', repository: 'team/web', tag: '', digest: '' }],
    ['localhost/web:1', { registry: 'localhost', repository: 'web', tag: '1', digest: '' }],
    [
      `gcr.io/distroless/static:nonroot@${DIGEST}`,
      { registry: 'gcr.io', repository: 'distroless/static', tag: 'nonroot', digest: DIGEST },
    ],
    [`nginx@${DIGEST}`, { registry: 'docker.io', repository: 'library/nginx', tag: '', digest: DIGEST }],
    [DIGEST, { registry: '', repository: '', tag: '', digest: DIGEST }],
  ])('%s', (text, parts) => {
    expect(parseImageReference(text)).toEqual(parts);
  });

  test('are those that the library itself reads, for every reference that it takes', () => {
    const part = fc.stringMatching(/^[a-z0-9]{1,6}([._-][a-z0-9]{1,4})?$/);
    const host = fc.constantFrom('', 'gcr.io/', 'localhost:5000/', 'registry.example.com:443/');
    const path = fc.array(part, { minLength: 1, maxLength: 3 }).map((parts) => parts.join('/'));
    const tag = fc.option(fc.stringMatching(/^[A-Za-z0-9_][A-Za-z0-9_.-]{0,10}$/), { nil: undefined });
    fc.assert(
      fc.property(host, path, tag, fc.boolean(), (registry, repository, version, pinned) => {
        const text = `${registry}${repository}${version === undefined ? '' : `:${version}`}${pinned ? `@${DIGEST}` : ''}`;
        const known = parseReference(text)!;
        const found = parseImageReference(text);
        expect(found).toMatchObject({ registry: known.registry, repository: known.repository });
        expect(isPinned(text)).toBe(pinned);
        expect(found.tag).toBe(version ?? '');
      }),
    );
  });

  test('are there for any text, and a digest only where it is one', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(parseImageReference(text).digest).toMatch(/^(sha(256|512):[0-9a-f]+)?$/);
      }),
    );
    expect(isPinned('nginx:latest@sha256:0123')).toBe(false);
    expect(isPinned('nginx:latest@')).toBe(false);
    expect(isPinned(`nginx:latest@${DIGEST} `)).toBe(false);
  });
});

test('one repository has several names', () => {
  expect(isSameRepository('nginx', 'docker.io/library/nginx:1')).toBe(true);
  expect(isSameRepository('nginx', 'registry.example.com/library/nginx')).toBe(false);
});

test('the id of an image is no name', () => {
  expect(isImageId(DIGEST)).toBe(true);
  expect(isImageId(`nginx@${DIGEST}`)).toBe(false);
});
