import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ENVIRONMENTS } from '../../stacks/environments';
import { HelloStack } from '../../stacks/hello-stack';
import { freePort, inspect, machine } from './support/machine';
import { Recipe } from './support/recipe';

jest.setTimeout(300_000);

function imageNameOf(folder: string): string {
  const { resource } = JSON.parse(readFileSync(join(folder, 'cdk.tf.json'), 'utf8')) as {
    resource: { docker_image: Record<string, { name: string }> };
  };
  return Object.values(resource.docker_image)[0]!.name;
}

describe.each(machine().providers)('with the provider: $name', (provider) => {
  const places = ENVIRONMENTS.map((environment) => ({
    environment: { ...environment, name: `env-${environment.name}` },
    recipe: new Recipe(provider, `env-${environment.name}`),
  }));

  beforeAll(async () => {
    for (const { environment, recipe } of places) {
      const hostPort = await freePort();
      recipe.synthesize((app) => new HelloStack(app, { ...environment, hostPort }));
      recipe.apply();
      expect(await fetch(`http://127.0.0.1:${hostPort}/`).then((answer) => answer.text())).toBe(
        `Hello from Go! (version ${environment.version})\n`,
      );
    }
  });
  afterAll(() => {
    const names = places.map(({ recipe }) => imageNameOf(recipe.folder));
    places.forEach(({ recipe }) => {
      recipe.destroy();
    });
    // Not by label or by force: somebody may have deployed the same example, and the Engine keeps what is in use.
    new Set(names).forEach((name) => spawnSync('docker', ['image', 'rm', name]));
  });

  test('development, staging and production run side by side on one Engine, and none has anything to change', () => {
    places.forEach(({ environment, recipe }) => {
      expect([environment.name, recipe.changes()]).toEqual([environment.name, []]);
      expect(inspect('container', `${environment.name}-hello`)).toMatchObject({
        State: { Health: { Status: 'healthy' } },
      });
    });
  });
});
