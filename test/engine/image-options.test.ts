import { TerraformOutput, type TerraformStack } from 'cdktf';
import {
  GoImage,
  type GoImageProps,
  ImageVersion,
  Job,
  Runtime,
  Service,
  Size,
  TimeZones,
  User,
  Volume,
} from '../../lib';
import { Mirror } from '../../lib/image/mirror';
import { goModule } from '../support/go-module';
import { linesOfRun, listing, referenceOf } from './support/built-image';
import { freePort, inspect, machine, output, removeTestImages } from './support/machine';
import { actions, outputOf, wordsOfApply } from './support/stack-state';
import { TestStack } from './support/terraform-stack';
import { GO_MOD, MODULE, TRY } from './support/try-program';

jest.setTimeout(600_000);

const NAME = 'go-containers-test/image-options';
const provider = machine().providers[0]!;
/** Bases as the images of this file have them. */
const mirror = Mirror.parse(process.env.GO_CONTAINERS_MIRROR ?? '');

const trying = goModule({
  'go.mod': GO_MOD,
  'main.go': TRY,
  'greeting.txt': 'hello',
  'site/a/b.txt': 'deep',
});
const several = goModule({
  'go.mod': GO_MOD,
  'about/about.go': 'package about\n\nvar Release = "unknown"\n',
  'cmd/serve/main.go': `package main

import (
	"fmt"
	"net/http"
	"os"
	"strings"

	"${MODULE}/about"
)

var version = "unknown"

func main() {
	http.ListenAndServe(":8080", http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		fmt.Fprint(w, version, ", ", about.Release, ", ", special, ", ", strings.Join(os.Args[1:], " "))
	}))
}
`,
  'cmd/serve/special.go': '//go:build special\n\npackage main\n\nconst special = "tagged"\n',
  'cmd/serve/other.go': '//go:build !special\n\npackage main\n\nconst special = "not tagged"\n',
  'cmd/Second_1/main.go': 'package main\n\nfunc main() { println("second") }\n',
});
const appuser = User.of({ uid: 10_001, gid: 10_002, name: 'appuser' });
/** The images of the stack, by the ids of their constructs. */
const IMAGES = {
  several: {
    source: several,
    package: './cmd/serve',
    alsoPackages: ['./cmd/Second_1'],
    tags: ['special'],
    stamp: { 'main.version': "it's 1", [`${MODULE}/about.Release`]: 'of May' },
    version: ImageVersion.literal('1.4.0'),
    labels: { team: 'notes $TEAM "a"', 'org.opencontainers.image.licenses': 'MIT' },
    arguments: ['-greet', 'a b $HOME'],
    port: 8080,
  },
  'without-zones': { source: trying, runtime: Runtime.scratch() },
  'embedded-zones': { source: trying, runtime: Runtime.scratch(), timeZones: TimeZones.embedded() },
  'zones-as-file': { source: trying, runtime: Runtime.scratch(), timeZones: TimeZones.file() },
  'distroless-user': {
    source: trying,
    user: appuser,
    writable: ['/data', '/var/lib/notes/cache'],
    assets: { '/srv/greeting': 'greeting.txt', '/srv/site': 'site' },
  },
  'scratch-user': {
    source: trying,
    runtime: Runtime.scratch(),
    user: appuser,
    writable: ['/data'],
    assets: { '/greeting': 'greeting.txt' },
  },
  slim: { source: trying, runtime: Runtime.debianSlim() },
  'slim-user': { source: trying, runtime: Runtime.debianSlim(), user: appuser },
} satisfies Record<string, Partial<GoImageProps> & { source: string }>;
type Id = keyof typeof IMAGES;

