import { Testing, type TerraformStack } from 'cdktf';
import fc from 'fast-check';
import { Image, Job, Service, Size, type TemporaryOptions, Volume } from '../../lib';
import { mountProblems } from '../../lib/service/mounts';
import { temporaryFolder } from '../support/go-module';
import { type Attributes, problemsOf, stackIn, synthesize } from '../support/stack';

/** Adds a service that runs somebody else's image, and a volume. */
function withVolume(change: (service: Service, volume: Volume) => void, writable: string[] = []) {
  return (stack: TerraformStack): void => {
    const props = { reference: 'postgres:17', user: '999:998', writable };
    const image = Image.reference(stack, 'image', props);
    change(new Service(stack, 'db', { image }), new Volume(stack, 'data'));
  };
}

function containerWith(change: (service: Service, volume: Volume) => void, writable?: string[]): Attributes {
  return synthesize(withVolume(change, writable)).one('docker_container');
}

function mountAt(path: string) {
  return (service: Service, volume: Volume): void => {
    service.mount(path, volume);
  };
}

function problemsWith(change: (service: Service, volume: Volume) => void, writable?: string[]): string {
  return problemsOf(withVolume(change, writable));
}

describe('Volume', () => {
  test('is named and labelled by its construct path, and not replaced for a label', () => {
    const dev = synthesize((stack) => new Volume(stack, 'Notes Data'));
    expect(dev.one('docker_volume')).toMatchObject({
      name: 'dev-notes-data',
      labels: [{ label: 'cdktf-go-containers.path', value: 'dev/Notes Data' }],
      lifecycle: { ignore_changes: ['labels'] },
    });
  });

  test('is known from everything else', () => {
    synthesize((stack) => {
      expect(Volume.isVolume(new Volume(stack, 'data'))).toBe(true);
    });
    expect(Volume.isVolume({})).toBe(false);
  });

  test('cannot have the name of another one', () => {
    const text = problemsOf((stack) => {
      new Volume(stack, 'a-b');
      new Volume(stack, 'a b');
    });
    expect(text).toContain(
      '[dev/a b] volume name "dev-a-b" is taken by dev/a-b already; give one of the two',
    );
    expect(text).not.toContain('[dev/a-b]');
  });
});

describe('mount', () => {
  test('keeps a directory in a volume, which the container names and waits for', () => {
    expect(
      containerWith((db, data) => {
        db.mount('/var/lib/data', data);
      }).volumes,
    ).toEqual([
      {
        container_path: '/var/lib/data',
        volume_name: expect.stringMatching(/^\$\{docker_volume\.[^.]+\.name\}$/) as string,
        read_only: false,
      },
    ]);
  });

  test('says no volumes where there are none', () => {
    expect(containerWith(() => undefined)).not.toHaveProperty('volumes');
  });

  test('gives the same container in whatever order it is called', () => {
    const paths = (order: string[]) =>
      containerWith((db, data) => {
        order.forEach((path) => {
          db.mount(path, data);
        });
      }).volumes;
    expect(paths(['/b', '/a'])).toEqual(paths(['/a', '/b']));
  });

  test('can take the place of /tmp', () => {
    const container = containerWith((db, data) => {
      db.mount('/tmp', data);
    });
    expect(container.tmpfs).toEqual({});
    expect(container.volumes).toHaveLength(1);
  });

  test.each([
    ['a relative path', 'data', 'absolute, without ":" and line breaks; write it like "/data"'],
    ['a colon', '/a:b', 'directory "/a:b" is not possible in a container'],
    ['the root', '/', 'directory "/" is the root of the container, which stays read-only'],
    ['the root in disguise', '/a/..', 'is the root of the container'],
    ['a slash at the end', '/data/', 'directory "/data/" is not in its shortest form; write "/data"'],
    ['a way back', '/a/../b', 'write "/b"'],
  ])('refuses %s', (_what, path, sentence) => {
    const text = problemsWith((db, data) => {
      db.mount(path, data);
    });
    expect(text).toContain('[dev/db]');
    expect(text).toContain(sentence);
  });

  test('refuses the same directory twice', () => {
    const text = problemsWith((db, data) => {
      db.mount('/data', data);
      db.mountTemporary('/data');
    });
    expect(text).toContain('[dev/db] two things are mounted at "/data"; leave one of them out');
  });

  test.each([
    ['/a', '/a/b', '"/a/b" is below "/a", where something else is mounted'],
    ['/a/b', '/a', '"/a/b" is below "/a"'],
    ['/a/b', '/tmp/x', '"/tmp/x" is below "/tmp"'],
  ])('refuses one mount below another: %s and %s', (first, second, sentence) => {
    const text = problemsWith((db, data) => {
      db.mount(first, data);
      db.mount(second, data);
    });
    expect(text).toContain(sentence);
    expect(text.match(/\[dev\/db\]/g)).toHaveLength(1);
  });

  test('takes directories whose names begin alike', () => {
    const { volumes } = containerWith((db, data) => {
      db.mount('/data', data);
      db.mount('/data2', data);
    });
    expect(volumes).toHaveLength(2);
  });
});

