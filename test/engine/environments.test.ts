import { ENVIRONMENTS } from '../../stacks/environments';
import { HelloStack } from '../../stacks/hello-stack';
import { freePort, inspect, machine, output } from './support/machine';
import { Recipe } from './support/recipe';

jest.setTimeout(300_000);

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
    const images = places.map(
      ({ environment }) => (inspect('container', `${environment.name}-hello`) as { Image: string }).Image,
    );
    places.forEach(({ recipe }) => {
      recipe.destroy();
    });
    // By id: the name is that of the example, which somebody may have deployed.
    new Set(images).forEach((image) => output('docker', ['image', 'rm', image]));
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
