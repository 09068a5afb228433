#!/usr/bin/env node
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { cdktf, IMAGE_FILTER, removeState, STACK, STATE_FOLDER } from './deployment.mjs';
import { run } from './process.mjs';
import { reportFailure, setUp } from './setup.mjs';
import { step } from './setup/report.mjs';

/** Removes the demo: container, network, images, state. The Engine, the offline kit and build caches stay. */
async function down() {
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
    const format = ['--format', '{{.Repository}}:{{.Tag}}'];
    const listed = (await run('docker', ['image', 'ls', '--filter', IMAGE_FILTER, ...format])).toString(
      'utf8',
    );
    const images = listed.split('\n').filter((name) => name !== '' && !name.includes('<none>'));
    if (images.length > 0) {
      await run('docker', ['image', 'rm', ...images]);
    }
    return { text: images.length > 0 ? `removed ${images.join(', ')}` : 'none left', value: undefined };
  });
  await step('state', async () => {
    await removeState();
    return { text: 'removed', value: undefined };
  });
}

await down().catch(reportFailure);
