import * as fc from 'fast-check';
import { imageFiles, type LayerEntry } from '../../lib/operate/image-files';

const file = (path: string, bytes = 1): LayerEntry => ({ path, kind: 'file', bytes });
const directory = (path: string): LayerEntry => ({ path, kind: 'directory', bytes: 0 });
const link = (path: string, target: string): LayerEntry => ({ path, kind: 'link', bytes: 0, target });
const paths = (...layers: LayerEntry[][]) =>
  imageFiles(layers).visible.map(({ path, layer }) => `${path} ${layer}`);

describe('imageFiles', () => {
  test('lets a later layer replace a file, and remembers the bytes below it', () => {
    const found = imageFiles([[directory('etc/'), file('etc/a', 3), file('./b', 2)], [file('etc/a', 5)]]);
    expect(found).toEqual({
      visible: [
        { path: '/b', bytes: 2, layer: 0 },
        { path: '/etc/a', bytes: 5, layer: 1 },
      ],
      hiddenBytes: 3,
    });
  });

  test('removes what a later layer marks, a file or a directory, and nothing whose name only begins alike', () => {
    expect(paths([file('a/x'), file('a/y/z'), file('ab')], [file('a/.wh.y'), file('.wh.x')])).toEqual([
      '/a/x 0',
      '/ab 0',
    ]);
  });

  test('empties a directory below an opaque mark, whatever comes first in the archive', () => {
    expect(paths([file('a/x'), file('b')], [file('a/new'), file('a/.wh..wh..opq')])).toEqual([
      '/a/new 1',
      '/b 0',
    ]);
  });

  test('puts a file where a directory was', () => {
    expect(paths([file('a/b/c')], [{ path: 'a', kind: 'other', bytes: 0 }])).toEqual([]);
  });

  test('counts a hard link once', () => {
    const { visible, hiddenBytes } = imageFiles([
      [file('perl', 9), link('perl5', 'perl')],
      [file('.wh.perl')],
    ]);
    expect(visible).toEqual([{ path: '/perl5', bytes: 9, layer: 0 }]);
    expect(hiddenBytes).toBe(0);
  });

  test('loses no byte: visible and hidden ones are what the layers have', () => {
    const path = fc.array(fc.constantFrom('a', 'b', '.wh.a', '.wh..wh..opq'), { minLength: 1, maxLength: 3 });
    const entry = fc.record({
      path: path.map((parts) => parts.join('/')),
      kind: fc.constantFrom('file' as const, 'directory' as const, 'other' as const),
      bytes: fc.nat(99),
    });
    fc.assert(
      fc.property(fc.array(fc.array(entry)), (layers) => {
        const { visible, hiddenBytes } = imageFiles(layers);
        const files = layers
          .flat()
          .filter(({ path, kind }) => kind === 'file' && !/(^|\/)\.wh\.[^/]*$/.test(path));
        expect(hiddenBytes).toBeGreaterThanOrEqual(0);
        expect(visible.reduce((sum, { bytes }) => sum + bytes, hiddenBytes)).toBe(
          files.reduce((sum, { bytes }) => sum + bytes, 0),
        );
      }),
    );
  });
});
