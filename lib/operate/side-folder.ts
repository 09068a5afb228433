import {
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { STACK_FILE } from './stack-file';

/** How the names of side folders begin. A stack's folder is never called so. */
export const SIDE_FOLDER = '.rollback-';

/** What a side folder has of its own, by relative path: texts, and bytes of files. */
export type OwnFiles = Readonly<Record<string, string | Buffer>>;

/** What belongs to the stack as it was synthesized, or to one run of Terraform. */
const NOT_TAKEN: ReadonlySet<string> = new Set([STACK_FILE, 'plan', '.terraform.tfstate.lock.info']);

/**
 * Runs something in a folder beside that of a stack, with other files and everything else of it: providers, backend, lock file, assets, build contexts,
 * a state that is kept there. It is as deep, so that relative paths mean the same.
 *
 * The folder of the stack stays as it was, also after a failure, but for what Terraform leaves in its own: a first state, or one that it could not write to
 * its backend.
 */
export async function inSideFolder(
  folder: string,
  own: OwnFiles,
  run: (side: string) => Promise<number>,
): Promise<number> {
  const side = mkdtempSync(join(dirname(folder), SIDE_FOLDER));
  try {
    for (const name of readdirSync(folder).filter((each) => !NOT_TAKEN.has(each))) {
      symlinkSync(join(folder, name), join(side, name));
    }
    for (const [path, content] of Object.entries(own)) {
      mkdirSync(dirname(join(side, path)), { recursive: true });
      writeFileSync(join(side, path), content);
    }
    return await run(side);
  } finally {
    bringBack(side, folder, own);
    rmSync(side, { recursive: true, force: true });
  }
}

/** What was not there before, and nobody could make again. */
function bringBack(side: string, folder: string, own: OwnFiles): void {
  const ours = new Set(Object.keys(own).map((path) => path.split('/')[0]));
  readdirSync(side)
    .filter((name) => !NOT_TAKEN.has(name) && !ours.has(name))
    .filter((name) => !lstatSync(join(side, name)).isSymbolicLink())
    .forEach((name) => {
      renameSync(join(side, name), join(folder, name));
    });
}
