import { ValidationError } from '../../../lib/core/errors';
import type { ContainerSettings } from '../../../lib/review/model/container-settings';
import { readService } from '../../../lib/review/plan/read-service';
import { changeOf } from '../support/plan-builder';

const ADDRESS = 'docker_service.web';

function read(after: Readonly<Record<string, unknown>>, afterUnknown: unknown = {}): ContainerSettings {
  const found = readService(changeOf(ADDRESS, { after, afterUnknown }), 'after');
  if (found === undefined) {
    throw new Error('nothing was read');
  }
  return found;
}

function container(spec: Readonly<Record<string, unknown>>): ContainerSettings {
  return read({ name: 'web', task_spec: [{ container_spec: [spec] }] });
}

describe('readService', () => {
  test('is nothing on a side where the service is not there', () => {
    expect(readService(changeOf(ADDRESS, { after: {} }), 'before')).toBeUndefined();
  });

  test('reads what the tasks may do', () => {
    expect(
      container({
        image: 'web:1',
        user: '7:7',
        cap_add: ['CAP_NET_RAW'],
        cap_drop: ['all'],
        read_only: true,
        groups: ['audio'],
        privileges: [{ se_linux_context: [{ disable: true }] }],
        mounts: [{ type: 'bind', source: '/srv', target: '/data', read_only: true }],
      }),
    ).toMatchObject({
      name: 'web',
      image: 'web:1',
      user: '7:7',
      addedCapabilities: ['NET_RAW'],
      droppedCapabilities: ['ALL'],
      isReadOnly: true,
      groups: ['audio'],
      securityOptions: ['label=disable'],
      mounts: [{ kind: 'bind', source: '/srv', target: '/data', isReadOnly: true }],
      isPrivileged: false,
      namespaces: {},
      devices: [],
    });
  });

  test('reads a type of SELinux', () => {
    const privileges = [{ se_linux_context: [{ disable: false, type: 'spc_t' }] }];
    expect(container({ privileges }).securityOptions).toEqual(['label=type:spc_t']);
  });

  test.each([{ networks_advanced: [{ name: 'host' }] }, { networks: ['host'] }])(
    'takes the network of the host for its namespace: %j',
    (task) => {
      expect(read({ task_spec: [task] }).namespaces).toEqual({ network_mode: 'host' });
    },
  );

  test('reads what the tasks are told; what a container calls its entrypoint is the command of a service', () => {
    expect(
      container({
        env: { LEVEL: 'info' },
        command: ['/server'],
        args: ['--port', '80'],
        labels: [{ label: 'a', value: '1' }],
        healthcheck: [{ test: ['CMD', '/probe'], interval: '5s', timeout: '0s', retries: 2 }],
      }),
    ).toMatchObject({
      environment: [{ name: 'LEVEL', value: 'info' }],
      entrypoint: ['/server'],
      command: ['--port', '80'],
      labels: { a: '1' },
      health: { test: ['CMD', '/probe'], interval: '5s', timeout: '', startPeriod: '', retries: 2 },
    });
  });

  test('publishes ports on all addresses', () => {
    const ports = [
      { target_port: 80, published_port: 8080, publish_mode: 'host' },
      { target_port: 53, protocol: 'udp' },
    ];
    expect(read({ endpoint_spec: [{ ports }] }).ports).toEqual([
      { hostPort: 8080, port: 80, ip: '', protocol: 'tcp' },
      { port: 53, ip: '', protocol: 'udp' },
    ]);
  });

  test('reads limits in the units of a container', () => {
    const task = {
      resources: [{ limits: [{ memory_bytes: 268_435_456, nano_cpus: 500_000_000 }] }],
      log_driver: [{ name: 'json-file', options: { 'max-size': '10m' } }],
      restart_policy: [{ condition: 'any' }],
      networks_advanced: [{ id: '58d67b04' }, { id: '', name: 'app' }],
    };
    expect(read({ task_spec: [task] })).toMatchObject({
      memory: 256,
      processors: 0.5,
      logDriver: 'json-file',
      logOptions: { 'max-size': '10m' },
      restart: 'any',
      networks: ['58d67b04', 'app'],
    });
  });

  test('knows how it ends and for how long an apply waits', () => {
    expect(read({})).toMatchObject({ waits: false, waitTimeout: 180, graceSeconds: 10, isService: true });
    expect(read({ converge_config: [{ timeout: '1m30s' }] })).toMatchObject({ waits: true, waitTimeout: 90 });
    expect(container({ stop_grace_period: '30s' }).graceSeconds).toBe(30);
    expect(container({ stop_grace_period: '0s' }).graceSeconds).toBe(10);
  });

  test('takes one without replicas as one that is not meant to run', () => {
    expect(read({ mode: [{ replicated: [{ replicas: 0 }] }] })).toMatchObject({
      isService: false,
      starts: false,
    });
    expect(read({ mode: [{ global: true, replicated: [] }] }).isService).toBe(true);
  });

  test('calls what is unknown by the names of a container', () => {
    const mirror = {
      id: true,
      task_spec: [{ container_spec: [{ image: true, env: { TOKEN: true }, cap_drop: [false, true] }] }],
      endpoint_spec: [{ ports: [{ published_port: true }] }],
    };
    const { unknown, environment } = read(
      { task_spec: [{ container_spec: [{ env: { LEVEL: 'info' } }] }] },
      mirror,
    );
    expect([...unknown].sort()).toEqual(['capabilities', 'env', 'image', 'ports']);
    expect(environment).toEqual([
      { name: 'LEVEL', value: 'info' },
      { name: 'TOKEN', value: '' },
    ]);
  });

  test('refuses what it does not expect instead of guessing', () => {
    expect(() => container({ user: 0 })).toThrow(ValidationError);
    expect(() => container({ user: 0 })).toThrow(
      '"user" of docker_service.web.task_spec.container_spec is of type number',
    );
  });
});
