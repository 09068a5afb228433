import { TerraformVariable, type TerraformStack } from 'cdktf';
import { Duration, GoImage, Health, Service, type ServiceProps, Size } from '../../lib';
import { goModule } from '../support/go-module';
import { type Attributes, problemsOf, synthesize } from '../support/stack';

const source = () => goModule();

function serviceIn(stack: TerraformStack, props: Partial<ServiceProps> = {}, id = 'notes'): Service {
  const image = new GoImage(stack, `${id}-image`, { source: source() });
  return new Service(stack, id, { image, ...props });
}

function containerOf(props: Partial<ServiceProps> = {}): Attributes {
  return synthesize((stack) => serviceIn(stack, props)).one('docker_container');
}

describe('Service', () => {
  test('is hardened and complete when nothing is said', () => {
    expect(containerOf()).toMatchObject({
      name: 'dev-notes',
      image: expect.stringMatching(/^\$\{docker_image\.[^.]+\.image_id\}$/) as string,
      user: '65532:65532',
      read_only: true,
      tmpfs: { '/tmp': 'rw,noexec,nosuid,nodev,size=64m,mode=1777' },
      capabilities: { drop: ['ALL'] },
      security_opts: ['no-new-privileges:true'],
      memory: 256,
      memory_swap: 256,
      cpu_period: 100_000,
      cpu_quota: 100_000,
      restart: 'unless-stopped',
      must_run: true,
      start: true,
      init: false,
      network_mode: 'bridge',
      networks_advanced: [{ name: expect.stringMatching(/^\$\{docker_network\.[^.]+\.id\}$/) as string }],
      log_driver: 'json-file',
      log_opts: { 'max-file': '3', 'max-size': '10m' },
      stop_signal: 'SIGTERM',
      stop_timeout: 30,
      destroy_grace_seconds: 30,
      env: ['GOMEMLIMIT=230MiB'],
    });
  });

  test('says nothing that is not needed', () => {
    expect(containerOf()).not.toHaveProperty('cpus');
    expect(containerOf()).not.toHaveProperty('healthcheck');
    expect(containerOf()).not.toHaveProperty('ports');
    expect(containerOf()).not.toHaveProperty('command');
    expect(containerOf()).not.toHaveProperty('privileged');
  });

  test('waits for its first healthy answer, long enough for every try', () => {
    const container = containerOf({
      port: 80,
      health: Health.http('/healthz', { startPeriod: Duration.minutes(2) }),
    });
    expect(container).toMatchObject({
      wait: true,
      healthcheck: { interval: '5s', timeout: '3s', start_period: '2m0s' },
    });
    expect(container.wait_timeout).toBeGreaterThan(120 + 4 * 8);
  });

  test('is at least asked whether it listens when it has a port', () => {
    expect(containerOf({ port: 80 })).toMatchObject({
      healthcheck: { test: expect.arrayContaining(['tcp', '80']) as string[] },
    });
    expect(containerOf({ port: 80, health: Health.none() })).not.toHaveProperty('wait');
  });

  test('passes its limits on to the Go runtime, unless the user says otherwise', () => {
    const limits = { memory: Size.mebibytes(100), cpus: 1.5 };
    expect(containerOf(limits)).toMatchObject({ cpu_quota: 150_000, env: ['GOMEMLIMIT=90MiB'] });
    expect(containerOf({ ...limits, environment: { GOMEMLIMIT: 'off' } }).env).toEqual(['GOMEMLIMIT=off']);
  });

  test('counts processors for a program whose Go version does not do it itself', () => {
    const { env } = synthesize((stack) => {
      const image = new GoImage(stack, 'image', { source: goModule({ 'go.mod': 'module x\ngo 1.24\n' }) });
      new Service(stack, 'notes', { image, cpus: 1.5 });
    }).one('docker_container');
    expect(env).toContain('GOMAXPROCS=2');
  });

  test('sorts its environment and keeps arguments in order', () => {
    const container = containerOf({ environment: { B: '2', A: '1' }, arguments: ['-b', '-a'] });
    expect(container.env).toEqual(['A=1', 'B=2', 'GOMEMLIMIT=230MiB']);
    expect(container.command).toEqual(['-b', '-a']);
  });

  test('answers on the loopback address of the host only', () => {
    const { ports } = synthesize((stack) => {
      serviceIn(stack, { port: 80 }).publish({ hostPort: 8080 });
    }).one('docker_container');
    expect(ports).toEqual([{ internal: 80, external: 8080, ip: '127.0.0.1', protocol: 'tcp' }]);
  });

  test('shares one private network with the services of its stack', () => {
    const dev = synthesize((stack) => {
      serviceIn(stack, {}, 'one');
      serviceIn(stack, {}, 'two');
    });
    expect(dev.one('docker_network')).toMatchObject({ name: 'dev-network', driver: 'bridge' });
    expect(dev.all('docker_container').map(({ networks_advanced }) => networks_advanced)).toEqual([
      [{ name: '${docker_network.go-containers-network_99CE4C0D.id}' }],
      [{ name: '${docker_network.go-containers-network_99CE4C0D.id}' }],
    ]);
  });

  test('shows a reviewer the names of its variables, never their values', () => {
    const dev = synthesize((stack) => serviceIn(stack, { environment: { GREETING: 'hidden-value' } }));
    expect(dev.facts['dev/notes']).toMatchObject({
      environment: ['GOMEMLIMIT', 'GREETING'],
      image: 'dev/notes-image',
    });
    expect(JSON.stringify(dev.facts)).not.toContain('hidden-value');
  });

  test('shows a reviewer its health check with what Terraform fills in, and the rest as it is', () => {
    const { facts } = synthesize((stack) => {
      const db = serviceIn(stack, { port: 5432 }, 'db');
      serviceIn(stack, { health: Health.command(['/bin/check', db.address, '$${HOME}']), port: 80 });
    });
    expect(facts['dev/notes']!.health).toBe('CMD /bin/check dev-db:5432 $$${HOME}');
  });

  test('takes values that only Terraform knows', () => {
    const container = synthesize((stack) => {
      const variable = new TerraformVariable(stack, 'token', { sensitive: true });
      serviceIn(stack, { environment: { GREETING: variable.stringValue } });
    }).one('docker_container');
    expect(container.env).toContain('GREETING=${var.token}');
  });

  test('says by a label what the provider would not notice, and nothing by it that it would', () => {
    const specOf = (props: Partial<ServiceProps>) =>
      (containerOf(props).labels as { label: string; value: string }[]).find(({ label }) =>
        label.endsWith('.spec'),
      )?.value;
    expect(specOf({ cpus: 2 })).not.toBe(specOf({}));
    expect(specOf({ port: 80 })).not.toBe(specOf({ port: 80, health: Health.http('/') }));
    expect(specOf({ memory: Size.mebibytes(512) })).toBe(specOf({}));
  });
});