describe('the owner of a volume', () => {
  const preconditions = (dev: ReturnType<typeof synthesize>): unknown[] =>
    dev.all('docker_container').map(({ lifecycle }) => (lifecycle as Attributes).precondition);
  const addService = (stack: TerraformStack, id: string, user: string, volume: Volume): Service => {
    const image = Image.reference(stack, `${id}-image`, { reference: 'x:1', user });
    const service = new Service(stack, id, { image });
    service.mount('/data', volume);
    return service;
  };

  test('is remembered as whoever mounted it first, and asked for before every change of a container', () => {
    const dev = synthesize(
      withVolume((service, volume) => {
        service.mount('/data', volume);
      }),
    );
    const [name] = Object.entries(dev.json.resource!.terraform_data!).find(
      ([, { input }]) => input === '999:998',
    )!;
    expect(dev.json.resource!.terraform_data![name]).toMatchObject({
      lifecycle: { ignore_changes: ['input'] },
      // Another volume has other files.
      triggers_replace: expect.stringMatching(/^\$\{docker_volume\.\w+\.id\}$/) as string,
    });
    expect(preconditions(dev)).toEqual([
      [
        {
          condition: `\${contains(["999"], split(":", terraform_data.${name}.output)[0])}`,
          error_message: expect.stringMatching(
            /^volume dev-data was first deployed for user \$\{terraform_data\.\w+\.output\}, and the container would run as 999:998, .*say owner: '999:998' at dev\/data, else/,
          ) as string,
        },
      ],
    ]);
  });

  test('may be any of those who mount it, so that their order does not matter', () => {
    const dev = synthesize((stack) => {
      const volume = new Volume(stack, 'data');
      addService(stack, 'one', '1:1', volume);
      addService(stack, 'two', '2:2', volume);
    });
    expect(preconditions(dev)).toEqual(
      ['one', 'two'].map((): unknown => [
        expect.objectContaining({
          condition: expect.stringContaining('contains(["1", "2"], ') as string,
        }),
      ]),
    );
  });

  test('is another one when that is said, by numbers and of somebody who mounts it', () => {
    const dev = synthesize((stack) =>
      addService(stack, 'web', '1:1', new Volume(stack, 'data', { owner: '1:1' })),
    );
    const owner = Object.values(dev.json.resource!.terraform_data!).find(({ input }) => input === '1:1');
    expect(owner).not.toHaveProperty('lifecycle');
    const text = problemsOf((stack) => {
      addService(stack, 'one', '1:1', new Volume(stack, 'a', { owner: '2:2' }));
      addService(stack, 'two', '1:1', new Volume(stack, 'b', { owner: 'postgres' }));
    });
    expect(text).toContain('[dev/a] owner "2:2" is nobody who mounts it; write "1:1"');
    expect(text).toContain(
      '[dev/b] owner "postgres" is not possible; give the numbers of a user and a group',
    );
  });

  test('is not asked for where nothing is mounted, and not across stacks', () => {
    const alone = synthesize((stack) => new Volume(stack, 'data', { owner: '1:1' }));
    expect(JSON.stringify(alone.json)).not.toContain('1:1');
    const app = Testing.app({ outdir: temporaryFolder() });
    const [data, web] = ['data', 'web'].map((id) => stackIn(app, id)) as [TerraformStack, TerraformStack];
    addService(web, 'web', '1:1', new Volume(data, 'data'));
    expect(Testing.synth(web, true)).not.toContain('precondition');
  });
});

