import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Duration, Image, Service, TextFile } from '../../lib';
import { Load, type LoadReport } from '../engine/support/load';
import { freePort, machine, removeTestImages } from '../engine/support/machine';
import { recover } from '../engine/support/recover';
import { DeployedShop, type ShopEdit } from '../engine/support/deployed-shop';
import { makeCertificates } from '../engine/support/tls-certificates';
import type { Moment } from '../engine/support/watched-apply';

jest.setTimeout(3_600_000);

/** Five seconds until the first check: a program that ends before that is never taken for healthy. */
const SLOW = {
  interval: Duration.seconds(5),
  timeout: Duration.seconds(1),
  startPeriod: Duration.seconds(1),
  retries: 1,
};

/** Ways in which a deploy fails. */
const BROKEN: Readonly<Record<string, ShopEdit>> = {
  'ends as it starts': { version: 'broken-1', broken: 'crash' },
  'is never healthy': { version: 'broken-2', broken: 'sick' },
  'panics after three seconds': { version: 'broken-3', broken: 'panic', checks: SLOW },
  'takes all its memory': { version: 'broken-4', broken: 'hungry', checks: SLOW },
  'has an image that nobody has': {
    version: 'broken-5',
    more: (_, stack) => {
      const reference = 'offline.invalid/nobody/has-it:1';
      new Service(stack, 'third', {
        image: Image.reference(stack, 'nowhere', { reference, user: '1000:1000' }),
      });
    },
  },
  'cannot migrate': { version: 'broken-6', brokenMigration: true },
};

/** Where Terraform is killed: at what it says, and at what the Engine says. */
const KILLS: Readonly<Record<string, (moment: Moment) => boolean>> = {
  'an image is begun': (moment) => moment === 'terraform apply_start docker_image create',
  'an image is there': (moment) => moment === 'terraform apply_complete docker_image create',
  'the migration is created': (moment) => moment.startsWith('engine container create kills-migrate'),
  'the migration is over': (moment) => moment.startsWith('engine container die kills-migrate'),
  'the new web is created': (moment) => moment.startsWith('engine container create kills-web'),
  'the new web is started': (moment) => moment.startsWith('engine container start kills-web'),
  'the new web is healthy': (moment) => moment === 'terraform apply_complete docker_container create',
  'the old web is told to stop': (moment) => moment.startsWith('engine container kill kills-web'),
  'the old web has ended': (moment) => moment.startsWith('engine container die kills-web'),
  'the old web is removed': (moment) => moment.startsWith('engine container destroy kills-web'),
};

const told = (what: string, report: LoadReport): void => {
  const { requests, failed, cut, perSecond, latency, slowOverrun, longestGap } = report;
  console.log(
    `${what}: ${requests} requests, ${failed} failed, ${cut} cut, ${perSecond}/s, get ${JSON.stringify(latency.get)}, post ` +
      `${JSON.stringify(latency.post)}, slow over by ${slowOverrun} ms, longest gap ${longestGap} ms`,
  );
};

const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));

