import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Annotations, type TerraformStack } from 'cdktf';
import { DockerfileParser } from 'dockerfile-ast';
import {
  Gate,
  GoImage,
  type GoImageProps,
  Health,
  Hook,
  Image,
  Libc,
  Platform,
  Runtime,
  Service,
  Stage,
  StageBase,
  StageGraph,
  Step,
  User,
} from '../../lib';
import { goModule, MAIN } from '../support/go-module';
import { problemsOf, synthesize } from '../support/stack';

/** What becomes of each mistake, as docs/rules.md says it. */
const documented = Object.fromEntries(
  [
    ...readFileSync(join(__dirname, '../../docs/rules.md'), 'utf8').matchAll(
      /^\| (E-\d\d) .*\| (impossible|refused|warned) +\|/gm,
    ),
  ].map(([, rule, what]) => [rule!, what!]),
);

type Props = Partial<GoImageProps>;

/** Refused: what is told while synthesizing. */
const refused = (props: Props) => (): string =>
  problemsOf((stack) => new GoImage(stack, 'image', { source: goModule(), ...props }));

/** Refused by a stage graph. */
const refusedStage =
  (...steps: Step[]) =>
  (): string =>
    StageGraph.of({ stages: [Stage.named('own', { base: StageBase.scratch(), steps })], target: 'own' })
      .problems()
      .join('\n');

/** Refused at once, by what throws. */
const thrown = (make: () => unknown) => (): string => {
  try {
    make();
  } catch (error) {
    return (error as Error).message;
  }
  return '';
};

/** Warned: what is annotated, while the stack stays valid. */
const warned = (props: Props) => (): string => {
  const add = jest.spyOn(Annotations.prototype, 'addWarning').mockReturnValue(undefined);
  try {
    synthesize((stack) => new GoImage(stack, 'image', { source: goModule(), ...props }));
    return add.mock.calls.map(([text]) => text).join('\n');
  } finally {
    add.mockRestore();
  }
};

/** Impossible: what is in every Dockerfile, or in none. */
function dockerfile(props: Props = {}): string {
  const { facts } = synthesize((stack) => new GoImage(stack, 'image', { source: goModule(), ...props }));
  return facts['dev/image']!.dockerfile as string;
}
const FULL: Props = {
  runtime: Runtime.scratch(),
  gates: Gate.recommended(),
  writable: ['/data'],
  assets: { '/etc/notes/main.go': 'main.go' },
};
const instructions = (props: Props = {}) =>
  DockerfileParser.parse(dockerfile(props))
    .getInstructions()
    .map((each) => ({
      keyword: each.getKeyword(),
      text: each.getTextContent(),
    }));
/** The lines of the stage that becomes the image. */
const runtime = (props: Props): string[] =>
  dockerfile(props).split('\n\n').at(-1)!.trim().split('\n').slice(1);

const MODULE_WITH = (path: string) => ({
  'go.mod': `module example.com/notes\n\ngo 1.26\n\nrequire ${path} v1.0.0\n`,
  'go.sum': `${path} v1.0.0 h1:x=\n`,
  'main.go': `package main\n\nimport _ "${path}"\n\nfunc main() {}\n`,
});
const database = (stack: TerraformStack, health: Health): Service =>
  new Service(stack, 'db', {
    image: Image.reference(stack, 'image', { reference: 'postgres:17', user: '999:999', port: 5432 }),
    health,
  });

