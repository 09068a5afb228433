#!/usr/bin/env node
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { cdktf, isDeployed, rememberedImages, removeState, STACK, STATE_FOLDER } from './deployment.mjs';
import { run } from './process.mjs';
import { reportFailure, setUp } from './setup.mjs';
import { step } from './setup/report.mjs';

/** Removes the demo: container, network, images, state. The Engine, the offline kit and build caches stay. */
async function down() {
  if (!(await isDeployed())) {
    console.log('nothing of the demo is deployed from this checkout');
    return;
  }
  const { environment } = await setUp();
  console.log('demo:down');
  await step('cdktf destroy', async () => {
    if (!existsSync(join(STATE_FOLDER, `${STACK}.tfstate`))) {
      return { text: 'nothing is deployed', value: undefined };
    }
    await cdktf('destroy', environment);
    return { text: 'container and network are gone', value: undefined };
  });
  await step('images', async () => {
    /** @type {string[]} */
    const kept = [];
    const images = await rememberedImages();
    for (const image of images) {
      // The Engine refuses what a container of another stack uses, and that is as it should be.
      await run('docker', ['image', 'rm', image]).catch(() => kept.push(image));
    }
    const removed = images.filter((image) => !kept.includes(image));
    const rest = kept.length > 0 ? `; in use or gone already: ${kept.join(', ')}` : '';
    return { text: `removed ${removed.join(', ') || 'none'}${rest}`, value: undefined };
  });
  await step('state', async () => {
    await removeState();
    return { text: 'removed', value: undefined };
  });
}

await down().catch(reportFailure);
