import {
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  utimesSync,
  writeFileSync,
  chmodSync,
  existsSync,
} from 'node:fs';
import { join } from 'node:path';
import { Token, type TerraformStack } from 'cdktf';
import { Construct } from 'constructs';
import { Context, GoImage, type GoImageProps, Runtime } from '../../lib';
import { GO_MOD, goModule, MAIN, writeTree } from '../support/go-module';
import { problemsOf, stackIn, synthesize, synthesizeToFolder } from '../support/stack';

/** A program with variables to stamp. */
const stamped = () =>
  goModule({ 'main.go': 'package main\n\nvar version, name, v string\n\nfunc main() {}\n' });

interface Image {
  name: string;
  triggers: Record<string, string>;
}

function imageOf(source: string, props: Partial<GoImageProps> = {}): Image {
  return synthesize((stack) => new GoImage(stack, 'image', { source, ...props })).one(
    'docker_image',
  ) as unknown as Image;
}

function dockerfileOf(props: GoImageProps): string {
  return synthesize((stack) => new GoImage(stack, 'image', props)).facts['dev/image']!.dockerfile as string;
}

describe('GoImage', () => {
  test('is built from a context in the stack folder, and the new image is complete before the old one goes', () => {
    expect(imageOf(goModule())).toMatchObject({
      build: { context: expect.stringMatching(/^images\/image_/) as string, dockerfile: 'Dockerfile' },
      keep_locally: true,
      lifecycle: { create_before_destroy: true },
    });
  });

  test('is named after the program, with a digest of what goes in as its tag', () => {
    expect(imageOf(goModule()).name).toMatch(/^notes:[0-9a-f]{12}$/);
    expect(imageOf(goModule(), { name: 'team/notes' }).name).toMatch(/^team\/notes:/);
  });

  test('has the same name however its source is written', () => {
    const source = goModule();
    expect(imageOf(`${source}/`)).toEqual(imageOf(source));
    expect(imageOf(join(source, 'x') + '/..')).toEqual(imageOf(source));
  });

  test('has the same name wherever the same files are', () => {
    expect(imageOf(goModule())).toEqual(imageOf(goModule()));
  });

  test.each<[string, string, (source: string) => void]>([
    [
      'a byte of a source',
      'source',
      (source) => {
        writeFileSync(join(source, 'main.go'), `${MAIN}\n`);
      },
    ],
    [
      'the name of a source',
      'source',
      (source) => {
        renameSync(join(source, 'main.go'), join(source, 'other.go'));
      },
    ],
    [
      'an executable bit',
      'source',
      (source) => {
        chmodSync(join(source, 'main.go'), 0o755);
      },
    ],
    [
      'go.mod',
      'modules',
      (source) => {
        writeFileSync(join(source, 'go.mod'), `${GO_MOD}\n`);
      },
    ],
  ])('tells by its triggers that %s changed: %s, and nothing else', (_what, cause, edit) => {
    const source = goModule();
    const before = imageOf(source);
    edit(source);
    const after = imageOf(source);
    expect(after.name).not.toBe(before.name);
    expect(
      Object.keys(before.triggers).filter((key) => before.triggers[key] !== after.triggers[key]),
    ).toEqual([cause]);
  });

  test.each<[string, Partial<GoImageProps>]>([
    ['the builder', { builder: 'golang:1.26-trixie' }],
    ['the runtime', { runtime: Runtime.scratch() }],
    ['a stamp', { stamp: { 'main.version': '2' } }],
  ])('tells by its triggers that %s changed: recipe, and nothing else', (_what, props) => {
    const source = stamped();
    const [before, after] = [imageOf(source), imageOf(source, props)];
    expect(
      Object.keys(before.triggers).filter((key) => before.triggers[key] !== after.triggers[key]),
    ).toEqual(['recipe']);
  });

  test.each<[string, (source: string) => void]>([
    [
      'a README',
      (source) => {
        writeFileSync(join(source, 'README.md'), 'new words');
      },
    ],
    [
      'a test',
      (source) => {
        writeFileSync(join(source, 'main_test.go'), MAIN);
      },
    ],
    [
      'a package that it does not import',
      (source) => {
        mkdirSync(join(source, 'other'));
        writeFileSync(join(source, 'other', 'other.go'), 'package other\n');
      },
    ],
    [
      'file times',
      (source) => {
        utimesSync(join(source, 'main.go'), 1, 1);
      },
    ],
    [
      'permissions of others',
      (source) => {
        chmodSync(join(source, 'main.go'), 0o600);
      },
    ],
  ])('does not change with %s', (_what, edit) => {
    const source = goModule();
    const before = imageOf(source);
    edit(source);
    expect(imageOf(source)).toEqual(before);
  });

  test('stands on distroless with nothing added, and on scratch with all that a program expects', () => {
    const source = goModule();
    expect(dockerfileOf({ source })).not.toContain('ca-certificates');
    const scratch = dockerfileOf({ source, runtime: Runtime.scratch() });
    expect(scratch).toContain('FROM scratch AS runtime\nCOPY --from=assets ["/out/image/", "/"]\n');
    expect(scratch).toContain('COPY ["files/", "/out/image/"]\n');
    expect(scratch).toContain('> /out/image/etc/ssl/certs/ca-certificates.crt');
  });

  test('runs as a numeric user that is not root', () => {
    expect(dockerfileOf({ source: goModule() })).toContain('\nUSER 65532:65532\n');
  });

  test('compiles without cgo, paths and version control data, for the platform of the Docker host', () => {
    const text = dockerfileOf({ source: goModule() });
    expect(text).toContain('CGO_ENABLED="0"');
    expect(text).toContain('"go", "build", "-trimpath", "-buildvcs=false", "-ldflags", "-s -w", "-o"');
    expect(text).not.toMatch(/GOARCH|--platform/);
  });

  test('says in the failing step where the compiler can be heard, since Terraform shows only that step', () => {
    expect(dockerfileOf({ source: goModule() })).toContain(
      '["env", "COMPILER_MESSAGES=[to see them: npx --no go-containers build]", "/bin/sh",',
    );
  });

  test('quotes a stamp as the Go command splits it', () => {
    const text = dockerfileOf({
      source: stamped(),
      stamp: { 'main.version': "it's 1.0", 'main.name': 'a b' },
    });
    expect(text).toContain(JSON.stringify("-s -w -X 'main.name=a b' -X \"main.version=it's 1.0\""));
  });

  test('takes its bases from the mirror that the context names', () => {
    const source = goModule();
    const { facts } = synthesize((stack) => {
      const part = new Construct(stack, 'part');
      part.node.setContext('go-containers:mirror', 'mirror.example.com');
      new GoImage(part, 'image', { source });
    });
    expect(facts['dev/part/image']!.bases).toEqual([
      'mirror.example.com/docker.io/library/golang:1.27-trixie',
      'mirror.example.com/gcr.io/distroless/static-debian13:nonroot',
    ]);
  });

  test('shares its build caches with modules whose app says so, and with no other', () => {
    const source = goModule();
    const idOf = (setting?: string) => {
      const { facts } = synthesize((stack) => {
        const part = new Construct(stack, 'part');
        part.node.setContext('go-containers:cache', setting);
        new GoImage(part, 'image', { source });
      });
      return /id=([^,]*)\/build/.exec(facts['dev/part/image']!.dockerfile as string)![1];
    };
    expect(idOf()).toBe('cdktf-go-containers/example.com/notes');
    expect(idOf('shop')).toBe('cdktf-go-containers/shop');
    expect(() => idOf('a,target=/x')).toThrow('build cache "a,target=/x" is not possible');
  });

  test('takes a valid name from a package whose name is none', () => {
    expect(imageOf(goModule({ 'go.mod': 'module example.com/My__Notes\n' })).name).toMatch(/^my-notes:/);
  });

  test('keeps what Terraform would take for an expression out of its hands', () => {
    const { facts } = synthesize((stack) => {
      new GoImage(stack, 'image', { source: stamped(), stamp: { 'main.v': '${x} %{y}' } });
    });
    expect(facts['dev/image']!.dockerfile).toContain('main.v=$${x} %%{y}');
  });

  test('is built from more files when they are included, or when the whole module is sent', () => {
    const source = goModule({ 'gen/a.txt': 'a', 'README.md': 'words' });
    const plain = imageOf(source);
    const names = [
      plain,
      imageOf(source, { include: ['gen'] }),
      imageOf(source, { include: ['gen/a.txt', 'README.md'] }),
      imageOf(source, { context: Context.module(), include: [] }),
    ].map(({ name }) => name);
    expect(new Set(names).size).toBe(3);
    expect(names[3]).toBe(names[2]);
    expect(imageOf(source, { context: Context.imports() })).toEqual(plain);
  });

  test('is the same after every synthesis, also when the whole module is sent and the app writes into it', () => {
    const source = goModule();
    const nameAfter = () => {
      const outdir = synthesizeToFolder(
        (app) => new GoImage(stackIn(app, 'dev'), 'image', { source, context: Context.module() }),
        join(source, 'cdktf.out'),
      );
      const text = readFileSync(join(outdir, 'stacks/dev/cdk.tf.json'), 'utf8');
      return /notes:[0-9a-f]{12}/.exec(text)?.[0];
    };
    expect(nameAfter()).toBe(nameAfter());
  });

  test('is built in the directory of its module when a workspace or a replace line brings others along', () => {
    const source = writeTree({
      'go.work': 'go 1.26\nuse (\n./app\n./lib\n)\n',
      'app/go.mod': 'module example.com/app\n',
      'app/main.go': 'package main\nimport _ "example.com/lib"\nfunc main() {}\n',
      'lib/go.mod': 'module example.com/lib\n',
      'lib/lib.go': 'package lib\n',
      'tool/go.mod': 'module example.com/tool\n',
      'tool/main.go': MAIN,
    });
    expect(dockerfileOf({ source: join(source, 'app') })).toContain(
      'COPY ["src/", "./"]\nWORKDIR /src/app\n\nFROM sources AS build\nRUN',
    );
    expect(dockerfileOf({ source: join(source, 'tool'), workspace: false })).not.toContain('/src/tool');
  });

  test('shows a reviewer what is built and from what', () => {
    const { facts } = synthesize((stack) => new GoImage(stack, 'image', { source: goModule() }));
    expect(facts['dev/image']).toMatchObject({
      kind: 'image',
      module: 'example.com/notes',
      goVersion: '1.26',
      package: '.',
      user: '65532:65532',
    });
  });
});

