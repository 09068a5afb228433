import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { quote, ValidationError } from '../core/errors';
import type { BuildRequest } from './build';
import { declaredRoles } from './declared-roles';
import { readDeclaredStack } from './declared-stack';
import { dockerArguments, dockerEnvironment, type EngineAddress } from './engine-address';
import { findContainer } from './labelled-container';
import { LogFollower } from './log-follower';
import { type LogSelection, logsCommand } from './log-following';
import { readStackFile, STACK_FILE } from './stack-file';
import { stackAround, synthesizedStacks } from './synthesized-stacks';

/** Whose output to show. */
export interface LogsRequest extends BuildRequest, LogSelection {
  /** Whether to end with what the Engine has now. */
  readonly noFollow: boolean;
}

/** Exit statuses, as shells give them for programs that a signal ends. */
const ENDED_BY = { SIGINT: 130, SIGTERM: 143 };

/**
 * Shows what a service writes, and goes on with the next container when a deploy replaces it.
 *
 * What the program writes to its standard output and error comes out at those of this process; what is told about containers comes at
 * the standard error. Ends by a signal: exit status 130 after Ctrl-C.
 */
export async function showLogs({ output, selection, since, tail, noFollow }: LogsRequest): Promise<number> {
  const path = selection ?? '';
  const engine = engineOf(resolve(output), path);
  if (tail !== undefined && !/^(\d+|all)$/.test(tail)) {
    throw new ValidationError(`--tail ${quote(tail)} is not possible; give a number of lines, or "all"`);
  }
  const wanted = { since, tail };
  return noFollow ? showOnce(engine, path, wanted) : follow(engine, path, wanted);
}

/** The Engine of the container that a construct of a synthesized stack declares. */
function engineOf(output: string, path: string): EngineAddress {
  const stacks = synthesizedStacks(output);
  const around = stackAround(stacks, path);
  const declared = (around ? [around] : stacks).flatMap(({ folder }) => {
    const absolute = join(output, folder);
    const text = readFileSync(join(absolute, STACK_FILE), 'utf8');
    const roles = declaredRoles(readStackFile(text));
    return readDeclaredStack(text, absolute).containers.map((container) => ({
      ...container,
      role: container.path === undefined ? undefined : roles.get(container.path),
    }));
  });
  const found = declared.find((container) => container.path === path);
  if (found === undefined) {
    const paths = declared.flatMap(({ path: known, role }) =>
      known === undefined || role === 'carrier' ? [] : [known],
    );
    throw new ValidationError(
      `no synthesized service is called ${quote(path)}; there is ${paths.sort().join(', ') || 'none'}`,
    );
  }
  return found.engine;
}

function showOnce(engine: EngineAddress, path: string, wanted: LogSelection): number {
  const found = findContainer(engine, path);
  if (found === undefined) {
    throw new ValidationError(`${quote(path)} has no container on the Engine; run "cdktf deploy" first`);
  }
  const args = dockerArguments(engine, logsCommand(found.id, wanted));
  const env = { ...process.env, ...dockerEnvironment(engine) };
  return spawnSync('docker', args, { env, stdio: ['ignore', 'inherit', 'inherit'] }).status ?? 1;
}

async function follow(engine: EngineAddress, path: string, wanted: LogSelection): Promise<number> {
  const stop = new AbortController();
  let status = 0;
  const end = (by: keyof typeof ENDED_BY) => (): void => {
    status = ENDED_BY[by];
    stop.abort();
  };
  process.once('SIGINT', end('SIGINT'));
  process.once('SIGTERM', end('SIGTERM'));
  // Whoever read the lines has enough: "| head".
  process.stdout.on('error', () => {
    stop.abort();
  });
  await new LogFollower(engine, path, wanted, stop.signal).follow();
  return status;
}
