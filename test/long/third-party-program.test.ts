import { GoImage, Health, Service } from '../../lib';
import { freePort, inspect, machine, removeTestImages } from '../engine/support/machine';
import { actions } from '../engine/support/stack-state';
import { TestStack } from '../engine/support/terraform-stack';

// A web server of 160 modules, compiled from nothing on two processors.
jest.setTimeout(1_200_000);

const NAME = 'go-containers-test/third-party';

/** What is seen here is the image's and the Engine's; which provider asked for it makes no difference. */
describe("Caddy, as a module that ten lines of one's own start", () => {
  const stack = new TestStack(machine().providers[0]!, 'third-party-program');
  let port: number;

  beforeAll(async () => {
    port = await freePort();
    stack.synthesize((scope) => {
      const image = new GoImage(scope, 'image', {
        source: 'test/engine/programs/third-party',
        name: NAME,
        port: 8080,
      });
      new Service(scope, 'web', {
        image,
        arguments: ['respond', '--listen', ':8080', '--status', '200', 'served by a third party'],
        environment: { XDG_DATA_HOME: '/tmp', XDG_CONFIG_HOME: '/tmp' },
        health: Health.http('/'),
      }).publish({ hostPort: port });
    });
    stack.apply();
  });
  afterAll(() => {
    stack.destroy();
    removeTestImages(NAME);
  });

  test('builds with the defaults and serves', async () => {
    const response = await fetch(`http://127.0.0.1:${port}/`, { headers: { connection: 'close' } });
    expect([response.status, await response.text()]).toEqual([200, 'served by a third party']);
  });

  test('runs hardened, without a single exception made for it', () => {
    expect(inspect('container', 'third-party-program-web')).toMatchObject({
      State: { Health: { Status: 'healthy' } },
      Config: { User: '65532:65532' },
      HostConfig: {
        ReadonlyRootfs: true,
        CapDrop: ['ALL'],
        SecurityOpt: ['no-new-privileges:true'],
        Memory: 256 * 1_048_576,
      },
    });
  });

  test('changes nothing in the next plan', () => {
    expect(actions(stack)).toEqual(['no-op']);
  });
});
