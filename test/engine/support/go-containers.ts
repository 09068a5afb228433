import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { join, resolve } from 'node:path';
import { machine, type TestedProvider } from './machine';
import type { TestStack } from './terraform-stack';

const PROGRAM = resolve(__dirname, '../../../bin/go-containers.ts');

/** How a command ended, and what it said. */
export interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The library's own commands on the output of a test's stack. */
export class GoContainers {
  public constructor(
    private readonly provider: TestedProvider,
    private readonly stack: TestStack,
  ) {}

  /** Runs a command to its end. */
  public run(...args: string[]): Ended {
    const { status, stdout, stderr } = spawnSync(process.execPath, this.words(args), {
      encoding: 'utf8',
      env: this.environment,
      input: '',
    });
    return { status, stdout, stderr };
  }

  /** Starts a command in a process group of its own, as a terminal does. */
  public start(...args: string[]): Started {
    return new Started(
      spawn(process.execPath, this.words(args), {
        env: this.environment,
        stdio: ['pipe', 'pipe', 'ignore'],
        detached: true,
      }),
    );
  }

  private get environment(): NodeJS.ProcessEnv {
    const variables = { ...this.provider.environment, ...this.stack.variables };
    return { ...process.env, ...variables, TERRAFORM_BINARY_NAME: machine().terraform };
  }

  private words(args: readonly string[]): string[] {
    return [
      ...['--require', 'ts-node/register/transpile-only', PROGRAM, ...args],
      ...['--output', join(this.stack.folder, '../..')],
    ];
  }
}

/** A command that runs on while the test does other things. */
export class Started {
  private said = '';

  public constructor(private readonly child: ChildProcess) {
    // All of it is read, also what nobody asks for: a full pipe would stop the command.
    child.stdout!.on('data', (chunk: Buffer) => {
      this.said += chunk.toString();
    });
  }

  /** Until it has said a text. */
  public async says(text: string): Promise<void> {
    while (!this.said.includes(text)) {
      const end = once(this.child.stdout!, 'end').then(() => 'end');
      if ((await Promise.race([once(this.child.stdout!, 'data'), end])) === 'end') {
        throw new Error(`it has never said ${JSON.stringify(text)}:\n${this.said}`);
      }
    }
  }

  /** Ends it and all that it has started, as Ctrl-C does. */
  public async interrupt(): Promise<number | null> {
    const ended = once(this.child, 'exit');
    process.kill(-this.child.pid!, 'SIGINT');
    const [status] = (await ended) as [number | null];
    return status;
  }
}
