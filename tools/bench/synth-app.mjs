/**
 * A stack with many images and services, synthesized, and what that cost.
 *
 *     node synth-app.mjs COUNT FOLDER
 *
 * COUNT is how many of each, or "none" for an empty stack without this library. With "bare-" before it the resources are made
 * by the provider's bindings alone and nothing is staged: what no library above them can be faster than. Prints one JSON object: the processor
 * seconds, user and system of all threads, that this process had used at each point, and the two apart at the end.
 */
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const [, , count = 'none', outdir = ''] = process.argv;

/** @type {Record<string, number>} */
const used = {};
/** @param {string} point */
const mark = (point) => {
  const { userCPUTime, systemCPUTime } = process.resourceUsage();
  used[point] = (userCPUTime + systemCPUTime) / 1e6;
  used.user = userCPUTime / 1e6;
  used.system = systemCPUTime / 1e6;
};
process.once('exit', () => {
  mark('exit');
  console.log(JSON.stringify(used));
});

mark('node');
const { App, TerraformStack } = await import('cdktf');
mark('cdktf');
const app = new App({ outdir });
const stack = new TerraformStack(app, 'bench');
if (count.startsWith('bare-')) {
  await declareBare(Number(count.slice('bare-'.length)));
} else if (count !== 'none') {
  await declare(Number(count));
}
mark('constructed');
app.synth();

/** @param {number} amount */
async function declare(amount) {
  const compiled = new URL('../../dist/lib/index.js', import.meta.url);
  /** @type {typeof import('../../lib/index.js')} */
  const { DockerHost, GoImage, Health, Service } = await import(compiled.href);
  mark('library');
  const source = join(fileURLToPath(new URL('../../examples/hello/', import.meta.url)));
  new DockerHost(stack, 'docker');
  for (let index = 0; index < amount; index += 1) {
    // A stamp of its own makes it another image: nothing can be taken over from the one before.
    const stamp = { 'main.version': `${index}` };
    const image = new GoImage(stack, `image-${index}`, { source, stamp });
    const health = Health.http('/healthz');
    const service = new Service(stack, `service-${index}`, { image, port: 8080, health });
    service.publish({ hostPort: 20_000 + index });
  }
}

/** @param {number} amount */
async function declareBare(amount) {
  const { Container } = await import('@cdktf/provider-docker/lib/container/index.js');
  const { Image } = await import('@cdktf/provider-docker/lib/image/index.js');
  const { DockerProvider } = await import('@cdktf/provider-docker/lib/provider/index.js');
  mark('library');
  new DockerProvider(stack, 'docker');
  for (let index = 0; index < amount; index += 1) {
    const image = new Image(stack, `image-${index}`, {
      name: `hello:${index}`,
      keepLocally: true,
      triggers: { source: '1', modules: '2', recipe: `${index}` },
      buildAttribute: { context: `images/${index}`, dockerfile: 'Dockerfile' },
      lifecycle: { createBeforeDestroy: true },
    });
    new Container(stack, `service-${index}`, {
      name: `service-${index}`,
      image: image.imageId,
      user: '65532:65532',
      env: ['GOMEMLIMIT=230MiB'],
      mustRun: true,
      start: true,
      restart: 'unless-stopped',
      init: false,
      readOnly: true,
      tmpfs: { '/tmp': 'rw' },
      capabilities: { drop: ['ALL'] },
      securityOpts: ['no-new-privileges:true'],
      networkMode: 'bridge',
      networksAdvanced: [{ name: 'network' }],
      memory: 256,
      memorySwap: 256,
      cpuPeriod: 100_000,
      cpuQuota: 100_000,
      stopSignal: 'SIGTERM',
      stopTimeout: 30,
      destroyGraceSeconds: 30,
      logDriver: 'json-file',
      logOpts: { 'max-file': '3', 'max-size': '10m' },
      healthcheck: { test: ['CMD', '/probe'], interval: '5s', timeout: '3s', startPeriod: '10s', retries: 3 },
      wait: true,
      waitTimeout: 57,
      labels: [
        { label: 'path', value: `bench/service-${index}` },
        { label: 'spec', value: '0' },
      ],
      ports: [{ internal: 8080, external: 20_000 + index, ip: '127.0.0.1', protocol: 'tcp' }],
    });
  }
}
