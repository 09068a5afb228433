import { once } from 'node:events';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { extract, type Headers } from 'tar-stream';

/** The bytes of an archive, or of one of its entries, as they come. */
export type Bytes = AsyncIterable<Uint8Array>;

/** Calls `use` for each entry of a tar archive, one after the other; what `use` leaves of a content is skipped. */
export async function eachTarEntry(
  archive: Bytes,
  use: (header: Headers, content: Bytes) => Promise<void>,
): Promise<void> {
  const reader = extract();
  reader.on('entry', (header, content, next) => {
    // Awaited from the beginning: a content that was read to its end is closed already when 'use' is done.
    const closed = once(content, 'close');
    use(header, content)
      .then(async () => {
        content.resume();
        await closed;
        next();
      })
      .catch(next);
  });
  await pipeline(Readable.from(archive, { objectMode: false }), reader);
}