describe('GoImage with a mistake', () => {
  const wrong = (props: Partial<GoImageProps>) => (stack: TerraformStack) =>
    new GoImage(stack, 'image', { source: goModule(), ...props });

  test.each<[string, Partial<GoImageProps>, string]>([
    ['no module', { source: '/' }, '[dev/image] no go.mod in "/" or above it; run "go mod init" there'],
    ['no such package', { package: 'x' }, '[dev/image] package "x" is not a directory of the module'],
    ['a bad name', { name: 'My Notes!' }, '[dev/image] image name "My Notes!" is not possible'],
    ['a bad name', { name: 'My Notes!' }, 'write "my-notes"'],
    [
      'a bad builder',
      { builder: 'golang:' },
      '[dev/image] builder "golang:" is no image reference; write it like',
    ],
    [
      'a stamp without a package',
      { stamp: { version: '1' } },
      '[dev/image] stamp "version" names no variable; write',
    ],
    [
      'a stamp with a line break',
      { stamp: { 'main.v': 'a\nb' } },
      '[dev/image] stamp "main.v" has the value "a\\nb"',
    ],
    [
      'a stamp that is known too late',
      { stamp: { 'main.v': Token.asString({ resolve: () => '' }) } },
      'is no text while',
    ],
    ['a stamp with a quote in its name', { stamp: { "ma'in.v": '' } }, 'names no variable; write'],
    ['a builder without Go', { builder: 'scratch' }, 'builder "scratch" has no Go toolchain; write'],
    [
      'a program with the name of the probe',
      { source: goModule({ 'go.mod': 'module x/go-containers-probe\n' }) },
      "which is the probe's name in every image; rename",
    ],
    [
      'a program with an odd name',
      { source: goModule({ 'go.mod': 'module x/~notes\n' }) },
      'would be called "~notes"',
    ],
    [
      'a builder that is too old',
      { builder: 'golang:1.25' },
      '/go.mod:3 says go 1.26, but the builder "golang:1.25" has Go 1.25',
    ],
    ['an include that is not there', { include: ['gen'] }, '[dev/image] include "gen" is not there'],
    ['a stamp with both quotes', { stamp: { 'main.v': `'"` } }, 'with at most one kind of quotes in it'],
  ])('tells of %s where it is and what to do', (_what, props, sentence) => {
    expect(problemsOf(wrong(props))).toContain(sentence);
  });

  test('tells of all mistakes at once', () => {
    const text = problemsOf((stack) => {
      new GoImage(stack, 'one', { source: '/', name: 'A', stamp: { x: '' } });
      new GoImage(stack, 'two', { source: '/nowhere' });
    });
    expect(text.match(/\[dev\/(one|two)\]/g)).toEqual(['[dev/one]', '[dev/one]', '[dev/one]', '[dev/two]']);
  });

  test('writes nothing, for any stack, when one stack has a mistake', () => {
    const outdir = goModule();
    expect(() =>
      synthesizeToFolder((app) => {
        new GoImage(stackIn(app, 'good'), 'image', { source: goModule() });
        new GoImage(stackIn(app, 'bad'), 'image', { source: '/nowhere' });
      }, outdir),
    ).toThrow(/\[bad\/image\] source "\/nowhere"/);
    expect(existsSync(join(outdir, 'stacks', 'good', 'images'))).toBe(false);
    expect(existsSync(join(outdir, 'stacks', 'good', 'cdk.tf.json'))).toBe(false);
  });
});

