/**
 * A stack with many images and services, synthesized, and what that cost.
 *
 *     node synth-app.mjs COUNT FOLDER
 *
 * COUNT is how many of each, or "none" for an empty stack without this library. Prints one JSON object: the processor
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
if (count !== 'none') {
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
