import { spawn } from 'node:child_process';
import { openSync } from 'node:fs';
import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { OFFLINE } from './project.mjs';
import { SetupError } from './report.mjs';

const LOG = join(OFFLINE, 'dockerd.log');
const PATIENCE_SECONDS = 120;
const LAST_CHARACTERS = 2_000;

/**
 * Where an Engine writes who it is. One that was killed leaves them, and once their number is another process, dockerd
 * refuses to start ("pid file found") or waits for a containerd that is none.
 */
const PID_FILES = [
  { path: '/run/docker.pid', program: 'dockerd' },
  { path: '/run/docker/containerd/containerd.pid', program: 'containerd' },
];

/**
 * Starts dockerd on its own, since containers have to outlive the command that set them up, and waits until it answers.
 *
 * @param {() => Promise<string | undefined>} ping the version of the Engine that answers
 * @returns {Promise<string>} that version
 */
export async function startDockerd(ping) {
  await mkdir(OFFLINE, { recursive: true });
  await Promise.all(PID_FILES.map(removeLeftover));
  const log = openSync(LOG, 'w');
  const dockerd = spawn('dockerd', [], { detached: true, stdio: ['ignore', log, log] });
  dockerd.unref();
  /** @type {string | undefined} */
  let ended;
  dockerd.on('error', (error) => (ended = error.message));
  dockerd.on('exit', (code, signal) => (ended ??= signal === null ? `status ${code}` : signal));
  const patience = performance.now() + PATIENCE_SECONDS * 1_000;
  while (performance.now() < patience && ended === undefined) {
    const version = await ping();
    if (version !== undefined) return version;
    await sleep(250);
  }
  const what = ended === undefined ? `did not answer within ${PATIENCE_SECONDS} s` : `ended with ${ended}`;
  throw new SetupError(`dockerd was started but ${what}; the end of ${LOG}:\n${await tail(LOG)}`);
}

/** @param {{ path: string, program: string }} file */
async function removeLeftover({ path, program }) {
  const id = await readFile(path, 'utf8').catch(() => undefined);
  if (id === undefined) return;
  const name = await readFile(`/proc/${id.trim()}/comm`, 'utf8').catch(() => '');
  if (name.trim() !== program) await rm(path, { force: true });
}

/** @param {string} path */
async function tail(path) {
  return (await readFile(path, 'utf8').catch(() => '')).slice(-LAST_CHARACTERS).trim();
}