describe('the options of an image', () => {
  const stack = new TestStack(provider, 'image-options');
  let port: number;

  const reference = (id: Id): string => referenceOf(`${NAME}/${id}`);
  const run = (id: Id, ...args: string[]): string[] => linesOfRun(`${NAME}/${id}`, args);

  beforeAll(async () => {
    port = await freePort();
    stack.synthesize((scope: TerraformStack) => {
      const images = Object.fromEntries(
        Object.entries<GoImageProps>(IMAGES).map(([id, props]) => [
          id,
          new GoImage(scope, id, { name: `${NAME}/${id}`, probe: id === 'several', ...props }),
        ]),
      ) as Record<Id, GoImage>;
      new Service(scope, 'serve', { image: images.several }).publish({ hostPort: port });
      const data = ['owner=/data', 'write=/data/x', 'user', 'read=/greeting'];
      const job = new Job(scope, 'job', { image: images['scratch-user'], arguments: data });
      job.mount('/data', new Volume(scope, 'data'));
      new TerraformOutput(scope, 'job-output', { value: job.output });
    });
    stack.apply();
  });
  afterAll(() => {
    stack.destroy();
    removeTestImages(NAME);
    Object.keys(IMAGES).forEach((id) => {
      removeTestImages(`${NAME}/${id}`);
    });
  });

  test('are settled after one deploy', () => {
    expect(actions(stack)).toEqual(['no-op']);
  });

  test('put tags, stamps and arguments into the program, and its port into the service', async () => {
    const response = await fetch(`http://127.0.0.1:${port}/`, { headers: { connection: 'close' } });
    expect(await response.text()).toBe("it's 1, of May, tagged, -greet a b $HOME");
    expect(inspect('image', reference('several'))).toMatchObject({
      Config: {
        Cmd: ['-greet', 'a b $HOME'],
        ExposedPorts: { '8080/tcp': {} },
        Labels: {
          team: 'notes $TEAM "a"',
          'org.opencontainers.image.licenses': 'MIT',
          'org.opencontainers.image.title': `${NAME}/several`,
          'org.opencontainers.image.version': '1.4.0',
          'org.opencontainers.image.base.name': 'gcr.io/distroless/static-debian13:nonroot',
        },
      },
    });
  });

  test('put further programs beside the first one, each under the name that Go gives it', () => {
    const second = ['run', '--rm', '--entrypoint', '/usr/local/bin/Second_1', reference('several')];
    expect(output('sh', ['-c', 'docker "$@" 2>&1', 'sh', ...second])).toBe('second\n');
    const programs = listing(reference('several')).filter((line) => / usr\/local\/bin\/./.test(line));
    expect(programs.map((line) => line.replace(/.* usr/, 'usr')).sort()).toEqual([
      'usr/local/bin/Second_1',
      'usr/local/bin/go-containers-probe',
      'usr/local/bin/serve',
    ]);
  });

  test('bring time zones to an image that has none', () => {
    const zone = 'zone=Europe/Berlin';
    expect(run('without-zones', zone)).toEqual([`${zone}: unknown time zone Europe/Berlin`]);
    expect(run('embedded-zones', zone)).toEqual([`${zone}: <nil>`]);
    expect(run('zones-as-file', zone)).toEqual([`${zone}: <nil>`]);
  });

  test.each<Id>(['distroless-user', 'scratch-user'])('give the name of its user to %s', (id) => {
    expect(run(id, 'user')).toEqual(['user: appuser']);
  });

  test('leave the accounts of a distribution alone', () => {
    expect(run('slim-user', 'read=/etc/passwd').join('\n')).not.toContain('appuser');
    expect(output('docker', ['run', '--rm', '--entrypoint', '/usr/bin/id', reference('slim-user')])).toBe(
      'uid=10001 gid=10002 groups=10002\n',
    );
  });

  test('make files of the image that belong to root, and directories that belong to its user', () => {
    const paths = ['/srv', '/srv/greeting', '/srv/site/a/b.txt', '/data', '/var/lib', '/var/lib/notes'];
    expect(
      run('distroless-user', ...[...paths, '/var/lib/notes/cache'].map((path) => `owner=${path}`)),
    ).toEqual([
      'owner=/srv: 0:0 755',
      'owner=/srv/greeting: 0:0 644',
      'owner=/srv/site/a/b.txt: 0:0 644',
      'owner=/data: 10001:10002 755',
      'owner=/var/lib: 0:0 755',
      'owner=/var/lib/notes: 0:0 755',
      'owner=/var/lib/notes/cache: 10001:10002 755',
    ]);
    expect(run('distroless-user', 'read=/srv/greeting', 'read=/srv/site/a/b.txt')).toEqual([
      'read=/srv/greeting: hello',
      'read=/srv/site/a/b.txt: deep',
    ]);
  });

  test('let a named volume begin as its user’s', () => {
    expect(outputOf(stack, 'job-output')).toBe(
      'owner=/data: 10001:10002 755\nwrite=/data/x: <nil>\nuser: appuser\nread=/greeting: hello\n',
    );
  });

  test('add certificates to Debian slim, and touch nothing else of its /etc', () => {
    // The Engine makes some files in every container, and a directory tells when something was put into it.
    const ofContainer = /etc\/(hostname|hosts|resolv\.conf|mtab)( |$)/;
    const etc = (image: string): string[] =>
      listing(image)
        .filter((line) => / etc(\/|$)/.test(line) && !ofContainer.test(line))
        .map((line) => (line.endsWith('/') ? line.replace(/ \d{4}-\S+ \S+ /, ' ') : line));
    const before = new Set(etc(mirror.apply(Runtime.debianSlim().base)));
    const added = etc(reference('slim')).filter((line) => !before.has(line));
    expect(added.filter((line) => !/ etc\/ssl\/(certs\/)?$/.test(line))).toEqual([
      expect.stringMatching(/^-rw-r--r-- 0\/0 .* etc\/ssl\/certs\/ca-certificates\.crt$/),
    ]);
    expect(before.size).toBeGreaterThan(20);
  });

  test('stop an image that is bigger than it may be', () => {
    const other = new TestStack(provider, 'image-options-too-big');
    try {
      other.synthesize((scope) => {
        new GoImage(scope, 'image', { source: trying, name: NAME, maxSize: Size.mebibytes(1) });
      });
      expect(wordsOfApply(other)).toContain('maxSize allows');
    } finally {
      other.destroy();
    }
  });
});
