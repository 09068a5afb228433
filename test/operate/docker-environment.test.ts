import { removeImage } from '../../lib/operate/engine-images';
import { newestId } from '../../lib/operate/labelled-container';
import { lastOutput } from '../../lib/operate/last-output';
import { writeTree } from '../support/go-module';

const SAID = 'tcp://far: verify= certificates=';
const ENGINE = { host: 'tcp://far' };

/** Runs `look` with a `docker` that says on both outputs where it is led to, in an environment that leads to another Engine. */
async function withDocker<T>(status: number, look: () => T | Promise<T>): Promise<T> {
  const before = { ...process.env };
  const words = 'echo "$DOCKER_HOST: verify=$DOCKER_TLS_VERIFY certificates=$DOCKER_CERT_PATH"';
  const script = `#!/bin/sh\n${words}\n${words} >&2\nexit ${status}\n`;
  process.env.PATH = `${writeTree({ docker: script }, ['docker'])}:${before.PATH ?? ''}`;
  process.env.DOCKER_TLS_VERIFY = '1';
  process.env.DOCKER_CERT_PATH = '/etc/other';
  try {
    return await look();
  } finally {
    process.env = before;
  }
}

describe('a docker command', () => {
  test('that removes an image has the environment of its Engine', async () => {
    expect(await withDocker(1, () => removeImage(ENGINE, 'notes:1'))).toBe(SAID);
  });

  test('that reads the last lines has the environment of its Engine', async () => {
    expect((await withDocker(1, () => lastOutput(ENGINE, 'x', 20))).complaint).toBe(SAID);
  });

  test('that looks for the newest container has the environment of its Engine', async () => {
    expect(await withDocker(0, () => newestId(ENGINE, 'dev/api'))).toBe(SAID);
  });
});
