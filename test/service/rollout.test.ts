import { App, TerraformStack } from 'cdktf';
import fc from 'fast-check';
import {
  Dependency,
  DockerHost,
  Duration,
  Health,
  Image,
  Job,
  Network,
  Rollout,
  Secret,
  Service,
  type ServiceProps,
  Volume,
} from '../../lib';
import { temporaryFolder } from '../support/go-module';
import { type Attributes, problemsOf, synthesize, type Synthesized } from '../support/stack';

const STAMP = '${formatdate("YYYYMMDD-hhmmss", timestamp())}';
const health = Health.command(['true']);

const imageIn = (stack: TerraformStack, id: string) =>
  Image.reference(stack, id, { reference: 'x:1', user: '1:1', port: 80 });

function overlappingIn(stack: TerraformStack, id: string, props: Partial<ServiceProps> = {}): Service {
  return new Service(stack, id, {
    image: imageIn(stack, `${id}-image`),
    health,
    rollout: Rollout.overlap(),
    ...props,
  });
}

const containerAt = (dev: Synthesized, path: string): Attributes =>
  dev
    .all('docker_container')
    .find((each) => (each.labels as { value: string }[]).some(({ value }) => value === path))!;

/** Two stacks of one app, `data` and `dev`, and what building them complains of. */
function problemsOfTwo(build: (data: TerraformStack, dev: TerraformStack) => void): string {
  const app = new App({ outdir: temporaryFolder(), stackTraces: false });
  const [data, dev] = ['data', 'dev'].map((id) => {
    const stack = new TerraformStack(app, id);
    new DockerHost(stack, 'docker');
    return stack;
  });
  build(data!, dev!);
  try {
    app.synth();
    return '';
  } catch (error) {
    return (error as Error).message;
  }
}

describe('an overlapping service', () => {
  const dev = synthesize((stack) => {
    overlappingIn(stack, 'web');
  });
  const container = dev.one('docker_container');

  test('is made before the old one is stopped, under a name of its own every time', () => {
    expect(container).toMatchObject({
      name: `dev-web-${STAMP}`,
      lifecycle: { create_before_destroy: true, ignore_changes: ['name'] },
      wait: true,
    });
  });

  test('is reached under the name that it would have alone, on every network', () => {
    const { networks_advanced: networks } = synthesize((stack) => {
      overlappingIn(stack, 'web').join(new Network(stack, 'private'), { aliases: ['other'] });
    }).one('docker_container') as { networks_advanced: { aliases: string[] }[] };
    expect(networks.map(({ aliases }) => aliases)).toEqual([['dev-web'], ['dev-web', 'other']]);
  });

  test('has the address of its name, whatever its container is called', () => {
    const { env } = containerAt(
      synthesize((stack) => {
        const web = overlappingIn(stack, 'web');
        new Service(stack, 'other', { image: imageIn(stack, 'image'), environment: { WEB: web.address } });
      }),
      'dev/other',
    );
    expect(env).toEqual(['WEB=dev-web:80']);
  });

  test('is told apart in the facts, and one that is replaced says nothing', () => {
    expect(dev.facts['dev/web']).toMatchObject({ rollout: 'overlap' });
    const facts = synthesize((stack) => {
      overlappingIn(stack, 'web', { rollout: Rollout.replace() });
    }).facts['dev/web'];
    expect(facts).not.toHaveProperty('rollout');
  });

  test('has a name that the Engine takes, however long its path is', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z][a-z0-9-]{0,90}$/), (id) => {
        const { name } = synthesize((stack) => {
          overlappingIn(stack, id);
        }).one('docker_container');
        expect((name as string).replace(STAMP, '20260131-093000').length).toBeLessThanOrEqual(63);
      }),
      { numRuns: 20 },
    );
  });

  test('needs no Terraform edge to a service whose address it has', () => {
    const { depends_on: dependsOn } = containerAt(
      synthesize((stack) => {
        const db = new Service(stack, 'db', { image: imageIn(stack, 'db-image') });
        overlappingIn(stack, 'web', { environment: { DATABASE: db.address } });
      }),
      'dev/web',
    );
    expect(dependsOn).toBeUndefined();
  });

  test('brings its secrets by carriers that can be there twice as well', () => {
    const carrier = synthesize((stack) => {
      overlappingIn(stack, 'web').provideSecret('/run/secrets/key', Secret.fromVariable(stack, 'key'));
    })
      .all('docker_container')
      .find(({ must_run: mustRun }) => mustRun === false);
    expect(carrier).toMatchObject({
      name: expect.stringContaining(STAMP) as string,
      lifecycle: { create_before_destroy: true, ignore_changes: ['name', 'image'] },
    });
  });
});

describe('an overlapping job', () => {
  test('can be waited for by an overlapping service, and fails as every job does', () => {
    const dev = synthesize((stack) => {
      const migrate = new Job(stack, 'migrate', { image: imageIn(stack, 'job'), rollout: Rollout.overlap() });
      overlappingIn(stack, 'web', { dependsOn: [migrate] });
    });
    expect(containerAt(dev, 'dev/migrate')).toMatchObject({
      name: `dev-migrate-${STAMP}`,
      lifecycle: {
        create_before_destroy: true,
        ignore_changes: ['name'],
        postcondition: [{ condition: '${self.exit_code == 0}' }],
      },
    });
  });
});

