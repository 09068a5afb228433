import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

/**
 * @typedef {object} Counts
 * @property {number} seconds
 * @property {number} requests
 * @property {number} failed
 * @property {number} cut
 * @property {number} perSecond
 *
 * @typedef {object} Report
 * @property {number} requests
 * @property {number} failed
 * @property {number} cut
 * @property {number} slowOverrun
 * @property {Record<string, number>} kinds
 * @property {Record<string, { p50: number, p99: number, max: number }>} latency
 * @property {readonly { version: string, count: number }[]} versions
 * @property {readonly string[]} messages
 *
 * @typedef {object} Clients
 * @property {() => Counts | undefined} counts what they have seen by now
 * @property {() => Promise<Report>} end
 */

/**
 * Starts clients that ask a server without a pause: pages, orders, slow requests, a WebSocket and a stream of events.
 *
 * @param {string} program examples/shop/cmd/load, compiled
 * @param {string} url
 * @returns {Promise<Clients>}
 */
export async function startLoad(program, url) {
  const args = ['-url', url, '-duration', '1h', '-every', '250ms'];
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  /** @type {any} */
  let last;
  const lines = createInterface({ input: child.stdout });
  lines.on('line', (line) => {
    last = JSON.parse(line);
  });
  const ended = new Promise((resolve, reject) => {
    child.once('error', reject);
    lines.once('close', () => resolve(undefined));
  });
  ended.catch(() => undefined);
  return {
    counts: () => last,
    end: async () => {
      child.kill('SIGTERM');
      await ended;
      return last;
    },
  };
}
