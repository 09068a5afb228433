import fc from 'fast-check';
import { failuresOf, judge, LEFT_OUT, type Row, RULES } from '../../tools/baseline/baseline';
import { bind, type Change, CHANGES, withPorts } from './changes';
import { goodContainer } from './good-container';

const ids = (rows: readonly Row[], verdict: string): string[] =>
  rows.filter((row) => row.verdict === verdict).map(({ id }) => id);
const row = (id: string, change: Change): Row => judge(goodContainer(change)).find((each) => each.id === id)!;

describe('the baseline', () => {
  test('has a row for every item of the table that the containers are held to', () => {
    const items = RULES.flatMap(({ item }) => (item === undefined ? [] : [item]));
    expect([...new Set(items)].sort()).toEqual(
      [
        'non-root numeric user and group',
        'all capabilities dropped',
        'no privilege gain',
        'not privileged',
        'seccomp / AppArmor on',
        'read-only root fs',
        'writable scratch',
        'memory limit, no swap',
        'cpu',
        'pids',
        'file descriptors',
        'restart',
        'healthcheck',
        'ports',
        'network',
        'namespaces',
        'docker.sock / host dirs',
        'devices',
        'logs',
        'init / signals',
        'secrets',
        'base image',
        'provenance/SBOM',
        'labels',
      ].sort(),
    );
  });

  test('has one row for every rule about running containers of docker-bench-security, or says why not', () => {
    const numbers = [
      ...RULES.flatMap(({ references }) => references).filter((each) => each.startsWith('CIS 5.')),
      ...Object.keys(LEFT_OUT),
    ];
    const all = Array.from({ length: 32 }, (_, index) => `CIS 5.${index + 1}`);
    expect(numbers.sort()).toEqual(all.sort());
  });

  test('gives every row a name of its own', () => {
    expect(new Set(RULES.map(({ id }) => id)).size).toBe(RULES.length);
  });
});

describe('a container as the library makes it', () => {
  test('fails in no row', () => {
    expect(failuresOf(judge(goodContainer()))).toEqual([]);
  });

  test('lacks a limit of processes, and that is said', () => {
    expect(ids(judge(goodContainer()), 'not covered')).toEqual(['pids']);
    expect(row('pids', ({ container }) => (container.HostConfig.PidsLimit = 100)).verdict).toBe('pass');
    expect(row('pids', ({ container }) => (container.HostConfig.PidsLimit = -1)).verdict).toBe('not covered');
  });

  test('has exactly these exceptions, each with its reason', () => {
    const exceptions = judge(goodContainer()).filter(({ exception }) => exception !== undefined);
    expect(exceptions.map(({ id }) => id)).toEqual([
      'selinux',
      'init',
      'cpu',
      'open-files',
      'restart',
      'logs',
      'needed-ports',
      'network',
      'origin',
      'labels',
    ]);
    expect(exceptions.every(({ exception }) => exception!.length > 20)).toBe(true);
  });
});

describe('exactly one row fails', () => {
  test('of every rule, somewhere below', () => {
    expect(Object.keys(CHANGES).sort()).toEqual(
      RULES.map(({ id }) => id)
        .filter((id) => id !== 'pids')
        .sort(),
    );
  });

  const cases = Object.entries(CHANGES).flatMap(([id, changes]) =>
    Object.entries(changes).map(([name, change]) => [id, name, change] as const),
  );
  test.each(cases)('%s: %s', (id, _name, change) => {
    const rows = judge(goodContainer(change));
    expect(ids(rows, 'fail')).toEqual([id]);
    expect(ids(rows, 'not covered')).toEqual(['pids']);
  });
});

