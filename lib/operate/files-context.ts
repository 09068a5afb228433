import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, sep } from 'node:path';
import { byCodeUnit, FramedHash } from '../core/hash';

/** The build context of an image that is another one with files on top, such as the configuration files of a service. */
export interface FilesContext {
  readonly dockerfile: string;
  /** Bytes of the files, by their absolute paths in the image. */
  readonly files: Readonly<Record<string, Buffer>>;
}

const FILES = 'files';
/** All of its Dockerfile: the only line that tells it from others is the first. */
const DOCKERFILE = /^FROM (\S+) AS runtime\nCOPY \["files\/", "\/"\]\n$/;

/** Reads a staged context; nothing when it is that of another image. */
export function readFilesContext(folder: string): FilesContext | undefined {
  const file = join(folder, 'Dockerfile');
  const dockerfile = existsSync(file) ? readFileSync(file, 'utf8') : '';
  if (!DOCKERFILE.test(dockerfile)) {
    return undefined;
  }
  const top = join(folder, FILES);
  const paths = readdirSync(top, { recursive: true, encoding: 'utf8' }).filter((path) =>
    statSync(join(top, path)).isFile(),
  );
  return {
    dockerfile,
    files: Object.fromEntries(
      paths.map((path) => [`/${path.split(sep).join('/')}`, readFileSync(join(top, path))]),
    ),
  };
}

/** The image that it starts from. */
export function baseOf({ dockerfile }: FilesContext): string {
  return DOCKERFILE.exec(dockerfile)?.[1] ?? '';
}

/** The same files on another image. */
export function onBase(context: FilesContext, base: string): FilesContext {
  return { ...context, dockerfile: context.dockerfile.replace(/^FROM \S+/, () => `FROM ${base}`) };
}

/** Its name: the tag is a digest of all that goes in, as the construct says it that stages the context. */
export function filesImageName({ dockerfile, files }: FilesContext, repository: string): string {
  const hash = new FramedHash().record('dockerfile', dockerfile);
  Object.entries(files)
    .sort(([left], [right]) => byCodeUnit(left, right))
    .forEach(([path, bytes]) => hash.record('file', path, bytes));
  return `${repository}:${hash.digest()}`;
}