describe('the resource behind a Service', () => {
  test('can be changed, and what the provider would not notice of that still takes effect', () => {
    const specOf = (change: (service: Service) => void) => {
      const { labels } = synthesize((stack) => {
        change(serviceIn(stack));
      }).one('docker_container');
      return (labels as { label: string; value: string }[]).find(({ label }) => label.endsWith('.spec'))
        ?.value;
    };
    const plain = specOf(() => undefined);
    expect(specOf(({ resource }) => (resource.tmpfs = { '/run': 'rw' }))).not.toBe(plain);
    expect(specOf(({ resource }) => (resource.cpuQuota = 1))).not.toBe(plain);
    expect(specOf(({ resource }) => (resource.restart = 'no'))).toBe(plain);
  });
});

describe('Service with a mistake', () => {
  test.each<[string, Partial<ServiceProps>, string]>([
    [
      'a port out of range',
      { port: 70_000 },
      '[dev/notes] port 70000 is not possible; give a whole number from 1 to 65535',
    ],
    ['a fraction of a port', { port: 80.5 }, '[dev/notes] port 80.5 is not possible'],
    ['a bad name', { name: 'my notes' }, 'write "my-notes"'],
    [
      'too little memory',
      { memory: Size.mebibytes(1) },
      '[dev/notes] memory of 1 MiB is less than the Engine accepts',
    ],
    [
      'memory that Go’s collector cannot work with',
      { memory: Size.mebibytes(8) },
      '[dev/notes] memory of 8 MiB lets a Go program have 7 MiB, and its collector would run all the time; give at least 16 MiB',
    ],
    [
      'an expression of the shell in a variable',
      { environment: { HOME: '${HOME}/notes' } },
      '[dev/notes] environment variable "HOME" has "${HOME" in it, which Terraform would take for an expression of its own; write ' +
        '"$${HOME" there, and the program gets it as it is',
    ],
    [
      'a default of the shell in an argument',
      { arguments: ['${PORT:-80}'] },
      'an argument has "${PORT" in it',
    ],
    [
      'a word of a log format in a health command',
      { health: Health.command(['/bin/check', '%{time}']) },
      'the health command has "%{time" in it',
    ],
    ['no processors', { cpus: 0 }, '[dev/notes] cpus 0 is not possible; give a number from 0.01 up'],
    ['an endless number of processors', { cpus: Number.NaN }, 'cpus NaN is not possible'],
    ['an empty argument', { arguments: [''] }, '[dev/notes] an argument is empty'],
    [
      'a bad variable name',
      { environment: { 'A=B': '' } },
      '[dev/notes] environment name "A=B" is not possible',
    ],
    [
      'a check without a port',
      { health: Health.http('/') },
      '[dev/notes] a health check by http needs a port',
    ],
  ])('tells of %s where it is and what to do', (_what, props, sentence) => {
    expect(problemsOf((stack) => serviceIn(stack, props))).toContain(sentence);
  });

  test.each([
    ...[
      '${DB_HOST:localhost}',
      '${env:X}',
      '${V:0:5}',
      '${PATH%%:*}',
      '${F#x}',
      '${V/a/b}',
      '${x^^}',
      '${@}',
      '${!x}',
    ],
    ...['${}', '${{ x }}', '${1}', '%{User-Agent}i', '%{+Q}r', '%{IP:client}', '%{elsewhere}'],
  ])('tells of %s, which is the language of somebody else', (text) => {
    expect(problemsOf((stack) => serviceIn(stack, { arguments: [text] }))).toContain(
      'which Terraform would take for an expression of its own',
    );
  });

  test.each([
    ...[
      '${var.x}',
      '${!var.x}',
      '${provider::docker::x()}',
      '${upper("x")}',
      '${-1 + 2}',
      '${"x"}',
      '${[for x in ["a"] : x][0]}',
    ],
    ...[
      '%{ if true }a%{ else }b%{ endif }',
      '%{~ for x in ["a"] ~}${x}%{ endfor }',
      '$${HOME}',
      '%%{time}',
      '$HOME',
      '100%',
      '$',
    ],
  ])('takes %s', (text) => {
    synthesize((stack) => serviceIn(stack, { arguments: [text] }));
  });

  test('takes what Terraform reads, and what is written so that it does not', () => {
    synthesize((stack) => {
      const level = new TerraformVariable(stack, 'level', { default: 'info' });
      serviceIn(stack, {
        environment: {
          A: level.stringValue,
          B: '$${HOME}',
          C: '${upper(var.level)}',
          D: '%{if true}x%{endif}',
          E: '%%{time}',
        },
        arguments: ['${var.level}'],
      });
      serviceIn(stack, { memory: Size.mebibytes(6), environment: { GOMEMLIMIT: '5MiB' } }, 'small');
    });
  });

  test('tells of a host port out of range', () => {
    const text = problemsOf((stack) => {
      serviceIn(stack, { port: 80 }).publish({ hostPort: 0 });
    });
    expect(text).toContain('[dev/notes] host port 0 is not possible');
  });

  test('tells that it cannot publish without a port', () => {
    const text = problemsOf((stack) => {
      serviceIn(stack).publish({ hostPort: 8080 });
    });
    expect(text).toContain('host port 8080 cannot be published: the service has no port; set its port');
  });

  test('tells of two services that publish one host port, at the second one', () => {
    const text = problemsOf((stack) => {
      serviceIn(stack, { port: 80 }, 'one').publish({ hostPort: 8080 });
      serviceIn(stack, { port: 81 }, 'two').publish({ hostPort: 8080 });
    });
    expect(text).toContain(
      '[dev/two] host port 8080 on 127.0.0.1 is published by dev/one already; choose another',
    );
    expect(text).not.toContain('[dev/one]');
  });

  test('tells of two containers of one name, at the second one', () => {
    const text = problemsOf((stack) => {
      serviceIn(stack, {}, 'a-b');
      serviceIn(stack, { name: 'dev-a-b' }, 'other');
    });
    expect(text).toContain(
      '[dev/other] container name "dev-a-b" is taken by dev/a-b already; give one of the two another name',
    );
  });

  test('tells of a port that is published twice', () => {
    const text = problemsOf((stack) => {
      const service = serviceIn(stack, { port: 80 });
      service.publish({ hostPort: 8080 });
      service.publish({ hostPort: 8081 });
    });
    expect(text).toContain('publish it once');
  });
});
