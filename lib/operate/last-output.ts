import { spawnSync } from 'node:child_process';
import { dockerArguments, dockerEnvironment, type EngineAddress } from './engine-address';
import { readLogLine } from './log-lines';

/** The last lines that a container wrote to both of its outputs, in the order of their times. */
export interface LastOutput {
  readonly lines: readonly string[];
  /** Why there are none, in the words of the Docker command. */
  readonly complaint?: string;
}

/** @param count how many lines at most */
export function lastOutput(engine: EngineAddress, id: string, count: number): LastOutput {
  const args = dockerArguments(engine, ['container', 'logs', '--timestamps', `--tail=${count}`, id]);
  const { status, stdout, stderr } = spawnSync('docker', args, {
    env: { ...process.env, ...dockerEnvironment(engine) },
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  return status === 0
    ? { lines: inOrder([stdout, stderr], count) }
    : { lines: [], complaint: stderr.trim().split('\n').at(-1) ?? '' };
}

/** Lines of several outputs as they were written one after the other, without their times. */
export function inOrder(outputs: readonly string[], count: number): string[] {
  return outputs
    .flatMap((output) => output.split('\n'))
    .flatMap((line) => readLogLine(line) ?? [])
    .sort((left, right) => (left.time === right.time ? 0 : left.time < right.time ? -1 : 1))
    .slice(-count)
    .map(({ text }) => text);
}
