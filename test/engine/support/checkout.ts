import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { machine, type TestedProvider } from './machine';

const PROJECT = resolve(__dirname, '../../..');

/** What a command said, and how it ended. */
export interface Said {
  readonly status: number | null;
  readonly text: string;
}

/** A copy of what a user has of this project: the app, the examples, and an environment of its own name and port. */
export class Checkout {
  public readonly folder = mkdtempSync(join(tmpdir(), 'go-containers-checkout-'));
  private readonly environment: Record<string, string>;

  public constructor(
    provider: TestedProvider,
    /** Name of the environment, and so of the stack. */
    public readonly name: string,
    hostPort: number,
  ) {
    this.environment = { ...provider.environment, FORCE_COLOR: '0' };
    ['cdktf.json', 'tsconfig.json', 'stacks', 'examples'].forEach((path) => {
      cpSync(join(PROJECT, path), join(this.folder, path), { recursive: true });
    });
    ['lib', 'node_modules'].forEach((path) => {
      symlinkSync(join(PROJECT, path), join(this.folder, path));
    });
    this.edit('stacks/environments.ts', (text) =>
      text.replace(/name: 'dev', hostPort: \d+/, `name: '${name}', hostPort: ${hostPort}`),
    );
  }

  /** Changes a file, and makes sure that it did change. */
  public edit(path: string, change: (text: string) => string): void {
    const before = readFileSync(join(this.folder, path), 'utf8');
    const after = change(before);
    if (after === before) {
      throw new Error(`the edit of ${path} changed nothing`);
    }
    writeFileSync(join(this.folder, path), after);
  }

  /** Deploys or destroys with the CDKTF command line, as a user does. */
  public cdktf(verb: 'deploy' | 'destroy', environment: Record<string, string> = {}): Said {
    const args = [verb, this.name, '--auto-approve', '--skip-provider-lock'];
    return this.run(join(PROJECT, 'node_modules/.bin/cdktf'), args, this.folder, environment);
  }

  /** Synthesizes with the app's own command, without the command line round it. */
  public synthesize(): Said {
    return this.run(
      process.execPath,
      ['--require', 'ts-node/register/transpile-only', 'stacks/main.ts'],
      this.folder,
    );
  }

  /** `terraform plan`: 0 for no changes, 2 for some. */
  public plan(): Said {
    const args = ['plan', '-detailed-exitcode', '-input=false', '-no-color'];
    return this.run(machine().terraform, args, join(this.folder, 'cdktf.out/stacks', this.name));
  }

  /** Runs the library's own command on what was synthesized. */
  public goContainers(...args: string[]): Said {
    const program = join(PROJECT, 'bin/go-containers.ts');
    return this.run(
      process.execPath,
      ['--require', 'ts-node/register/transpile-only', program, ...args],
      this.folder,
    );
  }

  /** Removes the folder; what was deployed must be gone before. */
  public remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  private run(
    program: string,
    args: readonly string[],
    cwd: string,
    environment: Record<string, string> = {},
  ): Said {
    const { status, stdout, stderr } = spawnSync(program, [...args], {
      cwd,
      encoding: 'utf8',
      env: { ...process.env, ...this.environment, ...environment },
      maxBuffer: 64 * 1024 * 1024,
    });
    return { status, text: stdout + stderr };
  }
}
