import type { MountedPath } from '../../../lib/review/model/container-settings';
import { MOUNT_RULES } from '../../../lib/review/rules/mount-rules';
import { changeOf, contextWith, type ContextParts } from '../support/plan-builder';
import { mounted, settings } from '../support/settings';
import { told } from '../support/told';

type Mount = Partial<MountedPath>;

function bind(source: string, more: Mount = {}): MountedPath {
  return mounted({ kind: 'bind', source, isReadOnly: true, ...more });
}

function changed(
  before: readonly MountedPath[],
  after: readonly MountedPath[],
  more: ContextParts = {},
): string[] {
  const [was, is] = [settings({ mounts: before }), settings({ mounts: after })];
  return told(MOUNT_RULES, contextWith({ containers: [{ before: was, after: is }], ...more }));
}

function rules(before: readonly MountedPath[], after: readonly MountedPath[]): string[] {
  return changed(before, after).map((each) => each.split(':', 1).join());
}

describe('MOUNT_RULES', () => {
  test.each([
    '/var/run/docker.sock',
    '/run/containerd/containerd.sock',
    '/srv/proxy/docker.sock',
    '\\\\.\\pipe\\docker_engine',
    '/',
    '//',
    '/var/run',
    '/var/../var/lib/',
    '/proc',
    '/sys/fs/cgroup',
    '/dev',
    '/etc',
    '/etc/shadow',
    '/root/.bashrc',
    '/boot',
    '/var/lib/docker/volumes/data/_data',
    '/home',
    '/home/me/.ssh/id_ed25519',
  ])('block %s of the host, read-only or not', (source) => {
    expect(rules([], [bind(source)])).toEqual(['CR-MNT-1 block']);
    expect(rules([], [bind(source, { isReadOnly: false })])).toEqual(['CR-MNT-1 block']);
  });

  test.each([
    '/srv/app.conf',
    '/etc/localtime',
    '/etc/ssl/certs/ca.pem',
    '/usr/share/zoneinfo',
    '/opt',
    '/prod',
  ])('accept that %s of the host is read', (source) => {
    expect(rules([], [bind(source)])).toEqual([]);
  });

  test('block what is written of the programs and settings of the host', () => {
    expect(rules([], [bind('/etc/cron.d', { isReadOnly: false })])).toEqual(['CR-MNT-1 block']);
    expect(rules([bind('/usr/share')], [bind('/usr/share', { isReadOnly: false })])).toEqual([
      'CR-MNT-2 block',
    ]);
  });

  test('tell reading keys from ruling the host', () => {
    expect(changed([], [bind('/etc/shadow'), bind('/var/run')])).toEqual([
      "CR-MNT-1 block: its program reads /etc/shadow of the host, where keys or the Engine's own files are",
      'CR-MNT-1 block: its program may rule the Docker host by /var/run, which is mounted into it',
    ]);
  });

  test('judge a new container as well', () => {
    const containers = [{ after: settings({ mounts: [bind('/'), bind('/srv', { isReadOnly: false })] }) }];
    expect(told(MOUNT_RULES, contextWith({ containers }))).toEqual([
      'CR-MNT-1 block: its program may rule the Docker host by /, which is mounted into it',
      'CR-MNT-2 warn: its program may write to /srv of the host, and could not before',
    ]);
  });

  test('leave alone what it had before, whatever it is called now', () => {
    expect(rules([bind('/var/run/docker.sock')], [bind('/run//docker.sock', { target: '/x' })])).toEqual([]);
    expect(rules([bind('/', { isReadOnly: false })], [bind('/etc', { isReadOnly: false })])).toEqual([]);
    expect(rules([bind('/etc')], [bind('/etc/shadow')])).toEqual([]);
    expect(rules([bind('/etc/shadow')], [bind('/etc')])).toEqual(['CR-MNT-1 block']);
  });

  test('warn of a path or a volume that it could read only', () => {
    expect(changed([bind('/srv')], [bind('/srv/app', { isReadOnly: false })])).toEqual([
      'CR-MNT-2 warn: its program may write to /srv/app of the host, and could not before',
    ]);
    expect(changed([mounted({ isReadOnly: true })], [mounted()])).toEqual([
      'CR-MNT-2 warn: its program may write to the volume data, which it could only read',
    ]);
    expect(rules([mounted(), mounted({ isReadOnly: true })], [mounted()])).toEqual([]);
    expect(rules([], [mounted()])).toEqual([]);
  });

  test('warn of mounts that reach the host, or come from there', () => {
    expect(changed([bind('/srv')], [bind('/srv', { propagation: 'rshared' })])).toEqual([
      'CR-MNT-2 warn: what it mounts below /srv is mounted on the host as well',
    ]);
    expect(changed([bind('/srv')], [bind('/srv', { propagation: 'slave' })])).toEqual([
      'CR-MNT-2 warn: what the host mounts below /srv later is mounted into it as well',
    ]);
    expect(
      rules([bind('/srv', { propagation: 'shared' })], [bind('/srv', { propagation: 'rslave' })]),
    ).toEqual([]);
  });

  test('warn of what services of the host have while they run, also where it is only read', () => {
    expect(changed([], [bind('/var/run/app/app.sock')])).toEqual([
      'CR-MNT-1 warn: its program reaches /var/run/app/app.sock of the host, where services of the host have their sockets, also when it is mounted to be read only',
    ]);
    expect(rules([], [bind('/run/app', { isReadOnly: false })])).toEqual(['CR-MNT-2 warn']);
    expect(rules([bind('/run/app')], [bind('/run/app/app.sock')])).toEqual([]);
  });

  test('warn of mounts of another container, which nobody sees', () => {
    const from = (source: string): MountedPath => mounted({ kind: 'container', source, target: '' });
    expect(changed([], [from('agent')])).toEqual([
      'CR-MNT-1 warn: it inherits mounts that this review does not see: those of agent',
    ]);
    expect(rules([from('agent')], [from('agent')])).toEqual([]);
    expect(rules([from('agent')], [from('other')])).toEqual(['CR-MNT-1 warn']);
    const containers = [{ after: settings({ mounts: [from('agent')] }) }];
    expect(told(MOUNT_RULES, contextWith({ containers }))).toHaveLength(1);
  });

  test('judge what is imported like what is new, also where nothing changes', () => {
    const same = settings({ mounts: [bind('/')] });
    const imported = { before: same, after: same, change: { isImported: true } };
    expect(told(MOUNT_RULES, contextWith({ containers: [imported] }))).toEqual([
      'CR-MNT-1 block: its program may rule the Docker host by /, which is mounted into it',
    ]);
  });

  describe('and volumes that are a path of the host', () => {
    const options = { type: 'none', o: 'bind', device: '/etc' };
    const volume = (parts: Parameters<typeof changeOf>[1]) => changeOf('docker_volume.data', parts);

    test('block such a volume when it is made', () => {
      const changes = [volume({ after: { name: 'data', driver_opts: options } })];
      expect(changed([], [], { changes })).toEqual([
        'CR-MNT-1 block: the volume is /etc of the host, so that whatever mounts it may rule the Docker host',
      ]);
      const harmless = [volume({ after: { name: 'data', driver_opts: { ...options, device: '/srv' } } })];
      expect(changed([], [], { changes: harmless })).toEqual([]);
    });

    test('warn where their options are known only after the apply', () => {
      const later = (known: object, afterUnknown: object): string[] =>
        changed([], [], { changes: [volume({ after: { name: 'data', ...known }, afterUnknown })] });
      const line =
        'CR-MNT-1 warn: whether the volume is a part of the host cannot be told before the apply, because driver_opts is known only then';
      expect(later({}, { driver_opts: true })).toEqual([line]);
      expect(later({ driver_opts: { type: 'none', o: 'bind' } }, { driver_opts: { device: true } })).toEqual([
        line,
      ]);
      expect(later({ driver_opts: { type: 'nfs' } }, { driver_opts: { o: true } })).toEqual([line]);
      const network = { driver_opts: { type: 'nfs', o: 'addr=192.0.2.7' } };
      expect(later(network, { driver_opts: { device: true } })).toEqual([]);
      expect(later({}, { driver: true, mountpoint: true })).toEqual([]);
    });

    test('block where one of several paths gives control', () => {
      const overlay = { type: 'overlay', o: 'lowerdir=/srv:/etc' };
      const changes = [volume({ after: { name: 'data', driver_opts: overlay } })];
      expect(changed([], [], { changes })).toEqual([
        expect.stringContaining('the volume is /etc of the host'),
      ]);
      const fields = { name: 'data', driver_opts: overlay };
      const there = [volume({ before: fields, after: fields, effect: 'none' })];
      expect(changed([], [mounted()], { changes: there }).join()).toContain('by /etc,');
    });

    test('block a container that mounts one that is there', () => {
      const fields = { name: 'data', driver_opts: options };
      const changes = [volume({ before: fields, after: fields, effect: 'none' })];
      expect(changed([], [mounted()], { changes })).toEqual([
        'CR-MNT-1 block: its program may rule the Docker host by /etc, which is mounted into it',
      ]);
      expect(changed([mounted()], [mounted()], { changes })).toEqual([]);
    });
  });

  describe('and what is known only after the apply', () => {
    const read = (volumes: readonly object[], afterUnknown: object): string[] => {
      const after = settings({ unknown: new Set(['volumes']) });
      return told(
        MOUNT_RULES,
        contextWith({ containers: [{ after, change: { after: { volumes }, afterUnknown } }] }),
      );
    };

    test('say so where it may be a path of the host', () => {
      const line =
        'CR-MNT-1 warn: whether it gets more rights cannot be told before the apply, because volumes is known only then';
      expect(read([{}], { volumes: [{ host_path: true }] })).toEqual([line]);
      expect(read([], { volumes: true })).toEqual([line]);
      expect(read([{}], { volumes: [{ from_container: true }] })).toEqual([line]);
    });

    test('say so also of a dynamic block, of which a plan shows no expression', () => {
      const after = settings({ unknown: new Set(['volumes']) });
      const change = { after: { volumes: [{}] }, afterUnknown: { volumes: [{ host_path: true }] } };
      const configured = [
        { address: 'docker_container.web', providerKey: 'docker', expressions: {}, references: [] },
      ];
      expect(told(MOUNT_RULES, contextWith({ containers: [{ after, change }], configured }))).toHaveLength(1);
    });

    test('look into services of Swarm as well', () => {
      const after = settings({ unknown: new Set(['mounts']) });
      const inService = (mounts: readonly object[]) => ({
        task_spec: [{ container_spec: [{ mounts }] }],
      });
      const lines = (type: string): string[] => {
        const change = {
          after: inService([{ type, target: '/x' }]),
          afterUnknown: inService([{ source: true }]),
        };
        const containers = [{ address: 'docker_service.web', after, change }];
        return told(MOUNT_RULES, contextWith({ containers }));
      };
      expect(lines('bind')).toHaveLength(1);
      expect(lines('volume')).toEqual([]);
    });

    test('know that the name of a volume is none', () => {
      expect(read([{}], { volumes: [{ volume_name: true }] })).toEqual([]);
    });
  });
});
