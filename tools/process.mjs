import { execFile, spawn } from 'node:child_process';

const OUTPUT_LIMIT = 512 * 1024 * 1024;

/**
 * Runs a program to its end and gives its standard output. A failure carries the last lines that the program said, and all
 * of it as `output`.
 *
 * @param {string} program
 * @param {readonly string[]} args
 * @param {NodeJS.ProcessEnv} [environment] added to this process' own
 * @param {{ cwd?: string, timeout?: number }} [options] working directory; milliseconds after which it is ended
 * @returns {Promise<Buffer>}
 */
export function run(program, args, environment = {}, options = {}) {
  return new Promise((resolve, reject) => {
    execFile(
      program,
      [...args],
      { ...options, encoding: 'buffer', maxBuffer: OUTPUT_LIMIT, env: { ...process.env, ...environment } },
      (error, stdout, stderr) => {
        if (error === null) resolve(stdout);
        else reject(failure(program, args, error, Buffer.concat([stdout, stderr])));
      },
    );
  });
}

/**
 * Feeds chunks to a program's standard input, as fast as it reads them.
 *
 * @param {string} program
 * @param {readonly string[]} args
 * @param {AsyncIterable<Buffer>} chunks
 * @returns {Promise<void>}
 */
export async function feed(program, args, chunks) {
  const child = spawn(program, [...args], { stdio: ['pipe', 'ignore', 'pipe'] });
  /** @type {Buffer[]} */
  const said = [];
  child.stderr.on('data', (/** @type {Buffer} */ chunk) => said.push(chunk));
  // A program that ends early closes the pipe; its exit status below tells why.
  child.stdin.on('error', () => undefined);
  /** @type {Promise<number | null>} */
  const ended = new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  ended.catch(() => undefined);
  try {
    for await (const chunk of chunks) {
      if (child.stdin.destroyed) break;
      if (!child.stdin.write(chunk)) await Promise.race([drained(child.stdin), ended]);
    }
  } catch (error) {
    child.kill();
    throw error;
  }
  child.stdin.end();
  const status = await ended;
  if (status !== 0) throw failure(program, args, new Error(`exit status ${status}`), Buffer.concat(said));
}

/**
 * @param {NodeJS.WritableStream} stream
 * @returns {Promise<void>}
 */
function drained(stream) {
  return new Promise((resolve) => stream.once('drain', () => resolve()));
}

/**
 * @param {string} program
 * @param {readonly string[]} args
 * @param {Error} cause
 * @param {Buffer} output
 */
function failure(program, args, cause, output) {
  const last = output.toString('utf8').trim().split('\n').slice(-12).join('\n');
  const code = /** @type {NodeJS.ErrnoException} */ (cause).code;
  const why = code === 'ENOENT' ? `${program} is not installed` : last || cause.message;
  const error = new Error(`cannot run ${program} ${args.slice(0, 2).join(' ')}: ${why}`, { cause });
  return Object.assign(error, { output: output.toString('utf8') });
}