describe('an exception', () => {
  test.each<[string, string, Change, string]>([
    [
      'capabilities',
      'a capability with the reason of the stack',
      ({ container, reasons }) => {
        container.HostConfig.CapAdd = ['CAP_NET_RAW'];
        reasons.capabilities = { CAP_NET_RAW: 'pings its neighbours' };
      },
      'pings its neighbours',
    ],
    [
      'host-files',
      'a file of the host with the reason of the stack',
      ({ container, reasons }) => {
        container.Mounts.push(bind('/srv/authority.pem'));
        reasons.hostPaths = { '/host': '/srv/authority.pem: the authority of this network' };
      },
      'the authority of this network',
    ],
    [
      'host-files',
      'a secret in a file of the host',
      ({ container, reasons }) => {
        container.Mounts.push(bind('/srv/password'));
        reasons.secrets = { '/host': 'file /srv/password of the host' };
      },
      'file /srv/password of the host',
    ],
    [
      'secrets',
      'a secret in a variable with the reason of the stack',
      ({ container, reasons }) => {
        container.Config.Env!.push('LEGACY_TOKEN=x');
        reasons.secrets = { LEGACY_TOKEN: 'environment: it reads no files' };
      },
      'it reads no files',
    ],
    [
      'apparmor',
      'a host without AppArmor',
      ({ container, engine }) => {
        engine.SecurityOptions = ['name=seccomp,profile=default'];
        container.AppArmorProfile = '';
      },
      'has no AppArmor',
    ],
    [
      'interface',
      'one address of the host',
      withPorts({ '9292/tcp': [{ HostIp: '192.0.2.7', HostPort: '8105' }] }),
      'exposePublicly',
    ],
    [
      'open-files',
      'the limits of the Engine',
      ({ container }) => (container.HostConfig.Ulimits = null),
      'keeps a container from starting',
    ],
    [
      'base-image',
      'another base',
      ({ image }) => (image.Config.Labels!['org.opencontainers.image.base.name'] = 'debian:trixie-slim'),
      'the declaration asks for it',
    ],
    [
      'base-image',
      'a minimal base that is named by its tag',
      ({ image }) =>
        (image.Config.Labels!['org.opencontainers.image.base.name'] =
          'gcr.io/distroless/static-debian13:nonroot'),
      'without a digest',
    ],
    [
      'health',
      'a job that has ended well',
      ({ container, processes }) => {
        container.State = { Status: 'exited', Running: false, ExitCode: 0 };
        container.HostConfig.RestartPolicy.Name = 'no';
        container.Config.Healthcheck = undefined;
        processes.pop();
      },
      'runs once',
    ],
  ])('is made in the row %s for %s, and says why', (id, _name, change, why) => {
    const rows = judge(goodContainer(change));
    expect(failuresOf(rows)).toEqual([]);
    expect(rows.find((each) => each.id === id)).toMatchObject({
      verdict: 'pass',
      exception: expect.stringContaining(why) as string,
    });
  });

  test('is not needed where everything is as the rules ask', () => {
    const rows = judge(
      goodContainer(({ container, image, networks, engine }) => {
        container.HostConfig.Init = true;
        container.HostConfig.NanoCpus = 1_000_000_000;
        container.HostConfig.Ulimits = [
          { Name: 'core', Soft: 0, Hard: 0 },
          { Name: 'nofile', Soft: 65_536, Hard: 65_536 },
        ];
        container.HostConfig.RestartPolicy = { Name: 'on-failure', MaximumRetryCount: 5 };
        container.HostConfig.LogConfig.Config!.compress = 'true';
        container.HostConfig.PortBindings = {};
        container.NetworkSettings.Ports = {};
        container.ProcessLabel = 'system_u:system_r:container_t:s0';
        engine.SecurityOptions!.push('name=selinux');
        networks[0]!.Internal = true;
        image.Config.Labels!['org.opencontainers.image.base.name'] =
          `gcr.io/distroless/static-debian13:nonroot@sha256:${'0'.repeat(64)}`;
      }),
    );
    expect(ids(rows, 'fail')).toEqual([]);
    expect(rows.filter(({ exception }) => exception !== undefined).map(({ id }) => id)).toEqual([
      'origin',
      'labels',
    ]);
  });

  test('is made for what the makers of an image decide, not for how it runs', () => {
    const others: Change = ({ container, image }) => {
      image.Config = { User: '', Env: null, Labels: null };
      image.RepoTags = ['postgres:17'];
      container.Config.Labels = {
        'cdktf-go-containers.path': 'dev/db',
        'cdktf-go-containers.spec': '0123456789ab',
      };
      container.Config.Env = ['POSTGRES_PASSWORD_FILE=/run/secrets/password'];
    };
    const rows = judge(goodContainer(others));
    expect(failuresOf(rows)).toEqual([]);
    const theirs = rows.filter(({ exception }) => exception?.includes('its makers'));
    expect(theirs.map(({ id }) => id)).toEqual(['image-user', 'base-image', 'origin', 'labels']);
    const asRoot = goodContainer((subject) => {
      others(subject);
      subject.container.Config.User = '0:0';
    });
    expect(ids(judge(asRoot), 'fail')).toEqual(['user']);
  });
});

describe('what a row tells', () => {
  test('is what was found, with the number of the rule', () => {
    const [failure] = failuresOf(judge(goodContainer(({ container }) => (container.Config.User = '0:0'))));
    expect(failure).toBe('user (CIS 4.1, OWASP 2): user and group are numbers and not root; found: 0:0');
  });

  test('is never the value of a secret', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z0-9]{12,30}$/), (value) => {
        const rows = judge(
          goodContainer(({ container, image }) => {
            container.Config.Env!.push(`API_KEY=${value}`, `URL=https://me:${value}@example.com/`);
            container.Config.Cmd = [`postgres://me:${value}@db/x`];
            container.Config.Labels!['com.example.password'] = value;
            image.Config.Env!.push(`NPM_TOKEN=${value}`);
          }),
        );
        expect(ids(rows, 'fail')).toEqual(['secrets', 'image-secrets']);
        expect(JSON.stringify(rows)).not.toContain(value);
      }),
    );
  });
});
