import { gzipSync } from 'node:zlib';
import { type Headers, pack } from 'tar-stream';
import { readSavedImage } from '../../lib/operate/saved-image';

type Entry = readonly [name: string, content?: string | Buffer, more?: Partial<Headers>];

async function tar(...entries: readonly Entry[]): Promise<Buffer> {
  const archive = pack();
  entries.forEach(([name, content = '', more = {}]) => archive.entry({ name, ...more }, content));
  archive.finalize();
  const parts: Buffer[] = [];
  for await (const part of archive) {
    parts.push(part);
  }
  return Buffer.concat(parts);
}

/** In small pieces, which end in the middle of everything. */
async function* pieces(bytes: Buffer, size = 777): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) {
    yield await Promise.resolve(bytes.subarray(at, at + size));
  }
}

const CONFIG = JSON.stringify({
  config: { Labels: { a: 'b' } },
  history: [{ created_by: 'x' }, { empty_layer: true }, {}],
});
const manifest = (...Layers: string[]) => JSON.stringify([{ Config: 'c.json', Layers }]);

describe('readSavedImage', () => {
  test('reads the layers in the order of the manifest, which comes last', async () => {
    const [first, second] = [
      await tar(['a/', '', { type: 'directory' }], ['a/b', 'x'.repeat(5000)]),
      await tar(
        ['c', 'cc'],
        ['d', '', { type: 'link', linkname: 'c' }],
        ['e', '', { type: 'symlink', linkname: 'c' }],
      ),
    ];
    const archive = await tar(
      ['2/layer.tar', second],
      ['2/VERSION', '1.0'],
      ['1/layer.tar', first],
      ['3/layer.tar', '', { type: 'symlink', linkname: '../1/layer.tar' }],
      ['c.json', CONFIG],
      ['manifest.json', manifest('1/layer.tar', '2/layer.tar', '3/layer.tar')],
    );
    const saved = await readSavedImage(pieces(archive));
    expect(saved.labels).toEqual({ a: 'b' });
    expect(saved.isEmpty).toEqual([false, true, false]);
    expect(saved.layers[0]).toEqual([
      { path: 'a/', kind: 'directory', bytes: 0 },
      { path: 'a/b', kind: 'file', bytes: 5000 },
    ]);
    expect(saved.layers[1]?.map(({ kind }) => kind)).toEqual(['file', 'link', 'other']);
    expect(saved.layers[2]).toEqual(saved.layers[0]);
  });

  test('reads blobs of the OCI layout, packed or not', async () => {
    const layer = await tar(['a', 'aa']);
    const archive = await tar(
      ['blobs/sha256/1', gzipSync(layer)],
      ['blobs/sha256/2', layer],
      ['blobs/sha256/3', ''],
      ['c.json', CONFIG],
      ['manifest.json', manifest('blobs/sha256/1', 'blobs/sha256/2')],
    );
    const file = [{ path: 'a', kind: 'file', bytes: 2 }];
    expect((await readSavedImage(pieces(archive))).layers).toEqual([file, file]);
  });

  test.each<[string, Entry[], string]>([
    ['no manifest', [], 'has no manifest'],
    ['no configuration', [['manifest.json', manifest()]], 'has no configuration'],
    [
      'no layer',
      [
        ['manifest.json', manifest('x')],
        ['c.json', CONFIG],
      ],
      'has no layer x',
    ],
    ['Zstandard', [['blobs/x', Buffer.from([0x28, 0xb5, 0x2f, 0xfd])]], 'packed with Zstandard'],
    ['no tar', [['1/layer.tar', Buffer.alloc(1024, 'x')]], 'Invalid tar header'],
  ])('says what is wrong with an archive: %s', async (_, entries, words) => {
    await expect(readSavedImage(pieces(await tar(...entries)))).rejects.toThrow(words);
  });
});
