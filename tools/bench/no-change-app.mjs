/**
 * A stack with services that are all alike.
 *
 *     node no-change-app.mjs KIND COUNT STATE
 *
 * KIND is "library", or "bare" for the same resources by the provider's bindings alone: what no library above them can be faster than.
 * BENCH_IMAGE names the image of the bare ones, which has `sleep`. STATE is where Terraform keeps its state.
 */
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { App, LocalBackend, TerraformStack } from 'cdktf';

const [, , kind = '', count = '', state = ''] = process.argv;
const app = new App();
const stack = new TerraformStack(app, `bench-${kind}`);
new LocalBackend(stack, { path: state });
await (kind === 'bare' ? declareBare(Number(count)) : declare(Number(count)));
app.synth();

/** @param {number} amount */
async function declare(amount) {
  const compiled = new URL('../../dist/lib/index.js', import.meta.url);
  /** @type {typeof import('../../lib/index.js')} */
  const { DockerHost, GoImage, Health, Service } = await import(compiled.href);
  new DockerHost(stack, 'docker');
  const source = join(fileURLToPath(new URL('../../examples/hello/', import.meta.url)));
  const image = new GoImage(stack, 'image', { source, name: 'bench-no-change' });
  for (let index = 0; index < amount; index += 1) {
    new Service(stack, `service-${index}`, { image, health: Health.none() });
  }
}

/** @param {number} amount */
async function declareBare(amount) {
  const { Container } = await import('@cdktf/provider-docker/lib/container/index.js');
  const { Image } = await import('@cdktf/provider-docker/lib/image/index.js');
  const { Network } = await import('@cdktf/provider-docker/lib/network/index.js');
  const { DockerProvider } = await import('@cdktf/provider-docker/lib/provider/index.js');
  new DockerProvider(stack, 'docker');
  // The version that the bindings pin cannot be had offline, and is not what the library asks for.
  stack.addOverride('terraform.required_providers.docker.version', '>= 3.9.0');
  const image = new Image(stack, 'image', { name: process.env.BENCH_IMAGE ?? '', keepLocally: true });
  const network = new Network(stack, 'network', { name: 'bench-bare' });
  for (let index = 0; index < amount; index += 1) {
    new Container(stack, `service-${index}`, {
      name: `bench-bare-${index}`,
      image: image.imageId,
      command: ['sleep', 'infinity'],
      networkMode: 'bridge',
      networksAdvanced: [{ name: network.id }],
      memory: 256,
      memorySwap: 256,
      restart: 'unless-stopped',
      capabilities: { drop: ['ALL'] },
      readOnly: true,
    });
  }
}
