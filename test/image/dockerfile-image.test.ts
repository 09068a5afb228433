import { readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { App, type TerraformStack, Token } from 'cdktf';
import { Construct } from 'constructs';
import { Environment, Image, MIRROR_CONTEXT } from '../../lib';
import { DockerfileImage } from '../../lib/image/dockerfile-image';
import { DOCKERFILE_IMAGE_DEFAULTS, type DockerfileImageProps } from '../../lib/image/dockerfile-image-props';
import { Platform } from '../../lib/image/platform';
import { writeTree } from '../support/go-module';
import { problemsOf, stackIn, synthesize, synthesizeToFolder } from '../support/stack';

const DOCKERFILE = `ARG GO=1.27
FROM golang:\${GO}-trixie AS compile
WORKDIR /src
COPY go.mod ./
RUN go mod download
COPY . .
RUN go build -o /out/notes .

FROM compile AS check
USER 1:1

FROM scratch AS release
COPY --from=compile /out/notes /notes
ARG NOTE
LABEL note=$NOTE
USER 10001:10001
ENTRYPOINT ["/notes"]
`;
const FILES = {
  Dockerfile: DOCKERFILE,
  'go.mod': 'module example.com/notes\n\ngo 1.26\n',
  'main.go': 'package main\n\nfunc main() {}\n',
};

type Files = Readonly<Record<string, string>>;

function directoryWith(files: Files = {}): string {
  return writeTree({ ...FILES, ...files });
}

function add(
  scope: Construct,
  directory: string,
  props: Partial<DockerfileImageProps> = {},
): DockerfileImage {
  return Image.fromDockerfile(scope, 'image', { directory, user: '10001:10001', ...props });
}

interface Attributes {
  readonly name: string;
  readonly triggers: Record<string, string>;
  readonly build: Record<string, unknown>;
}

function imageOf(directory: string, props: Partial<DockerfileImageProps> = {}): Attributes {
  return synthesize((stack) => add(stack, directory, props)).one('docker_image') as unknown as Attributes;
}

function problems(files: Files, props: Partial<DockerfileImageProps> = {}): string {
  return problemsOf((stack) => add(stack, directoryWith(files), props));
}

function warnings(files: Files, props: Partial<DockerfileImageProps> = {}): string[] {
  let image: DockerfileImage | undefined;
  synthesize((stack) => {
    image = add(stack, directoryWith(files), props);
  });
  return image!.node.metadata.map(({ data }) => data as string);
}

/** Paths below a folder, and the text of each. */
function tree(folder: string): Record<string, string> {
  return Object.fromEntries(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => {
        const path = join(entry.parentPath, entry.name);
        return [path.slice(folder.length + 1), readFileSync(path, 'utf8')];
      }),
  );
}

function staged(directory: string, props: Partial<DockerfileImageProps> = {}): Record<string, string> {
  const output = synthesizeToFolder((app) => add(stackIn(app, 'dev'), directory, props));
  const images = join(output, 'stacks/dev/images');
  return tree(join(images, readdirSync(images)[0]!));
}

const without = (line: string): Files => ({ Dockerfile: DOCKERFILE.replace(`${line}\n`, '') });

