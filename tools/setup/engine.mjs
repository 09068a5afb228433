import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { run } from '../process.mjs';
import { startDockerd } from './dockerd.mjs';
import { SetupError } from './report.mjs';

const SOCKET = 'unix:///var/run/docker.sock';

/**
 * @typedef {object} Engine
 * @property {string} version
 * @property {string} host address, as DOCKER_HOST has it
 */

/**
 * Finds the Docker Engine that answers and uses it as it is; installs and starts one only where none does.
 *
 * @returns {Promise<{ text: string, value: Engine }>}
 */
export async function ensureEngine() {
  const { host, asked } = await wantedHost();
  if (!(await isInstalled('docker')) && (await socketAnswers(host))) {
    throw new SetupError(
      `a Docker Engine answers at ${host}, but there is no "docker" command: install Docker's command line ` +
        '(https://docs.docker.com/engine/install/binaries/), then run this again',
    );
  }
  const answering = await ping(host);
  if (answering !== undefined) {
    return { text: `${answering} at ${host}, used as it is`, value: { version: answering, host } };
  }
  if (asked !== undefined) {
    throw new SetupError(
      `the Docker Engine at ${host} does not answer, and ${asked} asks for it: start it, or unset it`,
    );
  }
  if (await socketAnswers(host)) {
    throw new SetupError(
      `something listens at ${host} but does not answer as a Docker Engine: look at it, or set DOCKER_HOST to another one`,
    );
  }
  const installed = await installEngine();
  const version = await startEngine(host);
  const done = installed ? 'installed docker.io and started' : 'started';
  return { text: `${done} ${version} at ${host}`, value: { version, host } };
}

/** Where Docker's own command would look: DOCKER_HOST, the current context, the default socket. */
async function wantedHost() {
  if (process.env.DOCKER_HOST) {
    return { host: process.env.DOCKER_HOST, asked: 'DOCKER_HOST' };
  }
  const format = '{{.Name}} {{.Endpoints.docker.Host}}';
  const context = await run('docker', ['context', 'inspect', '--format', format]).catch(() =>
    Buffer.alloc(0),
  );
  const [name = 'default', host = SOCKET] = context.toString('utf8').trim().split(' ').filter(Boolean);
  return name === 'default' ? { host } : { host, asked: `the Docker context "${name}"` };
}

/**
 * @param {string} host
 * @returns {Promise<string | undefined>} the Engine's version, nothing when it does not answer
 */
async function ping(host) {
  const command = ['--host', host, 'version', '--format', '{{.Server.Version}}'];
  const answer = await run('docker', command, {}, { timeout: 10_000 }).catch(() => undefined);
  return answer?.toString('utf8').trim() || undefined;
}

async function installEngine() {
  if (await isInstalled('dockerd')) {
    await requireRoot();
    return false;
  }
  await requireRoot();
  const environment = { DEBIAN_FRONTEND: 'noninteractive' };
  await run('apt-get', ['update'], environment);
  // With the small init that Docker starts containers under where one is asked for; Debian only recommends it.
  await run(
    'apt-get',
    [
      'install',
      '--yes',
      // Whatever is on the machine stays: another container runtime, for example.
      '--no-remove',
      '--no-install-recommends',
      'docker.io',
      'tini',
    ],
    environment,
  );
  return true;
}

async function requireRoot() {
  const release = await readFile('/etc/os-release', 'utf8').catch(() => '');
  const family = /^ID(_LIKE)?=.*(debian|ubuntu)/m.test(release);
  if (family && process.getuid?.() === 0) {
    return;
  }
  throw new SetupError(
    'no Docker Engine answers: start Docker Desktop or "systemctl start docker", or install one ' +
      '(https://docs.docker.com/engine/install/), then run this again. It is installed by itself only on Debian or ' +
      'Ubuntu, as root.',
  );
}

/** @param {string} host */
async function startEngine(host) {
  if (!existsSync('/run/systemd/system')) {
    return startDockerd(() => ping(host));
  }
  // It returns when the service says that it is ready.
  await run('systemctl', ['start', 'docker']);
  const version = await ping(host);
  if (version === undefined) {
    throw new SetupError(
      `the service "docker" was started but does not answer at ${host}: see "journalctl -u docker"`,
    );
  }
  return version;
}

/**
 * Whether anything accepts a connection there, asked without Docker's command.
 *
 * @param {string} host
 * @returns {Promise<boolean>}
 */
function socketAnswers(host) {
  const path = /^unix:\/\/(.+)$/.exec(host)?.[1];
  if (path === undefined) {
    return Promise.resolve(false);
  }
  return new Promise((resolve) => {
    const socket = connect(path);
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
}

/** @param {string} program */
async function isInstalled(program) {
  return run(program, ['--version']).then(
    () => true,
    () => false,
  );
}
