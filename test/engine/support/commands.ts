import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { join, resolve } from 'node:path';
import { GoImage, Size } from '../../../lib';
import { goModule } from '../../support/go-module';
import type { Said } from './checkout';
import { machine, output, removeTestImages } from './machine';
import { TestStack } from './terraform-stack';

const PROGRAM = resolve(__dirname, '../../../bin/go-containers.ts');
/** Name of the images. */
export const NAME = 'go-containers-test-commands';
const [provider] = machine().providers;

/** A program that waits; of its own, so that no cache has it yet. */
export function source(statement = 'time.Sleep(time.Hour)'): string {
  return goModule({
    'main.go': `package main\n\nimport "time"\n\nconst id = "${randomUUID()}"\n\nfunc main() { println(id); ${statement} }\nvar _ = time.Now\n`,
  });
}

const made: Commands[] = [];

/** Destroys the stacks that were made. */
export function destroyStacks(): void {
  made.splice(0).forEach(({ stack }) => {
    stack.destroy();
  });
}

/** Removes the images that were built, and their twins to debug. */
export function removeImages(): void {
  removeTestImages(NAME);
  const label = `label=cdktf-go-containers.debug=${NAME}`;
  const twins = output('docker', ['image', 'ls', '--quiet', '--filter', label]);
  new Set(twins.split('\n').filter(Boolean)).forEach((id) =>
    output('docker', ['image', 'rm', '--force', id]),
  );
}

/** A stack with one image, and the commands on its output. */
export class Commands {
  public readonly stack = new TestStack(provider!, 'commands');

  public constructor(folder: string) {
    made.push(this);
    this.stack.synthesize((stack) => {
      new GoImage(stack, 'waits', { source: folder, name: NAME, maxSize: Size.megabytes(20) });
    });
  }

  public run(...args: string[]): Said & { readonly stdout: string } {
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [
        ...['--require', 'ts-node/register/transpile-only', PROGRAM, ...args],
        ...['--output', join(this.stack.folder, '../..')],
      ],
      { encoding: 'utf8', env: { ...process.env, ...provider!.environment }, maxBuffer: 64 * 1024 * 1024 },
    );
    return { status, text: stdout + stderr, stdout };
  }
}