describe('Image.fromDockerfile', () => {
  test('is built from a context in the stack folder, and the new image is complete before the old one goes', () => {
    expect(imageOf(directoryWith(), { target: 'release', platform: Platform.linuxArm64() })).toMatchObject({
      name: expect.stringMatching(/^image:[0-9a-f]{12}$/) as string,
      keep_locally: true,
      lifecycle: { create_before_destroy: true },
      build: {
        context: expect.stringMatching(/^images\/image_/) as string,
        dockerfile: 'Dockerfile',
        build_args: { SOURCE_DATE_EPOCH: '0' },
        target: 'release',
        platform: 'linux/arm64',
        labels: { 'cdktf-go-containers.image': 'image' },
      },
    });
  });

  test('is known by its class, and by that alone', () => {
    synthesize((stack) => {
      expect(DockerfileImage.isDockerfileImage(add(stack, directoryWith()))).toBe(true);
      expect(DockerfileImage.isDockerfileImage(stack)).toBe(false);
    });
  });

  test('has the same name wherever the same files are', () => {
    expect(imageOf(directoryWith())).toEqual(imageOf(directoryWith()));
  });

  test.each<[string, Files, Partial<DockerfileImageProps>, string]>([
    ['a source', { 'main.go': 'package main\n' }, {}, 'source'],
    ['a file beside the sources', { 'web/index.html': 'x' }, {}, 'source'],
    ['a module file', { 'go.mod': 'module example.com/other\n' }, {}, 'modules'],
    ['the Dockerfile', { Dockerfile: `${DOCKERFILE}\n` }, {}, 'recipe'],
    ['a build argument', {}, { buildArguments: { NOTE: 'x' } }, 'recipe'],
    ['the target', {}, { target: 'release' }, 'recipe'],
    ['the platform', {}, { platform: Platform.linuxArm64() }, 'recipe'],
  ])('is another image with another %s, and tells that cause alone', (_what, files, props, cause) => {
    const [before, after] = [imageOf(directoryWith()), imageOf(directoryWith(files), props)];
    expect(after.name).not.toBe(before.name);
    const changed = Object.keys(before.triggers).filter(
      (key) => before.triggers[key] !== after.triggers[key],
    );
    expect(changed).toEqual([cause]);
  });

  test('is the same image after an edit of what is left out', () => {
    const files = (text: string): Files => ({
      '.dockerignore': 'docs\n*.md\n',
      'docs/a': text,
      'README.md': text,
      '.git/HEAD': text,
    });
    expect(imageOf(directoryWith(files('a')))).toEqual(imageOf(directoryWith(files('b'))));
  });

  test('sends everything but version control and what is left out, modules below it too', () => {
    const files = {
      '.dockerignore': '*.md\n',
      'README.md': 'x',
      '.git/HEAD': 'x',
      'tool/go.mod': 'module x\n',
    };
    expect(Object.keys(staged(directoryWith(files))).sort()).toEqual([
      'Dockerfile',
      'go.mod',
      'main.go',
      'tool/go.mod',
    ]);
  });

  test('obeys the file of its own Dockerfile first', () => {
    const files = {
      'docker/Dockerfile': DOCKERFILE,
      'docker/Dockerfile.dockerignore': 'docs\nDockerfile\ndocker',
      '.dockerignore': 'main.go',
      'docs/a': '',
    };
    const found = staged(directoryWith(files), { dockerfile: './docker/Dockerfile' });
    expect(Object.keys(found).sort()).toEqual(['docker/Dockerfile', 'go.mod', 'main.go']);
  });

  test('sends what include names, and no more', () => {
    const files = { 'web/a': '', 'web/b.key': '', 'docs/a': '', '.dockerignore': '*.key' };
    const include = ['go.mod', 'main.go', 'web/', 'web/b.key'];
    expect(Object.keys(staged(directoryWith(files), { include })).sort()).toEqual([
      ...['Dockerfile', 'go.mod', 'main.go', 'web/a', 'web/b.key'],
    ]);
  });

  test('gives the build its arguments as they were written', () => {
    const { build } = imageOf(directoryWith(), { buildArguments: { NOTE: 'a ${b} %{c}', GO: '1.26' } });
    expect(build.build_args).toEqual({ NOTE: 'a $${b} %%{c}', GO: '1.26', SOURCE_DATE_EPOCH: '0' });
  });

  test('tells a service what it was told, and whether there is a shell', () => {
    synthesize((stack) => {
      const contract = { writable: ['/data'], port: 8080, goVersion: '1.26', cgo: true };
      const image = add(stack, directoryWith(), contract);
      expect(image.contract).toEqual({ ...contract, user: '10001:10001', shell: false });
    });
  });

  test('is in the facts with its text, its bases, and the rules that do not hold for it', () => {
    const accept = { 'E-09': 'the cache of this machine is not to be trusted' };
    const files = { Dockerfile: DOCKERFILE.replace('go build', 'go build -a') };
    const { facts } = synthesize((stack) => add(stack, directoryWith(files), { accept, goVersion: '1.26' }));
    expect(facts['dev/image']).toEqual({
      kind: 'image',
      goVersion: '1.26',
      bases: ['golang:1.27-trixie'],
      user: '10001:10001',
      dockerfile: files.Dockerfile.replace('${', '$$$${'),
      accepted: accept,
    });
  });

  test('is there before a container of the stack is touched', () => {
    const { json } = synthesize((stack) => add(stack, directoryWith()));
    expect(Object.values(json.resource!.terraform_data!).map(({ depends_on }) => depends_on)).toContainEqual([
      expect.stringMatching(/^docker_image\.image_/),
    ]);
  });
});

