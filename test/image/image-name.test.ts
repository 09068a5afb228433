import fc from 'fast-check';
import { digestOf, isImage, nameOf, tagOf } from '../../lib/image/image-name';
import { mirrored } from '../support/mirrored';

const DIGEST = `sha256:${'a'.repeat(64)}`;

describe('the parts of a reference', () => {
  test.each([
    ['golang:1.27-trixie', 'golang', '1.27-trixie', ''],
    ['localhost:5000/golang', 'localhost:5000/golang', '', ''],
    [`a.b/c/golang:1@${DIGEST}`, 'a.b/c/golang', '1', DIGEST],
    [`golang@${DIGEST}`, 'golang', '', DIGEST],
  ])('are read from %s', (reference, name, tag, digest) => {
    expect([nameOf(reference), tagOf(reference), digestOf(reference)]).toEqual([name, tag, digest]);
  });

  test('are empty for what is no reference', () => {
    expect([tagOf('A B'), digestOf('A B'), nameOf('A B')]).toEqual(['', '', 'A B']);
  });
});

describe('isImage', () => {
  test.each([
    ['golang:1.27', true],
    ['docker.io/library/golang', true],
    ['somebody/golang', false],
    ['docker.io/somebody/golang', false],
    ['golangci', false],
    ['example.com/my-golang', false],
    ['golang/tool', false],
    ['', false],
  ])('takes %p for a golang: %p', (reference, is) => {
    expect(isImage(reference, 'golang')).toBe(is);
  });

  test('finds an image below any mirror', () => {
    fc.assert(
      fc.property(mirrored('golang:1.27-trixie'), (reference) => {
        expect(isImage(reference, 'golang')).toBe(true);
      }),
    );
  });
});
