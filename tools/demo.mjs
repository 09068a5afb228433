#!/usr/bin/env node
import { readFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { cdktf, CONTAINER, rememberImage, STACK, STACK_FOLDER } from './deployment.mjs';
import { run } from './process.mjs';
import { reportFailure, setUp } from './setup.mjs';
import { PROJECT } from './setup/project.mjs';
import { KIT_VERSION } from './setup/provider.mjs';
import { SetupError, step } from './setup/report.mjs';

/** Deploys the `dev` environment, looks at what came of it, and plans again. */
async function demo() {
  const start = performance.now();
  const { terraform, environment, realProvider, offlineBases, engine } = await setUp();
  console.log('demo');
  await step('cdktf deploy', async () => {
    await requireFreePort();
    requireLocalEngine(environment.DOCKER_HOST ?? '');
    // Also after a deploy that failed: its container may be there, and its image is.
    await cdktf('deploy', environment).finally(() => rememberImage().catch(() => undefined));
    return { text: 'the container is healthy', value: undefined };
  });
  const outputs = JSON.parse(await inStack(terraform, ['output', '-json'], environment));
  const url = String(outputs.url.value);
  const answer = await step('call', async () => {
    const response = await fetch(url);
    if (!response.ok) {
      throw new SetupError(`${url} answers with status ${response.status}: see "docker logs ${CONTAINER}"`);
    }
    return { text: `status ${response.status}`, value: (await response.text()).trim() };
  });
  await step('plan again', async () => {
    // Exits with 2 when there is anything to change.
    await inStack(terraform, ['plan', '-detailed-exitcode', '-input=false', '-no-color'], environment).catch(
      (error) => {
        throw new SetupError(`the second plan is not empty, or failed:\n${error.output}`);
      },
    );
    return { text: 'no changes', value: undefined };
  });
  const [container] = JSON.parse(await docker(['container', 'inspect', CONTAINER]));
  const [image] = JSON.parse(await docker(['image', 'inspect', container.Image]));
  console.log(summary({ url, answer, container, image }));
  const provider =
    realProvider === undefined ? `the offline kit's ${KIT_VERSION}` : `the real ${realProvider}`;
  console.log(
    `  served by    Docker Engine ${engine}, Docker provider: ${provider}, ` +
      `base images: ${offlineBases ? "the offline kit's" : 'the real ones'}\n` +
      '  remove it    npm run demo:down\n' +
      `\ndone in ${((performance.now() - start) / 1000).toFixed(1)} s`,
  );
}

/** @param {{ url: string, answer: string, container: any, image: any }} seen */
function summary({ url, answer, container, image }) {
  const { HostConfig: limits, Config: config, State: state } = container;
  const mebibytes = limits.Memory / 1024 / 1024;
  const hardened = [
    limits.ReadonlyRootfs && 'read-only root',
    limits.CapDrop?.includes('ALL') && 'all capabilities dropped',
    limits.SecurityOpt?.includes('no-new-privileges:true') && 'no new privileges',
    limits.Memory === limits.MemorySwap && `${mebibytes} MiB of memory, no swap`,
    limits.CpuQuota > 0 && `${limits.CpuQuota / limits.CpuPeriod} CPU`,
    `logs ${limits.LogConfig.Config['max-file']} x ${limits.LogConfig.Config['max-size']}`,
    `network ${Object.keys(container.NetworkSettings.Networks).join(', ')}`,
  ].filter(Boolean);
  return [
    '',
    `  ${url}  says  ${answer}`,
    `  container    ${container.Name.slice(1)}, ${state.Health.Status}, ${container.Id.slice(0, 12)}`,
    `  image        ${image.RepoTags[0]}, ${megabytes(image.Size)}`,
    `  user         ${config.User}`,
    `  hardened     ${hardened.join(', ')}`,
    '  second plan: no changes',
  ].join('\n');
}

/** @param {number} bytes */
function megabytes(bytes) {
  return `${(bytes / 1e6).toFixed(2)} MB`;
}

/**
 * @param {string} terraform
 * @param {readonly string[]} args
 * @param {Record<string, string>} environment
 */
async function inStack(terraform, args, environment) {
  return (await run(terraform, args, environment, { cwd: STACK_FOLDER })).toString('utf8');
}

/** @param {readonly string[]} args */
async function docker(args) {
  return (await run('docker', args)).toString('utf8');
}

/** Told before anything is built: the Engine would say it only after the build. */
async function requireFreePort() {
  const port = await hostPort();
  const ours = await docker(['container', 'inspect', '--format', '{{.State.Running}}', CONTAINER]).catch(
    () => '',
  );
  if (ours.trim() !== 'true' && port > 0 && (await answers(port))) {
    throw new SetupError(
      `port ${port} of this machine is taken by another program: stop it, or change hostPort in stacks/environments.ts`,
    );
  }
}

/**
 * The demo calls what it deployed, which is on the loopback address of the Engine's machine.
 *
 * @param {string} host
 */
function requireLocalEngine(host) {
  if (!/^(unix|npipe):/.test(host)) {
    throw new SetupError(
      `the demo calls the container on this machine, but the Engine is at ${host}: unset DOCKER_HOST`,
    );
  }
}

/** The port that the environment asks for, read from the file that the user is told to change. */
async function hostPort() {
  const text = await readFile(join(PROJECT, 'stacks', 'environments.ts'), 'utf8');
  return Number(new RegExp(`name: '${STACK}', hostPort: (\\d+)`).exec(text)?.[1]);
}

/**
 * @param {number} port
 * @returns {Promise<boolean>}
 */
function answers(port) {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
}

await demo().catch(reportFailure);