describe('the build context', () => {
  const build = (source: string, props: Partial<GoImageProps> = {}, outdir?: string) => {
    const output = synthesizeToFolder(
      (app) => new GoImage(stackIn(app, 'dev'), 'image', { source, ...props }),
      outdir,
    );
    const json = JSON.parse(readFileSync(join(output, 'stacks/dev/cdk.tf.json'), 'utf8')) as {
      resource: { docker_image: Record<string, { build: { context: string } }> };
    };
    const [image] = Object.values(json.resource.docker_image);
    return { output, text: JSON.stringify(json), context: join(output, 'stacks/dev', image!.build.context) };
  };

  test('is the same, byte for byte, in two checkouts', () => {
    const [one, two] = [build(goModule()), build(goModule())];
    expect(two.text).toBe(one.text);
    expect(one.text).not.toContain(one.output);
  });

  test('holds sources, module files, probe and Dockerfile', () => {
    const { context } = build(goModule());
    for (const path of ['src/main.go', 'src/go.mod', 'probe.go', 'Dockerfile']) {
      expect(statSync(join(context, path)).isFile()).toBe(true);
    }
  });

  test('has its own modes, whatever the umask of whoever deploys', () => {
    const before = process.umask(0o077);
    try {
      const { context } = build(goModule({ 'run.go': MAIN }), { runtime: Runtime.scratch() });
      const mode = (path: string) => statSync(join(context, path)).mode & 0o7777;
      expect([mode('files/etc'), mode('files/etc/passwd'), mode('files/tmp')]).toEqual([
        0o755, 0o644, 0o1777,
      ]);
    } finally {
      process.umask(before);
    }
  });

  test('loses a file that the program no longer needs', () => {
    const source = goModule({ 'extra.go': 'package main\n' });
    const first = build(source);
    expect(existsSync(join(first.context, 'src/extra.go'))).toBe(true);
    renameSync(join(source, 'extra.go'), join(source, 'extra.txt'));
    expect(existsSync(join(build(source, {}, first.output).context, 'src/extra.go'))).toBe(false);
  });

  test('is removed with its image, also with the last one', () => {
    const source = goModule();
    const images = (output: string) => readdirSync(join(output, 'stacks/dev/images'));
    const both = synthesizeToFolder((app) => {
      const stack = stackIn(app, 'dev');
      new GoImage(stack, 'one', { source });
      new GoImage(stack, 'two', { source });
    });
    expect(images(both)).toHaveLength(2);
    expect(images(build(source, {}, both).output)).toEqual([expect.stringMatching(/^image_/)]);
    synthesizeToFolder((app) => stackIn(app, 'dev'), both);
    expect(images(both)).toEqual([]);
  });

  test('is not written again when nothing changed', () => {
    const source = goModule();
    const { output, context } = build(source);
    const before = statSync(join(context, 'Dockerfile')).ino;
    build(source, {}, output);
    expect(statSync(join(context, 'Dockerfile')).ino).toBe(before);
  });
});
