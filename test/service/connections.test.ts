import { App, TerraformStack } from 'cdktf';
import {
  DockerHost,
  GoImage,
  Health,
  Image,
  Job,
  Service,
  Volume,
  type ImageReferenceProps,
  type ServiceProps,
} from '../../lib';
import { GO_MOD, MAIN, goModule, temporaryFolder, writeTree } from '../support/go-module';
import { problemsOf, synthesize } from '../support/stack';

function serviceIn(
  stack: TerraformStack,
  id: string,
  props: Partial<ServiceProps> = {},
  contract: Partial<ImageReferenceProps> = {},
): Service {
  const image = Image.reference(stack, `${id}-image`, { reference: 'x:1', user: '1:1', ...contract });
  return new Service(stack, id, { image, ...props });
}

/** The variables of a service, as Terraform gets them. */
function told(environment: (stack: TerraformStack) => Record<string, string>): unknown {
  const containers = synthesize((stack) => serviceIn(stack, 'web', { environment: environment(stack) }));
  return containers.all('docker_container').find(({ name }) => name === 'dev-web')?.env;
}

const health = Health.command(['check']);

describe('the port of a service', () => {
  test('is the one of its image when the service says none', () => {
    expect(
      told((stack) => ({
        A: serviceIn(stack, 'a', {}, { port: 5432 }).address,
        B: serviceIn(stack, 'b', { port: 80 }, { port: 5432 }).address,
      })),
    ).toEqual(['A=dev-a:5432', 'B=dev-b:80']);
  });

  test('can be published then', () => {
    const { ports } = synthesize((stack) => {
      serviceIn(stack, 'a', {}, { port: 5432 }).publish({ hostPort: 80 });
    }).one('docker_container');
    expect(ports).toMatchObject([{ internal: 5432, external: 80 }]);
  });
});

describe('the address of a service', () => {
  test('is its name and its port', () => {
    expect(
      told((stack) => {
        const db = serviceIn(stack, 'db', { name: 'my-db', port: 5432 });
        return { ADDRESS: db.address, URL: `http://${db.hostName}/x` };
      }),
    ).toEqual(['ADDRESS=my-db:5432', 'URL=http://my-db/x']);
  });

  test('is refused without a port', () => {
    synthesize((stack) => {
      expect(() => serviceIn(stack, 'db').address).toThrow(
        '"dev/db" has no address, because it has no port; set its port',
      );
    });
  });
});

describe('dependsOn', () => {
  test('lets Terraform make a service when those before it are healthy', () => {
    const dev = synthesize((stack) => {
      const db = serviceIn(stack, 'db', { health });
      serviceIn(stack, 'web', { dependsOn: [db] });
    });
    const [db, web] = dev.all('docker_container');
    expect(db).toMatchObject({ wait: true });
    expect(db).not.toHaveProperty('depends_on');
    expect(web!.depends_on).toEqual([expect.stringMatching(/^docker_container\.db_/)]);
  });

  test('is refused for a service that nobody knows to be ready', () => {
    const text = problemsOf((stack) => {
      serviceIn(stack, 'web', { dependsOn: [serviceIn(stack, 'db')] });
    });
    expect(text).toContain(
      '[dev/web] it depends on dev/db, which has no health check, so nothing tells when that is ready; set its health',
    );
    expect(text).not.toContain('[dev/db]');
  });

  test('counts a health check that was set on the resource', () => {
    const dev = synthesize((stack) => {
      const db = serviceIn(stack, 'db');
      db.resource.putHealthcheck({ test: ['CMD', 'check'] });
      db.resource.wait = true;
      serviceIn(stack, 'web', { dependsOn: [db] });
    });
    expect(dev.all('docker_container')).toHaveLength(2);
  });

  test('does not count a health check that nobody waits for', () => {
    const text = problemsOf((stack) => {
      const db = serviceIn(stack, 'db', { health });
      db.resource.wait = false;
      serviceIn(stack, 'web', { dependsOn: [db] });
    });
    expect(text).toContain('[dev/web] it depends on dev/db');
  });

  test('is refused across stacks', () => {
    const app = new App({ outdir: temporaryFolder(), stackTraces: false });
    const [one, two] = ['one', 'two'].map((id) => {
      const stack = new TerraformStack(app, id);
      new DockerHost(stack, 'docker');
      return stack;
    });
    const db = serviceIn(one!, 'db', { health });
    serviceIn(two!, 'web', { dependsOn: [db] });
    expect(() => {
      app.synth();
    }).toThrow(/\[two\/web\] it depends on one\/db, which is in another stack/);
  });
});

