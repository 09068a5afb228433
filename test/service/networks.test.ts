import { App, TerraformStack, Testing } from 'cdktf';
import fc from 'fast-check';
import {
  Dependency,
  DockerHost,
  Image,
  Job,
  Logs,
  Network,
  Restart,
  Service,
  type ServiceProps,
  Size,
  Volume,
} from '../../lib';
import { temporaryFolder } from '../support/go-module';
import { type Attributes, problemsOf, synthesize } from '../support/stack';

function serviceIn(stack: TerraformStack, id: string, props: Partial<ServiceProps> = {}): Service {
  const image = Image.reference(stack, `${id}-image`, { reference: 'x:1', user: '1:1', port: 80 });
  return new Service(stack, id, { image, ...props });
}

/** Two stacks of one app, on the Docker hosts that are given. */
function twoStacks(...hosts: (string | undefined)[]): [App, TerraformStack, TerraformStack] {
  const app = new App({ outdir: temporaryFolder(), stackTraces: false });
  const [one, two] = ['one', 'two'].map((id, index) => {
    const stack = new TerraformStack(app, id);
    new DockerHost(stack, 'docker', { host: hosts[index] });
    return stack;
  });
  return [app, one!, two!];
}

const containerOf = (props: Partial<ServiceProps>): Attributes =>
  synthesize((stack) => serviceIn(stack, 'a', props)).one('docker_container');

const networksOf = (json: string, name: string): unknown => {
  const { resource } = JSON.parse(json) as { resource: Record<string, Record<string, Attributes>> };
  return Object.values(resource.docker_container!).find((each) => each.name === name)?.networks_advanced;
};