describe('a mistake that the refusal or the warning names', () => {
  test.each<[string, () => string, string]>([
    [
      'E-01',
      refused({ runtime: Runtime.custom({ reference: 'golang:1.27-trixie', libc: Libc.glibc('2.41') }) }),
      'is a toolchain',
    ],
    ['E-02', warned({ builder: 'golang' }), 'golang'],
    ['E-02', refused({ strict: true }), 'digest'],
    ['E-03', warned({ builder: 'golang:1.27-bullseye' }), 'bullseye'],
    ['E-03', warned({ runtime: Runtime.distrolessStatic('debian12') }), 'debian12'],
    ['E-04', warned({ runtime: Runtime.distrolessBase() }), 'distrolessStatic'],
    ['E-05', refused({ source: '/' }), 'run "go mod init" there'],
    ['E-06', refused({ package: './main.go' }), 'package "./main.go" is not a directory'],
    ['E-07', refusedStage(Step.workdir('go/src/app')), 'WORKDIR'],
    [
      'E-08',
      refused({ hooks: [Hook.before('compile', [Step.environment({ GOFLAGS: '-ldflags=-s -w' })])] }),
      'GOFLAGS="-ldflags=-s -w" in a step has blanks',
    ],
    ['E-09', refused({ compiler: { flags: ['-a'] } }), 'build flag "-a" compiles everything anew'],
    ['E-09', refused({ compiler: { flags: ['-i'] } }), 'was removed in Go 1.20'],
    ['E-09', refused({ compiler: { flags: ['-installsuffix=cgo'] } }), 'leave it out'],
    ['E-09', refused({ compiler: { flags: ['-toolexec=x'] } }), 'runs any program'],
    ['E-11', refusedStage(Step.copy(['main'], '.')), 'COPY'],
    [
      'E-14',
      () => refused({ source: goModule(MODULE_WITH('github.com/mattn/go-sqlite3')) })(),
      'works with cgo only, and cgo is off; write cgo: true',
    ],
    ['E-15', refused({ cgo: true, runtime: Runtime.scratch() }), 'has no C library'],
    ['E-15', refused({ cgo: true, runtime: Runtime.distrolessStatic() }), 'has no C library'],
    ['E-15', refused({ cgo: true, runtime: Runtime.alpine() }), 'musl'],
    ['E-15', refused({ cgo: true, runtime: Runtime.debianSlim('bookworm') }), 'glibc 2.36'],
    ['E-16', refused({ stamp: { 'main.version': '1' } }), 'stamp "main.version" names no variable'],
    ['E-19', thrown(() => User.of({ uid: 0 })), 'is root'],
    ['E-19', refusedStage(Step.user('appuser')), 'appuser'],
    [
      'E-19',
      () => problemsOf((stack) => Image.reference(stack, 'i', { reference: 'a:1', user: 'postgres' })),
      'is not given by numbers',
    ],
    [
      'E-21',
      () =>
        problemsOf((stack) => {
          new Service(stack, 's', {
            image: new GoImage(stack, 'i', { source: goModule(), writable: ['/data'] }),
          });
        }),
      '/data',
    ],
    [
      'E-22',
      () =>
        problemsOf((stack) => {
          const db = database(stack, Health.none());
          new Service(stack, 's', {
            image: new GoImage(stack, 'i', { source: goModule() }),
            dependsOn: [db],
          });
        }),
      'health',
    ],
    [
      'E-25',
      () => {
        const labelled = Stage.named('build', {
          base: StageBase.scratch(),
          steps: [Step.labels({ a: 'b' })],
        });
        const target = Stage.named('own', {
          base: StageBase.scratch(),
          steps: [Step.copyFrom(labelled.artefact('/x'), '/x')],
        });
        return StageGraph.of({ stages: [labelled, target], target: 'own' })
          .problems()
          .join('\n');
      },
      'LABEL',
    ],
    ['E-28', thrown(() => Gate.tool('honnef.co/go/tools/cmd/staticcheck@latest')), 'has no exact version'],
    ['E-29', refused({ arguments: ['/usr/local/bin/notes', '-x'] }), 'is the program itself'],
    [
      'E-29',
      () =>
        problemsOf((stack) => {
          const image = new GoImage(stack, 'i', { source: goModule() });
          new Service(stack, 's', { image, arguments: ['/usr/local/bin/notes'] });
        }),
      'is the program itself',
    ],
    [
      'E-32',
      refused({ compiler: { positionIndependent: true }, runtime: Runtime.scratch() }),
      'has no dynamic loader',
    ],
    ['E-33', refusedStage(Step.environment({ API_TOKEN: 'x' })), 'API_TOKEN'],
    ['E-33', refusedStage(Step.argument('PASSWORD')), 'PASSWORD'],
    ['E-33', refused({ proxy: 'https://me:secret@proxy.example.com' }), 'PrivateModules.netrc'],
    ['E-34', refusedStage(Step.shell('echo')), 'shell'],
    ['E-36', refused({ builder: 'golang:1.27-alpine', gates: [Gate.test({ race: true })] }), 'C compiler'],
  ])('%s', (rule, attempt, words) => {
    expect(documented[rule]).toMatch(/refused|warned/);
    expect(attempt()).toContain(words);
  });
});