describe('an overlapping service is refused', () => {
  const refusal = (build: (stack: TerraformStack, web: Service) => void, props: Partial<ServiceProps> = {}) =>
    problemsOf((stack) => {
      build(stack, overlappingIn(stack, 'web', props));
    });

  test('with a port of the host', () => {
    const said = refusal((_, web) => {
      web.publish({ hostPort: 8080 });
    });
    expect(said).toMatch(/\[dev\/web\] .*host port 8080; publish the port of an Edge/);
  });

  test('without a health check', () => {
    expect(refusal(() => undefined, { health: Health.none() })).toMatch(/\[dev\/web\] .*set its health/);
  });

  test('with something else than a Rollout', () => {
    const rollout = (() => Rollout.overlap()) as unknown as Rollout;
    expect(problemsOf((stack) => overlappingIn(stack, 'web', { rollout }))).toMatch(
      /\[dev\/web\] rollout is no Rollout; write Rollout.overlap\(\)/,
    );
  });

  test('with a name that leaves no room for the time', () => {
    const name = 'a'.repeat(48);
    expect(refusal(() => undefined, { name })).toMatch(/has 48 characters.*at most 47/);
  });

  test.each(['SharedBySomebody', 'x'])('with a volume of its own stack, for the reason %p too', (sharing) => {
    const said = refusal((stack, web) => {
      web.mount('/data', new Volume(stack, 'data'), { sharing });
    });
    expect(said).toMatch(/the volume dev\/data has to be in another stack/);
    expect(said.includes('needs a reason')).toBe(sharing === 'x');
  });

  test('with a volume that two versions would write to', () => {
    const said = problemsOfTwo((data, dev) => {
      overlappingIn(dev, 'web').mount('/data', new Volume(data, 'data'));
    });
    expect(said).toMatch(/two versions write to the volume data\/data at once; mount it with readOnly: true/);
  });

  test.each([{ sharing: 'SQLite with a write-ahead log, on one host' }, { readOnly: true }])(
    'but not with a volume of another stack and %p',
    (options) => {
      const said = problemsOfTwo((data, dev) => {
        overlappingIn(dev, 'web').mount('/data', new Volume(data, 'data'), options);
      });
      expect(said).toBe('');
    },
  );

  test('with a volume of a stack that is deployed after it', () => {
    const said = problemsOfTwo((data, dev) => {
      data.addDependency(dev);
      overlappingIn(dev, 'web').mount('/data', new Volume(data, 'data'), { readOnly: true });
    });
    expect(said).toMatch(/it needs the volume data\/data, whose stack depends on this one/);
  });
});

describe('what only Terraform could be asked is refused when the stack is written', () => {
  const refusalOf = (build: (stack: TerraformStack) => void): string => {
    const app = new App({ outdir: temporaryFolder(), stackTraces: false });
    const stack = new TerraformStack(app, 'dev');
    new DockerHost(stack, 'docker');
    build(stack);
    try {
      app.synth();
      return '';
    } catch (error) {
      return (error as Error).message;
    }
  };

  test.each([
    [
      'a service that is stopped first',
      (stack: TerraformStack) => {
        const db = new Service(stack, 'db', { image: imageIn(stack, 'db-image'), health });
        overlappingIn(stack, 'web', { dependsOn: [db] });
      },
      /\[dev\/web\] .*of dev\/db there can be only one/,
    ],
    [
      'the same at some distance',
      (stack: TerraformStack) => {
        const db = new Service(stack, 'db', { image: imageIn(stack, 'db-image'), health });
        const migrate = new Job(stack, 'migrate', {
          image: imageIn(stack, 'job'),
          rollout: Rollout.overlap(),
          dependsOn: [db],
        });
        overlappingIn(stack, 'web', { dependsOn: [migrate] });
      },
      /:\s+\[dev\/migrate\] [^\n]*of dev\/db there can be only one[^\n]*$/,
    ],
    [
      'a job that does not overlap',
      (stack: TerraformStack) => {
        const migrate = new Job(stack, 'migrate', { image: imageIn(stack, 'job') });
        overlappingIn(stack, 'web', { dependsOn: [Dependency.completed(migrate)] });
      },
      /\[dev\/web\] .*dev\/migrate.*a job of your own gets rollout: Rollout.overlap\(\)/,
    ],
    [
      'a fixed name by override',
      (stack: TerraformStack) => {
        overlappingIn(stack, 'web').resource.name = 'fixed';
      },
      /\[dev\/web\] .*its name "fixed" is the same every time/,
    ],
    [
      "the host's network by override",
      (stack: TerraformStack) => {
        overlappingIn(stack, 'web').resource.networkMode = 'host';
      },
      /\[dev\/web\] .*host's own network/,
    ],
    [
      'ports by override',
      (stack: TerraformStack) => {
        overlappingIn(stack, 'web').resource.putPorts([{ internal: 80, external: 8080 }]);
      },
      /\[dev\/web\] .*has ports of the host/,
    ],
  ])('%s', (_, build, expected) => {
    expect(refusalOf(build)).toMatch(expected);
  });

  test('and all that an overlapping service usually has is not', () => {
    const said = refusalOf((stack) => {
      const db = new Service(stack, 'db', { image: imageIn(stack, 'db-image'), health });
      db.mount('/data', new Volume(stack, 'data'));
      const web = overlappingIn(stack, 'web', {
        environment: { DATABASE: db.address },
        health: Health.command(['true'], { interval: Duration.seconds(1) }),
        network: new Network(stack, 'private', { internal: true }),
      });
      web.provideSecret('/run/secrets/key', Secret.fromVariable(stack, 'key'));
      overlappingIn(stack, 'other', { dependsOn: [web] });
    });
    expect(said).toBe('');
  });
});