describe('mountTemporary', () => {
  const tmpfsOf = (path: string, options?: TemporaryOptions) =>
    containerWith((db) => {
      db.mountTemporary(path, options);
    }).tmpfs;

  test('keeps a directory in memory, for the user of the image alone', () => {
    expect(tmpfsOf('/run/postgresql')).toEqual({
      '/tmp': 'rw,noexec,nosuid,nodev,size=64m,mode=1777',
      '/run/postgresql': 'rw,noexec,nosuid,nodev,size=64m,mode=0700,uid=999,gid=998',
    });
  });

  test('takes a size, for /tmp as well', () => {
    expect(tmpfsOf('/tmp', { size: Size.mebibytes(512) })).toEqual({
      '/tmp': 'rw,noexec,nosuid,nodev,size=512m,mode=1777',
    });
  });

  test('refuses a size that rounds down to none, which would mean no limit', () => {
    const text = problemsWith((db) => {
      db.mountTemporary('/run', { size: Size.bytes(1_000) });
    });
    expect(text).toContain('[dev/db] the size of "/run" is less than 1 MiB; give at least Size.mebibytes(1)');
  });
});

describe('a directory that the program of an image writes to', () => {
  test('has to be mounted, or given up by name', () => {
    expect(problemsWith(() => undefined, ['/data'])).toContain(
      '[dev/db] nothing is mounted at "/data", where the program of the image writes; mount a volume, .mount("/data", volume), ' +
        'or, if all of it may be lost at every stop, .mountTemporary("/data")',
    );
    const mounted = containerWith(mountAt('/data'), ['/data']);
    expect(mounted.volumes).toHaveLength(1);
    const temporary = containerWith(
      (db) => {
        db.mountTemporary('/data');
      },
      ['/data'],
    );
    expect(temporary.tmpfs).toHaveProperty('/data');
  });

  test('is there when a directory above it is, and below /tmp anyway', () => {
    const mounted = containerWith(mountAt('/var/lib'), ['/var/lib/data', '/tmp/x']);
    expect(mounted.volumes).toHaveLength(1);
  });

  test('is asked for by jobs as well', () => {
    const text = problemsOf((stack) => {
      const props = { reference: 'postgres:17', user: '999:999', writable: ['/data'] };
      new Job(stack, 'job', { image: Image.reference(stack, 'image', props) });
    });
    expect(text).toContain('[dev/job] nothing is mounted at "/data"');
  });
});

describe('mounts together', () => {
  const word = fc.constantFrom('a', 'ab', 'b', 'tmp');
  const path = fc.array(word, { minLength: 1, maxLength: 3 }).map((words) => `/${words.join('/')}`);
  const problems = (paths: readonly string[]) =>
    mountProblems(
      paths.map((each) => ({ kind: 'memory', path: each, size: Size.mebibytes(1) })),
      [],
      false,
    );

  test('are possible when none is at or below another, whatever their order', () => {
    fc.assert(
      fc.property(fc.array(path, { maxLength: 4 }), (paths) => {
        const places = [...paths, ...(paths.includes('/tmp') ? [] : ['/tmp'])];
        const collide = places.some((one, index) =>
          places.some((other, place) => place !== index && `${one}/`.startsWith(`${other}/`)),
        );
        expect(problems(paths).length > 0).toBe(collide);
        expect(problems([...paths].reverse()).length > 0).toBe(collide);
      }),
    );
  });
});