describe('a mistake that no declaration can make', () => {
  const rule = (id: string, test: () => void): [string, () => void] => [id, test];
  test.each([
    rule('E-10', () => {
      const [compile = ''] = dockerfile()
        .split('\n')
        .filter((line) => line.includes('"-o", "/out/image/usr/local/bin/notes"'));
      expect(compile).toContain('target=/go/pkg/mod');
      expect(dockerfile()).not.toContain('"download"');
    }),
    rule('E-12', () => {
      const copied = runtime(FULL).flatMap(
        (line) => /^COPY \S+ (?:--chown=\S+ )?\["([^"]+)"/.exec(line)?.[1] ?? [],
      );
      expect(new Set(copied)).toEqual(new Set(['/out/image/', '/out/owned/', '/out/passed/']));
    }),
    rule('E-13', () => {
      const [entrypoint] = runtime(FULL).flatMap(
        (line) => /^ENTRYPOINT \["([^"]+)"\]$/.exec(line)?.[1] ?? [],
      );
      expect(dockerfile(FULL)).toContain(`"-o", "/out/image${entrypoint!}"`);
    }),
    rule('E-17', () => {
      const source = goModule({ 'main.go': `${MAIN}\nvar version string\n` });
      const text = dockerfile({ ...FULL, source, stamp: { 'main.version': 'a-version' } });
      expect(text.match(/a-version/g)).toHaveLength(1);
      const copies = runtime(FULL).filter((line) => line.startsWith('COPY'));
      expect(copies.at(-1)).toContain('--from=build');
    }),
    rule('E-18', () => {
      expect(dockerfile({ runtime: Runtime.scratch() })).toContain(
        '> /out/image/etc/ssl/certs/ca-certificates.crt',
      );
      expect(dockerfile({ runtime: Runtime.debianSlim() })).toContain(
        '> /out/image/etc/ssl/certs/ca-certificates.crt',
      );
    }),
    rule('E-20', () => {
      expect(new Set(instructions(FULL).map(({ keyword }) => keyword))).toEqual(
        new Set(['FROM', 'WORKDIR', 'ENV', 'COPY', 'RUN', 'LABEL', 'USER', 'ENTRYPOINT']),
      );
    }),
    rule('E-23', () => {
      const runs = instructions(FULL).filter(({ keyword }) => keyword === 'RUN');
      expect(runs.length).toBeGreaterThan(4);
      runs.forEach(({ text }) => {
        expect(text).not.toMatch(/\/dev\/null|"get"|go get/);
      });
    }),
    rule('E-24', () => {
      const text = dockerfile({ gates: Gate.recommended(), tags: ['one', 'two'] });
      const go = text
        .split('\n')
        .filter((line) => /"go", "(build|vet|test)"/.test(line) && !line.includes('probe.go'));
      expect(go).toHaveLength(3);
      go.forEach((line) => {
        expect(line).toContain('"-tags=one,two"');
      });
      expect(
        text.split('\n\n').filter((stage) => stage.includes('CGO_ENABLED') && stage.includes('AS sources')),
      ).toHaveLength(1);
    }),
    rule('E-26', () => {
      expect(dockerfile(FULL)).not.toMatch(/RUN .*(chmod|mkdir \/src|apk|apt)/);
    }),
    rule('E-27', () => {
      expect(instructions(FULL).map(({ keyword }) => keyword)).not.toContain('ADD');
      expect(Object.getOwnPropertyNames(Step)).not.toContain('add');
    }),
    rule('E-30', () => {
      expect(dockerfile(FULL)).not.toMatch(/^FROM \S+ (?!AS )/m);
    }),
    rule('E-31', () => {
      const text = dockerfile({ platform: Platform.linuxArm64(), runtime: Runtime.scratch() });
      expect(text.match(/GOARCH=\w+/g)!.every((each) => each === 'GOARCH=arm64')).toBe(true);
      const { build } = synthesize(
        (stack) => new GoImage(stack, 'image', { source: goModule(), platform: Platform.linuxArm64() }),
      ).one('docker_image') as { build: { platform: string } };
      expect(build.platform).toBe('linux/arm64');
    }),
    rule('E-35', () => {
      expect(runtime(FULL).filter((line) => /^(RUN|SHELL|CMD [^[]|ENTRYPOINT [^[])/.test(line))).toEqual([]);
    }),
    rule('E-37', () => {
      expect(runtime({ user: User.of({ uid: 10_001 }) })).toContain('WORKDIR /');
    }),
  ])('%s', (id, attempt) => {
    expect(documented[id]).toBe('impossible');
    attempt();
  });
});

test('the list names every mistake from E-01 to E-37', () => {
  const all = Array.from({ length: 37 }, (_, index) => `E-${String(index + 1).padStart(2, '0')}`);
  expect(Object.keys(documented).sort()).toEqual(all);
});