describe.each(machine().providers)('with the provider: $name', (provider) => {
  describe('a shop under load', () => {
    let shop: DeployedShop;
    let load: Load;

    const unnoticed = async (what: string): Promise<LoadReport> => {
      const report = await load.end();
      told(what, report);
      expect(report).toMatchObject({ failed: 0, cut: 0, messages: [] });
      return report;
    };

    beforeAll(async () => {
      shop = await DeployedShop.of(provider, 'campaign');
      expect(await shop.deploy({})).toMatchObject({ status: 0, errors: [] });
    });
    beforeEach(() => {
      load = shop.load();
    });
    afterEach(async () => {
      await load.end();
    });
    afterAll(() => {
      shop.stack.destroy();
      removeTestImages('shop');
    });

    test('is replaced twenty times without a failed request', async () => {
      await pause(30_000);
      const rest = await unnoticed('at rest');
      load = shop.load();
      for (let version = 1; version <= 20; version++) {
        expect(await shop.deploy({ version: `v${version}` })).toMatchObject({ status: 0, errors: [] });
      }
      const report = await unnoticed('twenty replacements');
      expect(shop.next).toEqual(['no-op']);
      expect(report.latency.get.max).toBeLessThanOrEqual(500);
      expect(report.latency.post.max).toBeLessThanOrEqual(500);
      expect(report.slowOverrun).toBeLessThanOrEqual(500);
      expect(report.latency.get.p99).toBeLessThanOrEqual(3 * rest.latency.get.p99);
      expect(report.latency.post.p99).toBeLessThanOrEqual(3 * rest.latency.post.p99);
    });

    test.each(Object.entries(BROKEN))(
      'goes on when the new version %s, and so does the old spec after it',
      async (what, edit) => {
        const sound = { version: 'sound' };
        expect(await shop.deploy(sound)).toMatchObject({ status: 0 });
        expect(await shop.deploy(edit)).toMatchObject({ status: 1 });
        expect(await shop.deploy(sound)).toMatchObject({ status: 0 });
        expect(shop.next).toEqual(['no-op']);
        expect(await shop.deploy(edit)).toMatchObject({ status: 1 });
        expect(await shop.deploy({ version: 'fixed' })).toMatchObject({ status: 0 });
        expect(shop.next).toEqual(['no-op']);
        await unnoticed(what);
      },
    );

    test('gets and loses routes without a failed request', async () => {
      const [edge] = shop.idsOf('edge/proxy');
      for (let count = 1; count <= 10; count++) {
        const path = `/other-${count}`;
        const more: ShopEdit['more'] = ({ edge: each, api }) => {
          each.route(api, { path });
        };
        expect(await shop.deploy({ version: 'fixed', more })).toMatchObject({ status: 0 });
      }
      await unnoticed('ten changes of routes');
      expect(shop.idsOf('edge/proxy')).toEqual([edge]);
    });

    test('says how long the edge itself is away when it is replaced', async () => {
      const more: ShopEdit['more'] = ({ edge }) => {
        edge.service.resource.init = true;
      };
      expect(await shop.deploy({ version: 'fixed', more })).toMatchObject({ status: 0 });
      told('the edge replaced', await load.end());
    });
  });

  describe('a shop that speaks TLS', () => {
    const folders = ['one', 'two'].map((name) => mkdtempSync(join(tmpdir(), `go-containers-${name}-`)));
    let shop: DeployedShop;
    let hostPort: number;

    const deploy = (folder: string): Promise<{ status: number | null }> => {
      const text = (name: string): string => readFileSync(join(folder, name), 'utf8');
      shop.stack.variables = { ...shop.stack.variables, TF_VAR_tls_key: text('server-key.pem') };
      return shop.deploy({ tls: { hostPort, chain: TextFile.fromText(text('server.pem')) } });
    };

    beforeAll(async () => {
      folders.forEach(makeCertificates);
      hostPort = await freePort();
      shop = await DeployedShop.of(provider, 'tls');
      expect(await deploy(folders[0]!)).toMatchObject({ status: 0 });
    });
    afterAll(() => {
      shop.stack.destroy();
      removeTestImages('shop');
      folders.forEach((folder) => {
        rmSync(folder, { recursive: true });
      });
    });

    test('gets another certificate ten times without a failed request', async () => {
      const [edge] = shop.idsOf('edge/proxy');
      const load = Load.start(`https://127.0.0.1:${hostPort}`, '-insecure');
      for (let count = 1; count <= 10; count++) {
        expect(await deploy(folders[count % 2]!)).toMatchObject({ status: 0 });
      }
      const report = await load.end();
      told('ten changes of the certificate', report);
      expect(report).toMatchObject({ failed: 0, cut: 0, messages: [] });
      expect(shop.idsOf('edge/proxy')).toEqual([edge]);
      expect(shop.next).toEqual(['no-op']);
    });
  });

  describe('a Terraform that is killed', () => {
    let shop: DeployedShop;

    beforeAll(async () => {
      shop = await DeployedShop.of(provider, 'kills');
      expect(await shop.deploy({})).toMatchObject({ status: 0, errors: [] });
    });
    afterAll(() => {
      shop.stack.destroy();
      removeTestImages('shop');
    });

    test.each(Object.entries(KILLS))(
      'when %s has harmed nobody, and the next apply ends it',
      async (what, isIt) => {
        const load = shop.load();
        const version = what.replaceAll(' ', '-');
        await shop.deployUntil({ version }, isIt);
        const commands = recover(provider, shop.stack);
        expect(await shop.deploy({ version })).toMatchObject({ status: 0 });
        const report = await load.end();
        told(`${what}, recovered by ${JSON.stringify(commands)}`, report);
        expect(report).toMatchObject({ failed: 0, cut: 0 });
        expect(shop.next).toEqual(['no-op']);
        expect(shop.idsOf('web')).toHaveLength(1);
      },
    );
  });
});
