import { Size } from '../../lib';
import type { Load, LoadReport } from './support/load';
import { inspect, machine, removeTestImages } from './support/machine';
import { recover } from './support/recover';
import { DeployedShop, type ShopEdit } from './support/deployed-shop';

jest.setTimeout(600_000);

const startedAt = (id: string): string =>
  (inspect('container', id) as { State: { StartedAt: string } }).State.StartedAt;

describe.each(machine().providers)('with the provider: $name', (provider) => {
  let shop: DeployedShop;
  let load: Load;

  /** Nobody has noticed anything by now. */
  const unnoticed = async (): Promise<LoadReport> => {
    const report = await load.end();
    expect(report).toMatchObject({ failed: 0, cut: 0, messages: [] });
    return report;
  };

  beforeAll(async () => {
    shop = await DeployedShop.of(provider, 'rollout');
    expect(await shop.deploy({ version: '1' })).toMatchObject({ status: 0, errors: [] });
  });
  beforeEach(() => {
    // Without a pause they would take the processors that the other tests need; the campaign asks that way.
    load = shop.load('-slow', '2s', '-pause', '10ms');
  });
  afterEach(async () => {
    await load.end();
  });
  afterAll(() => {
    shop.stack.destroy();
    removeTestImages('shop');
  });

  test('a new version answers, and no client has noticed that the old one is gone', async () => {
    const [before] = shop.idsOf('web');
    expect(await shop.deploy({ version: '2' })).toMatchObject({ status: 0 });
    expect(await shop.deploy({ version: '3' })).toMatchObject({ status: 0 });
    const { versions } = await unnoticed();
    expect(versions.map(({ version }) => version)).toEqual(['1', '2', '3']);
    const now = shop.idsOf('web');
    expect(now).toHaveLength(1);
    expect(now).not.toContain(before);
    expect(shop.next).toEqual(['no-op']);
  });

  test('a migration that fails leaves the old version where it was', async () => {
    const before = [...shop.idsOf('web'), ...shop.idsOf('api')];
    const { status, errors } = await shop.deploy({ version: '4', brokenMigration: true });
    expect(status).toBe(1);
    expect(errors.join()).toMatch(/job rollout-migrate ended with exit code 1/);
    const { versions } = await unnoticed();
    expect(versions.map(({ version }) => version)).toEqual(['3']);
    expect([...shop.idsOf('web'), ...shop.idsOf('api')]).toEqual(before);
  });

  test('a version that is not healthy fails the deploy, twice the same way, and the old one goes on until there is a better one', async () => {
    const [before] = shop.idsOf('web');
    const broken = { version: '5', broken: 'crash' };
    expect(await shop.deploy(broken)).toMatchObject({ status: 1 });
    expect(shop.idsOf('web')).toContain(before);
    const again = await shop.deploy(broken);
    expect(again.errors.join()).not.toMatch(/already in use/);
    expect(shop.idsOf('web')).toContain(before);
    expect(await shop.deploy({ version: '3' })).toMatchObject({ status: 0 });
    const { versions } = await unnoticed();
    expect(versions.map(({ version }) => version)).toEqual(['3']);
    expect(shop.idsOf('web')).toHaveLength(1);
    expect(shop.next).toEqual(['no-op']);
  });

  test('an edit of the database replaces it the ordinary way, and nothing else', async () => {
    const others = ['web', 'api', 'edge/proxy', 'migrate'].flatMap((id) => shop.idsOf(id));
    const [database] = shop.idsOf('database');
    const edit: ShopEdit = {
      version: '3',
      more: (declared) => {
        declared.database.resource.init = true;
      },
    };
    const { status, moments } = await shop.deploy(edit);
    expect(status).toBe(0);
    const of = (word: string) =>
      moments.findIndex((moment) => moment === `engine container ${word} rollout-database`);
    expect(of('destroy')).toBeGreaterThan(-1);
    expect(of('destroy')).toBeLessThan(of('create'));
    expect(shop.idsOf('database')).not.toContain(database);
    expect(['web', 'api', 'edge/proxy', 'migrate'].flatMap((id) => shop.idsOf(id))).toEqual(others);
    await unnoticed();
    // For the tests that follow.
    expect(await shop.deploy({ version: '3' })).toMatchObject({ status: 0 });
  });

  test('a route and a limit change in the edge that runs', async () => {
    const [edge] = shop.idsOf('edge/proxy');
    const started = startedAt(edge!);
    await shop.deploy({
      version: '3',
      more: ({ edge: each, api }) => {
        each.route(api, { path: '/other', maxBody: Size.mebibytes(1) });
      },
    });
    await unnoticed();
    expect(shop.idsOf('edge/proxy')).toEqual([edge]);
    expect(startedAt(edge!)).toBe(started);
    expect((await fetch(`${shop.url}/other`)).status).toBe(404);
    expect((await fetch(`${shop.url}/stock`)).status).toBe(200);
    expect(shop.next).toEqual(['no-op']);
  });

  test('a Terraform that is killed in the middle has harmed nobody, and the next apply ends it', async () => {
    await shop.deployUntil({ version: '6' }, (moment) =>
      moment.startsWith('engine container start rollout-web'),
    );
    recover(provider, shop.stack);
    expect(await shop.deploy({ version: '6' })).toMatchObject({ status: 0 });
    const { versions } = await unnoticed();
    expect(versions.at(-1)?.version).toBe('6');
    expect(shop.idsOf('web')).toHaveLength(1);
    expect(shop.next).toEqual(['no-op']);
  });
});
