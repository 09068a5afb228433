import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GoImage, type GoImageProps, Platform, Runtime } from '../../lib';
import { Mirror } from '../../lib/image/mirror';
import { goModule } from '../support/go-module';
import { linesOfRun, referenceOf, withContainer } from './support/built-image';
import { inspect, machine, output, removeTestImages } from './support/machine';
import { TestStack } from './support/terraform-stack';
import { GO_MOD } from './support/try-program';

jest.setTimeout(600_000);

const NAME = 'go-containers-test/options-compiler';
const provider = machine().providers[0]!;
const BUILDER = Mirror.parse(process.env.GO_CONTAINERS_MIRROR ?? '').apply('golang:1.27-trixie');

const tiny = goModule({
  'go.mod': GO_MOD,
  'main.go': 'package main\n\nimport "os"\n\nfunc main() { os.Stdout.WriteString("started\\n") }\n',
});
const withC = goModule({
  'go.mod': GO_MOD,
  'main.go': `package main

// int twice(int x) { return 2 * x; }
import "C"
import (
	"fmt"
	"net"
	"os"
	"os/user"
)

func main() {
	addresses, err := net.LookupHost(os.Args[1])
	me, unknown := user.Current()
	fmt.Println(C.twice(21), len(addresses) > 0, err, me.Username, unknown)
}
`,
});

/** The images of the stack, by the ids of their constructs. */
const IMAGES = {
  arm64: { source: tiny, runtime: Runtime.scratch(), platform: Platform.linuxArm64() },
  arm: { source: tiny, runtime: Runtime.scratch(), platform: Platform.linuxArm('6') },
  amd64: { source: tiny, platform: Platform.linuxAmd64('v2') },
  'any-address': {
    source: tiny,
    runtime: Runtime.distrolessBaseNoSsl(),
    compiler: { positionIndependent: true, strip: false },
  },
  static: {
    source: withC,
    cgo: true,
    runtime: Runtime.scratch(),
    compiler: { staticLink: true, linkerFlags: ['-B', 'gobuildid'], compilerFlags: ['-l'] },
  },
  cgo: { source: withC, cgo: true },
} satisfies Record<string, GoImageProps>;
type Id = keyof typeof IMAGES;

describe('options of the compiler', () => {
  const stack = new TestStack(provider, 'options-compiler');
  const folder = mkdtempSync(join(tmpdir(), 'go-containers-programs-'));

  const run = (id: Id, ...args: string[]): string[] => linesOfRun(`${NAME}/${id}`, args);
  const image = (id: Id): unknown => inspect('image', referenceOf(`${NAME}/${id}`));
  /** What `go version -m` says of the image's program. */
  const builtWith = (id: Id): string => {
    withContainer(referenceOf(`${NAME}/${id}`), (made) =>
      output('docker', ['container', 'cp', `${made}:/usr/local/bin/options`, join(folder, id)]),
    );
    const program = ['--volume', `${folder}:/programs`, BUILDER, 'go', 'version', '-m', `/programs/${id}`];
    return output('docker', ['run', '--rm', ...program]);
  };

  beforeAll(() => {
    stack.synthesize((scope) => {
      Object.entries<GoImageProps>(IMAGES).forEach(([id, props]) => {
        new GoImage(scope, id, { name: `${NAME}/${id}`, probe: false, ...props });
      });
    });
    stack.apply();
  });
  afterAll(() => {
    stack.destroy();
    Object.keys(IMAGES).forEach((id) => {
      removeTestImages(`${NAME}/${id}`);
    });
    rmSync(folder, { recursive: true, force: true });
  });

  test('compile for another machine without emulating it', () => {
    const [arm64, arm] = [builtWith('arm64'), builtWith('arm')];
    // Bytes 18 and 19 of an ELF file: 183 is AArch64, 40 is ARM.
    expect(['arm64', 'arm'].map((id) => readFileSync(join(folder, id)).readUInt16LE(18))).toEqual([183, 40]);
    expect(arm64).toMatch(/GOARCH=arm64/);
    expect(arm).toMatch(/GOARCH=arm\n(.*\n)*.*GOARM=6/);
    expect(image('arm64')).toMatchObject({ Os: 'linux', Architecture: 'arm64' });
    expect(image('arm')).toMatchObject({ Architecture: 'arm', Variant: 'v6' });
  });

  test('compile for a level of the processor', () => {
    expect(builtWith('amd64')).toMatch(/GOAMD64=v2/);
    expect(run('amd64')).toEqual(['started']);
  });

  test('link as they say, and what is linked starts', () => {
    expect(builtWith('any-address')).toContain('-buildmode=pie');
    expect(run('any-address')).toEqual(['started']);
    expect(builtWith('static')).toMatch(/-gcflags=-l\n(.*\n)*.*-tags=netgo,osusergo/);
    expect(run('static', 'localhost')).toEqual(['42 true <nil> nonroot <nil>']);
    expect(run('cgo', 'localhost')).toEqual(['42 true <nil> nonroot <nil>']);
  });
});