describe('what a Go program is told of its memory', () => {
  test.each([
    [{ goVersion: '1.26' }, ['GOMEMLIMIT=230MiB']],
    [{ goVersion: '1.26', cgo: true }, ['GOMEMLIMIT=179MiB']],
    [{ goVersion: '1.24', cgo: true }, ['GOMAXPROCS=1', 'GOMEMLIMIT=179MiB']],
    [{}, []],
  ])('leaves room for C code and for the kernel: %p', (contract, env) => {
    const container = synthesize((stack) => serviceIn(stack, 'a', {}, contract)).one('docker_container');
    expect([...(container.env as string[])].sort()).toEqual(env);
  });
});

describe('a health command', () => {
  test('cannot be a shell where the image has none', () => {
    const shell = Health.command(['/bin/sh', '-c', 'true']);
    const text = problemsOf((stack) => serviceIn(stack, 'a', { health: shell }, { shell: false }));
    expect(text).toContain(
      '[dev/a] the health command begins with "/bin/sh", and the image has no shell; name a program of the image itself',
    );
    synthesize((stack) => serviceIn(stack, 'a', { health: shell }, { shell: true }));
    synthesize((stack) => serviceIn(stack, 'a', { health: shell }));
    synthesize((stack) =>
      serviceIn(stack, 'a', { health: Health.command(['/bin/flush']) }, { shell: false }),
    );
  });
});

describe('a program beside the one that the image starts', () => {
  const source = writeTree({
    'go.mod': GO_MOD,
    'main.go': MAIN,
    'cmd/migrate/main.go': MAIN,
  });
  const withProgram =
    (program: string, args: string[] = []) =>
    (stack: TerraformStack) => {
      const image = new GoImage(stack, 'image', { source, alsoPackages: ['./cmd/migrate'] });
      new Job(stack, 'migrate', { image, program, arguments: args });
      new Service(stack, 'notes', { image });
    };

  test('is started by its name, and the image’s own by nothing', () => {
    const containers = synthesize(withProgram('migrate')).all('docker_container');
    expect(containers.map(({ entrypoint }) => entrypoint)).toEqual([['/usr/local/bin/migrate'], undefined]);
  });

  test('must be in the image, and is not repeated by its arguments', () => {
    expect(problemsOf(withProgram('migrat'))).toContain(
      'program "migrat" is not one that the image is known to have; write one of "notes", "migrate"',
    );
    expect(problemsOf(withProgram('migrate', ['/usr/local/bin/migrate']))).toContain('is the program itself');
  });
});

describe('a volume of a Go image', () => {
  const mounting = (path: string) => (stack: TerraformStack) => {
    const image = new GoImage(stack, 'image', { source: goModule(), writable: ['/data'] });
    const service = new Service(stack, 'notes', { image });
    service.mount('/data', new Volume(stack, 'data'));
    service.mount(path, new Volume(stack, 'more'));
  };

  test('belongs to root where the image has no directory of its user', () => {
    expect(problemsOf(mounting('/var/lib/other'))).toContain(
      'a volume at "/var/lib/other" would belong to root, so that the program could not write to it; add "/var/lib/other" to writable',
    );
  });
});
