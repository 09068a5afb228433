import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { machine, type TestedProvider } from './machine';
import type { TestStack } from './terraform-stack';

/**
 * What happens in an apply, in the words of Terraform or of the Engine: `terraform apply_start docker_container delete`,
 * `engine container start dev-hello`.
 */
export type Moment = string;

/** How an apply ended, and what there was of it. */
export interface WatchedApply {
  /** Nothing when a signal ended it. */
  readonly status: number | null;
  readonly moments: readonly Moment[];
  /** What Terraform complained of. */
  readonly errors: readonly string[];
}

/** Sends a signal to Terraform and its providers: to their process group, as a terminal does, and as a runner that stops. */
export type Signal = (name: 'SIGINT' | 'SIGKILL') => void;

/** A line of `terraform apply -json`. */
interface TerraformLine {
  readonly type: string;
  readonly hook?: { readonly resource?: { readonly resource_type: string }; readonly action?: string };
  readonly diagnostic?: { readonly severity: string; readonly summary: string; readonly detail: string };
}

/** A line of `docker events`. */
interface EngineLine {
  readonly Type: string;
  readonly Action: string;
  readonly Actor: { readonly ID: string; readonly Attributes?: { readonly name?: string } };
}

/**
 * Applies while the test goes on, and tells every moment as it comes.
 *
 * @param onMoment may send signals to it
 */
export async function watchedApply(
  provider: TestedProvider,
  stack: TestStack,
  onMoment: (moment: Moment, signal: Signal) => void,
): Promise<WatchedApply> {
  const environment = { ...process.env, ...provider.environment, ...stack.variables };
  const moments: Moment[] = [];
  const errors: string[] = [];
  const since = `${Date.now() / 1_000}`;
  const events = spawn('docker', ['events', '--since', since, '--format', '{{json .}}'], {
    env: environment,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const terraform = spawn(machine().terraform, ['apply', '-json', '-input=false', '-auto-approve'], {
    cwd: stack.folder,
    env: environment,
    // A process group of its own, to which the providers belong as well.
    detached: true,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const signal: Signal = (name) => {
    process.kill(-terraform.pid!, name);
  };
  const tell = (moment: Moment): void => {
    moments.push(moment);
    if (terraform.exitCode === null && terraform.signalCode === null) {
      onMoment(moment, signal);
    }
  };
  readLines(terraform.stdout, (line) => {
    const { type, hook, diagnostic } = JSON.parse(line) as TerraformLine;
    if (diagnostic?.severity === 'error') {
      errors.push(`${diagnostic.summary} ${diagnostic.detail}`);
    }
    tell(['terraform', type, hook?.resource?.resource_type, hook?.action].filter(Boolean).join(' '));
  });
  readLines(events.stdout, (line) => {
    const { Type, Action, Actor } = JSON.parse(line) as EngineLine;
    // The name of a volume is its id.
    tell(['engine', Type, Action, Actor.Attributes?.name ?? Actor.ID].join(' '));
  });
  const status = await endOf(terraform);
  events.kill();
  await endOf(events);
  return { status, moments, errors };
}

/** An apply that gets a signal at the first moment of a name, and has to have one. */
export async function interruptedApply(
  provider: TestedProvider,
  stack: TestStack,
  at: Moment,
  name: Parameters<Signal>[0],
): Promise<WatchedApply> {
  const sent: Moment[] = [];
  const ended = await watchedApply(provider, stack, (moment, signal) => {
    if (moment === at && sent.length === 0) {
      sent.push(moment);
      signal(name);
    }
  });
  if (sent.length === 0) {
    throw new Error(`"${at}" is none of the moments of the apply:\n${ended.moments.join('\n')}`);
  }
  return ended;
}

function readLines(stream: Readable, read: (line: string) => void): void {
  createInterface({ input: stream }).on('line', (line) => {
    // What is no JSON is the half of a line: its writer was killed.
    if (line.startsWith('{') && line.endsWith('}')) {
      read(line);
    }
  });
}

function endOf(child: ChildProcess): Promise<number | null> {
  return child.exitCode !== null || child.signalCode !== null
    ? Promise.resolve(child.exitCode)
    : new Promise((resolve, reject) => {
        child.once('error', reject);
        child.once('close', resolve);
      });
}
