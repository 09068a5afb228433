import { spawn } from 'node:child_process';
import type { Readable } from 'node:stream';
import { dockerArguments, dockerEnvironment, type EngineAddress } from './engine-address';
import { LineCutter, readLogLine } from './log-lines';
import type { LogPlace, LogStream } from './log-place';

/** Where lines go. */
export type Show = (stream: LogStream, lines: readonly string[]) => void;

/** How the reading of a container's output came to its end. */
export interface LogEnd {
  /** Whether the Docker command says that it failed. */
  readonly isFailed: boolean;
  /** What the Docker command itself said. */
  readonly words: string;
  /** Whether at least one line came. */
  readonly hasLines: boolean;
}

/** Bytes as they are: text of one character per byte, whatever the program's encoding is. */
const BYTES = 'latin1';

/** Writes lines to this process's own streams. */
export function showLines(stream: LogStream, lines: readonly string[]): void {
  process[stream].write(lines.map((line) => `${line}\n`).join(''), BYTES);
}

/**
 * Shows the new lines of a container's output until there are no more: it has ended, was removed, or the connection broke.
 *
 * @param args of `docker container logs --timestamps`
 * @param stop ends the reading
 */
export async function readLogs(
  engine: EngineAddress,
  args: readonly string[],
  place: LogPlace,
  show: Show,
  stop: AbortSignal,
): Promise<LogEnd> {
  const child = spawn('docker', dockerArguments(engine, args), {
    env: { ...process.env, ...dockerEnvironment(engine) },
    stdio: ['ignore', 'pipe', 'pipe'],
    signal: stop,
  });
  const words: string[] = [];
  let hasLines = false;
  const take = (stream: LogStream, lines: readonly string[]): void => {
    const read = lines.map((line) => ({ line, log: readLogLine(line) }));
    words.push(...read.filter(({ log }) => log === undefined).map(({ line }) => line));
    const fresh = read.flatMap(({ log }) =>
      log !== undefined && place.isNew(stream, log.time) ? [log.text] : [],
    );
    hasLines ||= fresh.length > 0;
    if (fresh.length > 0) {
      show(stream, fresh);
    }
  };
  eachLine(child.stdout, (lines) => {
    take('stdout', lines);
  });
  eachLine(child.stderr, (lines) => {
    take('stderr', lines);
  });
  const status = await new Promise<number | null>((resolve) => {
    child.on('close', resolve);
    // Stopped, or there is no such command; the second has no "close".
    child.on('error', (error) => {
      words.push(error.message);
      resolve(null);
    });
  });
  return { isFailed: status !== 0, words: words.join('\n').trim(), hasLines };
}

function eachLine(stream: Readable, take: (lines: readonly string[]) => void): void {
  const cutter = new LineCutter();
  stream.setEncoding(BYTES);
  stream.on('data', (chunk: string) => {
    take(cutter.push(chunk));
  });
  stream.on('end', () => {
    take(cutter.end());
  });
}