describe('a mirror', () => {
  const mirrored = (text: string): string => {
    const { facts } = synthesize((stack) => {
      const inner = new Construct(stack, 'inner');
      inner.node.setContext(MIRROR_CONTEXT, 'docker.io=mirror.example.com/hub');
      add(inner, directoryWith({ Dockerfile: text }));
    });
    return (facts['dev/inner/image']!.dockerfile as string).replaceAll('$${', '${');
  };

  test('replaces the images of FROM where they stand, and nothing else', () => {
    expect(mirrored(`# golang:1.27-trixie\n${DOCKERFILE}`)).toBe(
      `# golang:1.27-trixie\n${DOCKERFILE}`.replace(
        'FROM golang:${GO}-trixie',
        'FROM mirror.example.com/hub/library/golang:1.27-trixie',
      ),
    );
  });

  test.each([
    ['COPY --from=busybox:1.37 /bin/sh /sh', 'busybox:1.37'],
    ['RUN --mount=type=bind,from=busybox:1.37,target=/b ["/b/bin/true"]', 'busybox:1.37'],
  ])('that cannot serve an image says so: %s', (line, image) => {
    expect(() => mirrored(`${DOCKERFILE}${line}\n`)).toThrow(
      `Dockerfile:18: "${image}" would not be taken from the mirror, which replaces the images of FROM alone; give it a ` +
        `stage of its own, "FROM ${image} AS other"`,
    );
  });

  test('that cannot serve a frontend says so', () => {
    expect(() => mirrored(`# syntax=docker/dockerfile:1\n${DOCKERFILE}`)).toThrow(
      'Dockerfile:1: the frontend "docker/dockerfile:1" of "# syntax=" would not be taken from the mirror',
    );
  });
});

describe('what is wrong with an image from a Dockerfile', () => {
  test.each<[string, Files, Partial<DockerfileImageProps>, string]>([
    ['a rule', without('USER 10001:10001'), {}, 'Dockerfile:12: the image names no user'],
    ['the number of the rule', without('USER 10001:10001'), {}, '(E-19)'],
    ['a rule of no such number', {}, { accept: { 'E-99': 'x' } }, 'accept names "E-99", which is no rule'],
    ['a rule without a reason', {}, { accept: { 'E-10': ' ' } }, 'accept gives no reason for E-10'],
    ['another Dockerfile', {}, { dockerfile: 'x/Dockerfile' }, 'dockerfile "x/Dockerfile" is no file in'],
    ['a Dockerfile elsewhere', {}, { dockerfile: '../Dockerfile' }, 'is outside of the directory'],
    [
      'another user',
      {},
      { user: '7:7' },
      'user "7:7" is not the one of the Dockerfile, whose USER is "10001:10001"',
    ],
    ['a user by name', {}, { user: 'me' }, 'user "me" is not given by numbers'],
    ['root', {}, { user: '0:0' }, 'user "0:0" is root'],
    ['a port', {}, { port: 0 }, 'port 0 is not possible'],
    ['a writable directory', {}, { writable: ['data'] }, 'directory "data" is not possible'],
    ['a name', {}, { name: 'Notes' }, 'image name "Notes" is not possible'],
    [
      'a target',
      {},
      { target: 'relase' },
      'target "relase" is no stage; write one of "compile", "check", "release"',
    ],
    ['no stage', { Dockerfile: '# nothing\n' }, {}, 'Dockerfile: there is no FROM'],
    [
      'an early step',
      { Dockerfile: `RUN x\n${DOCKERFILE}` },
      {},
      'Dockerfile:1: RUN is before the first FROM',
    ],
    [
      'a base',
      { Dockerfile: `FROM a b:c\n${DOCKERFILE}`.replace('a b:c', 'A//b') },
      {},
      'Dockerfile:1: base "A//b" is no image reference',
    ],
    [
      'a variable',
      without('ARG GO=1.27'),
      {},
      'Dockerfile:1: base "golang:${GO}-trixie" has a variable without a value',
    ],
    [
      'an argument',
      {},
      { buildArguments: { NOET: 'x' } },
      'buildArguments "NOET" is no ARG of the Dockerfile',
    ],
    [
      'a secret',
      {},
      { buildArguments: { API_TOKEN: 'x' } },
      'buildArguments "API_TOKEN" would hold a secret',
    ],
    [
      'a password',
      {},
      { buildArguments: { NOTE: 'https://a:b@c.d' } },
      'buildArguments "NOTE" would hold a secret',
    ],
    [
      'a private key',
      {},
      { buildArguments: { NOTE: '-----BEGIN EC PRIVATE KEY-----\nMHcC\n-----END EC PRIVATE KEY-----\n' } },
      'buildArguments "NOTE" would hold a secret',
    ],
    [
      'a number',
      {},
      { buildArguments: { NOTE: 1 as unknown as string, GO: 1.27 as unknown as string } },
      'buildArguments "NOTE" has a value that is no text',
    ],
    [
      'no value',
      {},
      { buildArguments: { NOTE: undefined as unknown as string } },
      'buildArguments "NOTE" has a value that is no text',
    ],
    ['a time', {}, { buildArguments: { SOURCE_DATE_EPOCH: '1' } }, 'which is 0 in every build'],
    [
      'an unknown value',
      {},
      { buildArguments: { NOTE: Token.asString({}) } },
      'is no text while synthesizing',
    ],
    ['an include', {}, { include: ['nothing'] }, 'include "nothing" is not there'],
    ['an include elsewhere', {}, { include: ['../x'] }, 'include "../x" leads out of the directory'],
    ['a secret by its name', { 'tls/server.key': '' }, {}, '"tls/server.key" would be in the build'],
    ['two names in one', { 'a/B': '', 'a/b': '' }, {}, '"a/B" and "a/b" differ by upper and lower case only'],
    ['a pattern', { '.dockerignore': '[' }, {}, 'which Docker refuses'],
    [
      'a file that is left out',
      { '.dockerignore': 'go.mod' },
      {},
      'Dockerfile:4: COPY takes "go.mod", which is not among the files',
    ],
  ])('is told: %s', (_what, files, props, expected) => {
    expect(problems(files, props)).toContain(expected);
  });

  test('is told of a directory that is not there', () => {
    expect(problemsOf((stack) => add(stack, '/nowhere/at/all'))).toContain(
      'directory "/nowhere/at/all" is none',
    );
  });

  test('is told of a link that leads out of the directory', () => {
    const directory = directoryWith();
    symlinkSync('/etc/hostname', join(directory, 'host'));
    expect(problemsOf((stack) => add(stack, directory))).toContain('is a link that leads out');
  });

  test('is told all at once', () => {
    const text = problems(without('USER 10001:10001'), { name: 'Notes', port: 0 });
    expect(text.match(/names no user|is not possible/g)).toHaveLength(3);
  });

  test('is told as a warning where it works today', () => {
    const files = { Dockerfile: DOCKERFILE.replace('COPY go.mod ./\nRUN go mod download\n', '') };
    expect(warnings(files)).toEqual([
      expect.stringMatching(/Dockerfile:4: everything is copied before "go build", .* first \(E-10\)$/),
    ]);
  });

  test('is told no more when the rule need not hold, and what is accepted for nothing is told', () => {
    const files = { Dockerfile: DOCKERFILE.replace('COPY go.mod ./\nRUN go mod download\n', '') };
    const accept = { 'E-10': 'the modules are next door', 'E-30': 'we like it' };
    expect(warnings(files, { accept })).toEqual([
      expect.stringMatching(/^accept names E-30, which .* does not break/),
    ]);
  });

  test('writes nothing', () => {
    const directory = directoryWith(without('USER 10001:10001'));
    const app = new App({ outdir: join(directory, 'out'), stackTraces: false });
    add(stackIn(app, 'dev'), directory);
    expect(() => {
      app.synth();
    }).toThrow('names no user');
    expect(readdirSync(directory)).not.toContain('out/stacks');
  });
});