describe('a network of a service', () => {
  test('takes the place of the stack’s own, which is not made for nobody', () => {
    const dev = synthesize((stack) =>
      serviceIn(stack, 'a', { network: new Network(stack, 'private', { internal: true }) }),
    );
    expect(dev.one('docker_network')).toMatchObject({
      name: 'dev-private-internal',
      driver: 'bridge',
      internal: true,
    });
    expect(dev.one('docker_container').networks_advanced).toEqual([
      { name: expect.stringMatching(/^\$\{docker_network\.private_\w+\.id\}$/) as string },
    ]);
  });

  test('is joined with further names, once', () => {
    const dev = synthesize((stack) => {
      const backend = new Network(stack, 'private');
      const a = serviceIn(stack, 'a');
      a.join(backend, { aliases: ['z', 'db'] });
      a.join(backend, { aliases: ['z'] });
    });
    expect(dev.one('docker_container').networks_advanced).toEqual([
      { name: expect.stringMatching(/network_99CE4C0D\.id/) as string },
      { name: expect.stringMatching(/private/) as string, aliases: ['db', 'z'] },
    ]);
  });

  test('is joined by whoever uses the address of a service on it, unless they share one', () => {
    const dev = synthesize((stack) => {
      const backend = new Network(stack, 'private');
      const db = serviceIn(stack, 'db', { network: backend });
      serviceIn(stack, 'web', { environment: { DSN: `pg://${db.address}/x` } });
      serviceIn(stack, 'worker', { arguments: [`--db=${db.hostName}`], network: backend });
    });
    const count = Object.fromEntries(
      dev
        .all('docker_container')
        .map(({ name, networks_advanced }) => [name as string, (networks_advanced as unknown[]).length]),
    );
    expect(count).toEqual({ 'dev-db': 1, 'dev-web': 2, 'dev-worker': 1 });
  });

  test('is joined by name from another stack of the same host, which is deployed later then', () => {
    const [app, one, two] = twoStacks();
    const db = serviceIn(one, 'db');
    serviceIn(two, 'web').connectTo(db);
    app.synth();
    expect(two.dependsOn(one)).toBe(true);
    expect(networksOf(Testing.synth(two), 'two-web')).toEqual([
      { name: expect.stringMatching(/^\$\{docker_network/) as string },
      { name: 'one-network' },
    ]);
  });

  test('cannot be joined on another host, nor by two stacks that need each other', () => {
    const [other, here, there] = twoStacks('ssh://a', 'ssh://b');
    serviceIn(there, 'web').connectTo(serviceIn(here, 'db'));
    expect(() => {
      other.synth();
    }).toThrow(/\[two\/web\] it cannot be on the network one\/\S+, which is on another Docker host/);

    const [app, one, two] = twoStacks();
    serviceIn(one, 'a').join(new Network(two, 'shared'));
    serviceIn(two, 'b').join(new Network(one, 'shared'));
    expect(() => {
      app.synth();
    }).toThrow(/\[two\/b\] it needs the network one\/\S+, whose stack depends on this one already/);
  });

  test('needs a name that the Engine takes, and host names for others to find', () => {
    const text = problemsOf((stack) => {
      const network = new Network(stack, 'a', { name: 'not possible' });
      new Network(stack, 'b-c');
      new Network(stack, 'b c');
      serviceIn(stack, 'web').join(network, { aliases: ['no_name'] });
    });
    expect(text).toContain('network name "not possible" is not possible');
    expect(text).toContain('[dev/b c] network name "dev-b-c" is taken by dev/b-c already');
    expect(text).toContain('[dev/web] alias "no_name" is no host name');
  });

  test('that is internal has no published ports', () => {
    const text = problemsOf((stack) => {
      serviceIn(stack, 'a', { network: new Network(stack, 'b', { internal: true }) }).publish({
        hostPort: 8080,
      });
    });
    expect(text).toContain('[dev/a] its ports are published and it is on internal networks only');
  });
});

describe('a port of the host', () => {
  test('answers on the loopback address, or on those that are said', () => {
    const dev = synthesize((stack) => {
      serviceIn(stack, 'a').publish({ hostPort: 1 });
      serviceIn(stack, 'b').exposePublicly({ hostPort: 2 });
      const c = serviceIn(stack, 'c');
      c.exposePublicly({ hostPort: 3, address: '192.0.2.7' });
      c.publish({ hostPort: 4, port: 9090 });
    });
    expect(dev.all('docker_container').map(({ ports }) => ports)).toEqual([
      [{ internal: 80, external: 1, ip: '127.0.0.1', protocol: 'tcp' }],
      [{ internal: 80, external: 2, ip: '0.0.0.0', protocol: 'tcp' }],
      [
        { internal: 80, external: 3, ip: '192.0.2.7', protocol: 'tcp' },
        { internal: 9090, external: 4, ip: '127.0.0.1', protocol: 'tcp' },
      ],
    ]);
  });

  test('is one service’s, also when one of the two answers on all addresses', () => {
    const text = problemsOf((stack) => {
      serviceIn(stack, 'a').publish({ hostPort: 8080 });
      serviceIn(stack, 'b').exposePublicly({ hostPort: 8080 });
      serviceIn(stack, 'c').exposePublicly({ hostPort: 8081, address: '192.0.2.7' });
      serviceIn(stack, 'd').publish({ hostPort: 8081 });
    });
    expect(text).toContain('[dev/b] host port 8080 on 0.0.0.0 is published by dev/a already');
    expect(text).not.toContain('8081');
  });

  test('is one service’s across the stacks of a host that was named, and warned about where no host was', () => {
    const publishing = (...hosts: (string | undefined)[]) => {
      const [app, one, two] = twoStacks(...hosts);
      [one, two].forEach((stack) => {
        serviceIn(stack, 'a').publish({ hostPort: 8080 });
      });
      return app;
    };
    expect(() => {
      publishing('ssh://a', 'ssh://a').synth();
    }).toThrow(/\[two\/a\] host port 8080 on 127.0.0.1 is published by one\/a already/);
    publishing('ssh://a', 'ssh://b').synth();
    const warnings = publishing()
      .node.findAll()
      .flatMap(({ node }) => node.metadata);
    expect(warnings.map(({ data }) => data as string).join()).toContain(
      'host port 8080 is published by one/a too, so the two cannot be on one Docker host',
    );
  });

  test('is not the only thing that two stacks cannot have on one host: names of containers, networks and volumes', () => {
    const named = (...hosts: (string | undefined)[]) => {
      const [app, one, two] = twoStacks(...hosts);
      [one, two].forEach((stack) => {
        serviceIn(stack, 'a', { name: 'web' }).mount('/data', new Volume(stack, 'v', { name: 'data' }));
        new Network(stack, 'n', { name: 'inner' });
      });
      return app;
    };
    const same = (): void => {
      named('ssh://a', 'ssh://a').synth();
    };
    [
      '[two/a] container name "web" is taken by one/a',
      '[two/v] volume name "data" is taken by one/v',
      '[two/n] network name "inner" is taken by one/n already; give one of the two',
    ].forEach((problem) => {
      expect(same).toThrow(problem);
    });
    named('ssh://a', 'ssh://b').synth();
    const warnings = named()
      .node.findAll()
      .flatMap(({ node }) => node.metadata.map(({ data }) => `[${node.path}] ${data as string}`));
    expect(warnings.filter((each) => each.includes(' name '))).toEqual([
      expect.stringContaining(
        '[two/a] container name "web" is that of one/a too, so the two cannot be on one Docker host',
      ),
      expect.stringContaining('[two/v] volume name "data" is that of one/v too'),
      expect.stringContaining('[two/n] network name "inner" is that of one/n too'),
    ]);
  });

  test('has an address of the host', () => {
    const text = problemsOf((stack) => {
      serviceIn(stack, 'a').exposePublicly({ hostPort: 8080, address: 'example.com' });
    });
    expect(text).toContain('address "example.com" is no IP address of the host');
  });
});

describe('what a service waits for', () => {
  test('is the end of a job, or the start of a service, when that is what was said', () => {
    const dev = synthesize((stack) => {
      const db = serviceIn(stack, 'db');
      const image = Image.reference(stack, 'image', { reference: 'x:1', user: '1:1' });
      const migrate = new Job(stack, 'migrate', { image, dependsOn: [Dependency.started(db)] });
      serviceIn(stack, 'web', { dependsOn: [migrate] });
    });
    const waits = Object.fromEntries(
      dev.all('docker_container').map((each) => [each.name as string, each.depends_on]),
    );
    expect(waits).toEqual({
      'dev-db': undefined,
      'dev-migrate': [expect.stringMatching(/^docker_container\.db_/)],
      'dev-web': [expect.stringMatching(/^docker_container\.migrate_/)],
    });
  });

  test('is something that can happen', () => {
    const text = problemsOf((stack) => {
      const db = serviceIn(stack, 'db');
      const image = Image.reference(stack, 'image', { reference: 'x:1', user: '1:1' });
      const job = new Job(stack, 'job', { image });
      serviceIn(stack, 'web', { dependsOn: [Dependency.completed(db), Dependency.started(job)] });
    });
    expect(text).toContain(
      '[dev/web] it waits for the end of dev/db, which keeps running; write Dependency.healthy',
    );
    expect(text).toContain('[dev/web] it waits until dev/job runs, which is a job and ends');
  });
});

describe('restarts and logs', () => {
  test('are those that were said, in the words of the provider', () => {
    expect(containerOf({ restart: Restart.onFailure(3) })).toMatchObject({
      restart: 'on-failure',
      max_retry_count: 3,
    });
    expect(containerOf({ restart: Restart.always() })).toMatchObject({ restart: 'always' });
    expect(containerOf({ restart: Restart.never() })).toMatchObject({ restart: 'no' });
    expect(containerOf({ logs: Logs.local({ maxSize: Size.bytes(2_048), maxFiles: 5 }) })).toMatchObject({
      log_driver: 'local',
      log_opts: { 'max-file': '5', 'max-size': '2k' },
    });
    expect(containerOf({ logs: Logs.local({ maxFiles: 1 }) }).log_opts).toEqual({
      ...{ compress: 'false', 'max-file': '1', 'max-size': '10m' },
    });
    expect(containerOf({ logs: Logs.none() })).toMatchObject({ log_driver: 'none', log_opts: {} });
    expect(containerOf({ logs: Logs.driver('journald', { tag: 'x' }) })).toMatchObject({
      log_driver: 'journald',
      log_opts: { tag: 'x' },
    });
  });

  test('are refused when they cannot be', () => {
    expect(() => Restart.onFailure(0)).toThrow('0 restarts are not possible');
    expect(() => Logs.local({ maxFiles: 1.5 })).toThrow('1.5 log files are not possible');
    expect(() => Logs.driver('a b')).toThrow('log driver "a b" is not possible');
  });

  test('have sizes that the Engine reads as they were meant', () => {
    const units: Record<string, number> = { '': 1, k: 1_024, m: 1_048_576 };
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2 ** 40 }), (bytes) => {
        const text = Logs.jsonFile({ maxSize: Size.bytes(bytes) })._render().logOpts['max-size']!;
        const [, amount = '', unit = ''] = /^(\d+)([km]?)$/.exec(text) ?? [];
        expect(Number(amount) * units[unit]!).toBe(bytes);
      }),
    );
  });
});

describe('hosts and name servers', () => {
  test('are addresses', () => {
    expect(
      containerOf({ hosts: { 'b.example': 'host-gateway', a: '10.0.0.1' }, dns: ['10.0.0.53'] }),
    ).toMatchObject({
      host: [
        { host: 'a', ip: '10.0.0.1' },
        { host: 'b.example', ip: 'host-gateway' },
      ],
      dns: ['10.0.0.53'],
    });
    const text = problemsOf((stack) =>
      serviceIn(stack, 'a', { hosts: { a: 'b', _: '10.0.0.1' }, dns: ['dns'] }),
    );
    expect(text).toContain('host "a" has the address "b", which is no IP address');
    expect(text).toContain('host "_" is no host name');
    expect(text).toContain('name server "dns" is no IP address');
  });
});
