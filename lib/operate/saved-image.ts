import { posix } from 'node:path';
import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import type { Headers } from 'tar-stream';
import { ValidationError } from '../core/errors';
import type { LayerEntry } from './image-files';
import { at, type Fields, isMap } from '../core/json';
import { type Bytes, eachTarEntry } from './tar-entries';

/** What the archive of `docker image save` says of an image. */
export interface SavedImage {
  /** The entries of each layer, from the base up. */
  readonly layers: readonly (readonly LayerEntry[])[];
  /** For each step of the image's history, from the base up, whether it made no layer. */
  readonly isEmpty: readonly boolean[];
  readonly labels: Readonly<Record<string, string>>;
}

interface Found {
  readonly layer?: readonly LayerEntry[];
  readonly json?: unknown;
  /** Where a symbolic link leads: older Engines write equal layers once. */
  readonly link?: string;
}

/**
 * Reads the archive of one image, as Engines with and without the containerd image store write it.
 *
 * Contents of files are not kept, and nothing is written to the disk. Only this archive tells which layer has a file, so what is
 * of the base is known although the base itself may not be on the Engine: BuildKit keeps it without its name.
 */
export async function readSavedImage(archive: Bytes): Promise<SavedImage> {
  const found = new Map<string, Found>();
  await eachTarEntry(archive, async ({ name, type, linkname }, content) => {
    const path = posix.normalize(name);
    if (type === 'symlink') {
      found.set(path, { link: posix.join(posix.dirname(path), linkname ?? '') });
    } else if (type === 'file' && /^blobs\/|\/layer\.tar$|\.json$/.test(path)) {
      found.set(path, await readBlob(content));
    }
  });
  const resolved = (path: unknown): Found => {
    const first = found.get(posix.normalize(String(path)));
    return (first?.link === undefined ? first : found.get(first.link)) ?? {};
  };
  return savedImage(resolved);
}

function savedImage(found: (path: unknown) => Found): SavedImage {
  const manifests = found('manifest.json').json;
  const manifest = part(list(manifests)[0], 'manifest');
  const config = part(found(at(manifest, 'Config')).json, 'configuration');
  const settings = at(config, 'config');
  const labels = isMap(settings) ? at(settings, 'Labels') : undefined;
  return {
    layers: list(at(manifest, 'Layers')).map((path) => {
      const { layer } = found(path);
      if (layer === undefined) {
        throw lacking(`layer ${String(path)}`);
      }
      return layer;
    }),
    isEmpty: list(at(config, 'history')).map((step) => isMap(step) && at(step, 'empty_layer') === true),
    labels: Object.fromEntries(
      Object.entries(isMap(labels) ? labels : {}).map(([name, value]) => [name, String(value)]),
    ),
  };
}

function part(value: unknown, name: string): Fields {
  if (!isMap(value)) {
    throw lacking(name);
  }
  return value;
}

function lacking(name: string): ValidationError {
  return new ValidationError(`the Engine's archive of the image has no ${name}; try again`);
}

function list(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

const GZIP = 0x1f;
const ZSTANDARD = 0x28;
const BRACE = 0x7b;
const BRACKET = 0x5b;

/** A blob is a layer, packed or not, or JSON; only its first byte tells. */
async function readBlob(content: Bytes): Promise<Found> {
  const parts = content[Symbol.asyncIterator]();
  const first = await parts.next();
  if (first.done) {
    return {};
  }
  const bytes = (async function* () {
    yield first.value;
    yield* { [Symbol.asyncIterator]: () => parts };
  })();
  switch (first.value[0]) {
    case BRACE:
    case BRACKET:
      return { json: await readJson(bytes) };
    case GZIP:
      return { layer: await readLayer(Readable.from(bytes, { objectMode: false }).pipe(createGunzip())) };
    case ZSTANDARD:
      throw new ValidationError(
        'a layer of the image is packed with Zstandard, which is not read here; see "docker image history"',
      );
    default:
      return { layer: await readLayer(bytes) };
  }
}

async function readJson(bytes: Bytes): Promise<unknown> {
  const parts: Uint8Array[] = [];
  for await (const part of bytes) {
    parts.push(part);
  }
  return JSON.parse(Buffer.concat(parts).toString('utf8'));
}

async function readLayer(archive: Bytes): Promise<LayerEntry[]> {
  const entries: LayerEntry[] = [];
  await eachTarEntry(archive, (header) => {
    entries.push(layerEntry(header));
    return Promise.resolve();
  });
  return entries;
}

function layerEntry({ name, type, size, linkname }: Headers): LayerEntry {
  switch (type) {
    case 'file':
    case 'contiguous-file':
      return { path: name, kind: 'file', bytes: size ?? 0 };
    case 'link':
      return { path: name, kind: 'link', bytes: 0, target: linkname ?? '' };
    case 'directory':
      return { path: name, kind: 'directory', bytes: 0 };
    default:
      return { path: name, kind: 'other', bytes: 0 };
  }
}