describe('an environment that requires digests', () => {
  const digest = `sha256:${'a'.repeat(64)}`;
  const inProduction = (dockerfile: string, props: Partial<DockerfileImageProps> = {}) => {
    const directory = directoryWith({ Dockerfile: dockerfile });
    return (stack: TerraformStack): void => {
      Environment.of({ requireDigests: true }).applyTo(stack);
      add(stack, directory, props);
    };
  };

  test('has them in a Dockerfile as well, at every line that names a base', () => {
    const text = problemsOf(inProduction(DOCKERFILE));
    expect(text).toContain(
      'Dockerfile:2: base "golang:1.27-trixie" has no digest, so it can be another image tomorrow; write "golang:1.27-trixie@sha256:..."',
    );
    expect(text.match(/has no digest/g)).toHaveLength(1);
  });

  test('is content with digests, or with a reason, which a reviewer sees', () => {
    synthesize(inProduction(DOCKERFILE.replace('-trixie', `-trixie@${digest}`)));
    const dev = synthesize(inProduction(DOCKERFILE, { acceptFloatingTag: 'the base is ours' }));
    expect(dev.facts['dev/image']!.accepted).toEqual({ 'floating tag': 'the base is ours' });
  });
});

describe('the app that is in the directory', () => {
  test('is not sent what it writes', () => {
    const directory = directoryWith({ 'cdktf.out/old': 'x' });
    const build = () => {
      const app = new App({ outdir: join(directory, 'cdktf.out'), stackTraces: false });
      add(stackIn(app, 'dev'), directory);
      app.synth();
      return readFileSync(join(directory, 'cdktf.out/stacks/dev/cdk.tf.json'), 'utf8');
    };
    expect(build()).toBe(build());
  });
});

describe('the defaults of an image from a Dockerfile', () => {
  test('are those that are documented', () => {
    const text = readFileSync(join(__dirname, '../../lib/image/dockerfile-image-props.ts'), 'utf8');
    const documented = [...text.matchAll(/@default ([^-\s].*)\n\s*\*\/\s*readonly (\w+)/g)].map(
      ([, value, name]) => [name, JSON.parse(value!) as unknown],
    );
    expect(Object.fromEntries(documented)).toEqual(DOCKERFILE_IMAGE_DEFAULTS);
  });
});
