import { ValidationError } from '../../../lib/core/errors';
import type { ContainerSettings } from '../../../lib/review/model/container-settings';
import { readContainer } from '../../../lib/review/plan/read-container';
import { changeOf } from '../support/plan-builder';
import { containerFields, mounted, published, settings } from '../support/settings';

const ADDRESS = 'docker_container.web';

function read(after: Readonly<Record<string, unknown>>, afterUnknown: unknown = {}): ContainerSettings {
  const found = readContainer(changeOf(ADDRESS, { after, afterUnknown }), 'after');
  if (found === undefined) {
    throw new Error('nothing was read');
  }
  return found;
}

describe('readContainer', () => {
  test('reads back what a container was declared with', () => {
    const declared = settings({
      addedCapabilities: ['NET_BIND_SERVICE'],
      devices: ['/dev/fuse:rwm'],
      groups: ['docker'],
      mounts: [mounted(), mounted({ kind: 'bind', source: '/srv', propagation: 'shared' })],
      ports: [published(), published({ hostPort: undefined, ip: '' })],
      environment: [{ name: 'LEVEL', value: 'a=b' }],
      ulimits: { nofile: '64:128' },
      labels: { 'com.example': 'x' },
      uploads: [{ file: '/etc/app', content: 'text' }],
      namespaces: { network_mode: 'none', pid_mode: 'host', cgroupns_mode: 'private' },
    });
    expect(read(containerFields(declared))).toEqual(declared);
  });

  test('tells under which names it is found on a network, also where that is known later', () => {
    const networks_advanced = [{ name: 'app', aliases: ['web', null] }, { aliases: ['web'] }];
    expect(read({ networks_advanced }).memberships).toEqual([
      { network: 'app', aliases: ['web'] },
      { network: '', aliases: ['web'] },
    ]);
  });

  test('is nothing on a side where the container is not there', () => {
    expect(readContainer(changeOf(ADDRESS, { after: {} }), 'before')).toBeUndefined();
  });

  test('takes null, empty and missing as the same', () => {
    const empty = {
      user: '',
      privileged: false,
      capabilities: [],
      security_opts: [],
      read_only: false,
      network_mode: '',
      devices: [],
      group_add: [],
      volumes: [],
      mounts: [],
      tmpfs: {},
      ports: [],
      networks_advanced: [],
      memory: 0,
      memory_swap: 0,
      cpus: '',
      cpu_quota: 0,
      ulimit: [],
      log_driver: '',
      log_opts: {},
      env: [],
      healthcheck: [],
      destroy_grace_seconds: 0,
    };
    const nulls = Object.fromEntries(Object.keys(empty).map((attribute) => [attribute, null]));
    expect(read(empty)).toEqual(read({}));
    expect(read(nulls)).toEqual(read({}));
  });

  test('knows the defaults of the provider', () => {
    expect(read({})).toMatchObject({ waitTimeout: 60, isService: true, removesVolumes: true });
    expect(read({ devices: [{ host_path: '/dev/fuse' }] }).devices).toEqual(['/dev/fuse:rwm']);
    expect(read({ ports: [{ internal: 80 }] }).ports).toEqual([{ port: 80, ip: '', protocol: 'tcp' }]);
  });

  test('tells carriers and jobs from services', () => {
    expect(read({ must_run: false })).toMatchObject({ isService: false, starts: true });
    expect(read({ start: false })).toMatchObject({ isService: false, starts: false });
  });

  test.each(['0.0.0.0', '::', ''])('takes the address "%s" as all of them', (ip) => {
    expect(read({ ports: [{ internal: 80, ip }] }).ports).toMatchObject([{ ip: '' }]);
  });

  test.each([
    ['cap_net_raw', 'NET_RAW'],
    ['NET_RAW', 'NET_RAW'],
    ['CAP_ALL', 'ALL'],
  ])('writes capability %s in one way', (written, told) => {
    expect(read({ capabilities: [{ add: [written], drop: [] }] }).addedCapabilities).toEqual([told]);
  });

  test.each([
    [{ cpus: '1.5' }, 1.5],
    [{ cpus: 2 }, 2],
    [{ cpus: '1/2' }, 0.5],
    [{ cpus: '1', cpu_quota: 50_000 }, 1],
    [{ cpu_quota: 50_000 }, 0.5],
    [{ cpu_quota: 50_000, cpu_period: 25_000 }, 2],
    [{ cpu_period: 25_000 }, undefined],
  ])('reads the processors of %j', (attributes, processors) => {
    expect(read(attributes).processors).toBe(processors);
  });

  test.each([
    [{ host_path: '/srv' }, 'bind'],
    [{ host_path: '/srv', volume_name: 'data' }, 'bind'],
    [{ volume_name: 'data' }, 'volume'],
    [{ from_container: 'other' }, 'container'],
    [{}, 'anonymous'],
  ])('tells what a block volumes with %j mounts', (block, kind) => {
    expect(read({ volumes: [{ container_path: '/data', ...block }] }).mounts).toMatchObject([
      { kind, target: '/data' },
    ]);
  });

  test('tells a volume whose name is not known yet from an anonymous one', () => {
    const unknown = { volumes: [{}, { volume_name: true }] };
    const volumes = [{ container_path: '/a' }, { container_path: '/b' }];
    expect(read({ volumes }, unknown).mounts.map(({ kind }) => kind)).toEqual(['anonymous', 'volume']);
    expect(read({ mounts: [{ type: 'volume' }] }, { mounts: [{ source: true }] }).mounts).toMatchObject([
      { kind: 'volume', source: '' },
    ]);
  });

  test.each([
    [{ type: 'bind', source: '/srv' }, 'bind'],
    [{ type: 'volume', source: 'data' }, 'volume'],
    [{ type: 'volume' }, 'anonymous'],
    [{ type: 'tmpfs' }, 'tmpfs'],
    [{ type: 'npipe', source: 'x' }, 'other'],
  ])('tells what a block mounts with %j mounts', (block, kind) => {
    expect(read({ mounts: [{ target: '/data', ...block }] }).mounts).toMatchObject([{ kind }]);
  });

  test('sees through a volume whose driver binds a path of the host', () => {
    const options = { driver_options: { type: 'none', o: 'ro,bind', device: '/etc' } };
    const mounts = [{ type: 'volume', source: 'x', target: '/x', volume_options: [options] }];
    expect(read({ mounts }).mounts).toMatchObject([{ kind: 'bind', source: '/etc' }]);
    const layers = { driver_options: { type: 'overlay', o: 'lowerdir=/srv:/etc' } };
    const overlay = [{ type: 'volume', source: 'x', target: '/x', volume_options: [layers] }];
    expect(read({ mounts: overlay }).mounts).toMatchObject([
      { kind: 'bind', source: '/srv', target: '/x' },
      { kind: 'bind', source: '/etc', target: '/x' },
    ]);
  });

  test('has one text for every request of devices', () => {
    const request = {
      driver: 'nvidia',
      count: -1,
      device_ids: [],
      capabilities: ['utility', 'gpu'],
      options: {},
    };
    expect(read({ device_requests: [request], gpus: 'all' }).devices).toEqual([
      'device request, driver nvidia, count -1, capabilities gpu utility',
      'gpus: all',
    ]);
  });

  test('takes a health check without a test, and durations of 0, as the image has them', () => {
    expect(read({ healthcheck: [{ interval: '5s' }] }).health).toBeUndefined();
    expect(
      read({ healthcheck: [{ test: ['NONE'], interval: '0s', timeout: '10s', start_period: null }] }).health,
    ).toEqual({ test: ['NONE'], interval: '', timeout: '10s', startPeriod: '', retries: 0 });
  });

  test('reads a file that is uploaded in base64', () => {
    expect(read({ upload: [{ file: '/f', content: '', content_base64: 'aGVsbG8=' }] }).uploads).toEqual([
      { file: '/f', content: 'hello' },
    ]);
  });

  test('names the attributes of which something is unknown, and leaves unknown elements out', () => {
    const { unknown, environment } = read(
      { env: ['A=1', null], ports: [{ internal: 80 }] },
      { env: [false, true], ports: [{ internal: false, ip: true }], user: true, labels: [{}], tty: false },
    );
    expect([...unknown].sort()).toEqual(['env', 'ports', 'user']);
    expect(environment).toEqual([{ name: 'A', value: '1' }]);
  });

  test('knows everything of what is there already', () => {
    const change = changeOf(ADDRESS, { before: {}, after: {}, afterUnknown: { user: true } });
    expect(readContainer(change, 'before')?.unknown.size).toBe(0);
  });

  test.each([
    [{ user: 0 }, '"user" of docker_container.web is of type number, and has to be a text'],
    [{ privileged: 'false' }, '"privileged" of docker_container.web is of type string'],
    [{ ports: ['80:80'] }, '"ports" of docker_container.web is of type string, and has to be a block'],
    [{ ports: [{ internal: '80' }] }, '"internal" of docker_container.web.ports is of type string'],
    [{ security_opts: 'seccomp=unconfined' }, '"security_opts" of docker_container.web is of type string'],
    [{ cpus: 'many' }, '"cpus" of docker_container.web is no count of processors'],
  ])('refuses %j instead of guessing', (attributes, message) => {
    expect(() => read(attributes)).toThrow(ValidationError);
    expect(() => read(attributes)).toThrow(message);
  });
});
