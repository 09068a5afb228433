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

  /**
   * Runs a command in a process group of its own, as a terminal does, and sends a signal to all of the group as soon as it says something.
   *
   * @param text what it has to say
   */
  public async interrupt(text: string, ...args: string[]): Promise<number | null> {
    const child = spawn(process.execPath, this.words(args), {
      env: this.environment,
      stdio: ['pipe', 'pipe', 'inherit'],
      detached: true,
    });
    await says(child, text);
    process.kill(-child.pid!, 'SIGINT');
    const [status] = (await once(child, 'exit')) as [number | null];
    return status;
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

async function says(child: ChildProcess, text: string): Promise<void> {
  let said = '';
  for await (const chunk of child.stdout!) {
    said += String(chunk);
    if (said.includes(text)) {
      // Whatever comes later is read, so that nobody waits for a place to write to.
      child.stdout!.resume();
      return;
    }
  }
  throw new Error(`it ended and has never said ${JSON.stringify(text)}: ${said}`);
}
