import { join } from 'node:path';
import { buildKitCommand } from '../../lib/operate/docker-command';
import { writeTree } from '../support/go-module';

/** A folder with a `docker` that says it is of a release, with or without the buildx plugin. */
function dockerOf(major: number, buildx: boolean): string {
  const script = `#!/bin/sh\ncase "$1" in --version) echo "Docker version ${major}.0.1, build x";; *) exit ${buildx ? 0 : 1};; esac\n`;
  return writeTree({ docker: script }, ['docker']);
}

describe('buildKitCommand', () => {
  test('takes the first docker that has BuildKit, built in or as a plugin', () => {
    const [without, old, plugin] = [dockerOf(28, false), dockerOf(20, false), dockerOf(28, true)];
    expect(buildKitCommand([without, old, plugin].join(':'))).toBe(join(old, 'docker'));
    expect(buildKitCommand([without, plugin].join(':'))).toBe(join(plugin, 'docker'));
  });

  test('finds none where there is none', () => {
    expect(buildKitCommand([dockerOf(28, false), '/nowhere'].join(':'))).toBeUndefined();
  });
});
