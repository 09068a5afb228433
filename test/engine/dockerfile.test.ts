import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Image } from '@cdktf/provider-docker/lib/image';
import { Duration } from '../../lib/core/duration';
import { Stage } from '../../lib/dockerfile/stage';
import { Mount } from '../../lib/dockerfile/mount';
import { StageBase } from '../../lib/dockerfile/stage-base';
import { StageGraph } from '../../lib/dockerfile/stage-graph';
import { Step } from '../../lib/dockerfile/step';
import { Mirror } from '../../lib/image/mirror';
import { temporaryFolder, writeTree } from '../support/go-module';
import { inspect, machine, output } from './support/machine';
import { TestStack } from './support/terraform-stack';

jest.setTimeout(300_000);

/** A program that tells what reached it, on its standard output or in the file that its first argument names. */
const SHOW = `package main

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
)

func main() {
	variables, files, owners := map[string]string{}, map[string]string{}, map[string]string{}
	for _, variable := range os.Environ() {
		name, value, _ := strings.Cut(variable, "=")
		variables[name] = value
	}
	filepath.WalkDir("/probe", func(path string, entry fs.DirEntry, err error) error {
		if err == nil && !entry.IsDir() {
			text, _ := os.ReadFile(path)
			info, _ := entry.Info()
			status := info.Sys().(*syscall.Stat_t)
			files[path] = string(text)
			owners[path] = fmt.Sprintf("%d:%d %o", status.Uid, status.Gid, info.Mode().Perm())
		}
		return err
	})
	directory, _ := os.Getwd()
	seen, _ := json.Marshal(map[string]any{
		"arguments": os.Args[2:], "variables": variables, "directory": directory,
		"files": files, "owners": owners, "user": fmt.Sprint(os.Getuid(), ":", os.Getgid()),
	})
	if os.Args[1] == "-" {
		fmt.Println(string(seen))
	} else if err := os.WriteFile(os.Args[1], seen, 0o644); err != nil {
		panic(err)
	}
}
`;

interface Seen {
  readonly arguments: string[];
  readonly variables: Record<string, string>;
  readonly directory: string;
  readonly files: Record<string, string>;
  /** `uid:gid mode` by path. */
  readonly owners: Record<string, string>;
  readonly user: string;
}

interface ImageConfig {
  readonly Env: string[];
  readonly Labels: Record<string, string>;
  readonly Entrypoint: string[];
  readonly Cmd: string[];
  readonly WorkingDir: string;
  readonly User: string;
  readonly ExposedPorts: Record<string, unknown>;
  readonly Healthcheck: Record<string, unknown>;
}

/** What has a meaning in the language, to a shell, to the builder or to a flag. */
const WORDS = [
  ...['a b', ' lead', 'trail ', '\ttab', 'quo"te', "apo'strophe", '"quoted"', "'quoted'", 'tick`id`'],
  ...['$HOME', '${HOME}', '${HOME:-x}', '$$', 'back\\slash', '\\$HOME', '\\"', '\\n', 'end\\'],
  ...['#hash', '-dash', '--from=x', 'a=b', 'a,b', '{}', ']', '(x)', '!', '%s', '&& id', '; id', '<<EOF'],
  ...['ünï', '漢字', '😀', '\u00a0blank', 'line\u2028', '\u0085', '\ufeffmark', '\u0001'],
];
const LINES = [...WORDS, '', '*', '[a-z]', 'a?b', '/'];
const ARGUMENTS = [...LINES, 'two\nlines', 'carriage\r\nreturn'];
/** Five words deep: each copy is a layer, and layers take time. */
const PATHS = ['\ufefffirst', 'two\nlines', ...WORDS].flatMap((_, index, all) =>
  index % 5 === 0 ? [all.slice(index, index + 5).join('/')] : [],
);
const DIRECTORY = `/words/${WORDS.join('/')}`;

/** `{ prefix0: first, prefix1: second, ... }` */
function numbered(prefix: string, values: readonly string[]): Record<string, string> {
  return Object.fromEntries(values.map((value, index) => [`${prefix}${index}`, value]));
}

const build = Stage.named('build', {
  base: StageBase.image(Mirror.parse(process.env.GO_CONTAINERS_MIRROR ?? '').apply('golang:1.27-trixie'), {
    onBuildPlatform: true,
  }),
  steps: [
    Step.workdir('/src'),
    Step.copy(['go.mod', 'main.go'], './'),
    Step.environment({ CGO_ENABLED: '0' }),
    Step.run(['go', 'build', '-o', '/show', '.'], {
      mounts: [Mount.cache('go-containers-test/build', '/root/.cache/go-build', { sharing: 'locked' })],
    }),
    Step.shell('mkdir /made\nfor each in \'a  b\' "$PWD"; do\n  echo "[$each]" >> /made/file # \\\ndone'),
  ],
});
const context = Stage.named('context-paths', {
  base: StageBase.scratch(),
  steps: PATHS.map((path) => Step.copy([path], `/kept/${path}`)),
});
const copies = Stage.named('stage-paths', {
  base: StageBase.scratch(),
  steps: PATHS.map((path) =>
    Step.copyFrom(context.artefact(`/kept/${path}`), `/kept/${path}`, { owner: '12:34', mode: '0604' }),
  ),
});
const shown = Stage.named('shown', {
  base: StageBase.scratch(),
  steps: [
    Step.copyFrom(build.artefact('/show'), '/show'),
    Step.copyFrom(build.artefact('/made'), '/probe/made'),
    Step.copyFrom(context.artefact('/kept'), '/probe/context'),
    Step.copyFrom(copies.artefact('/kept'), '/probe/stage'),
    Step.environment(numbered('ENV', LINES)),
  ],
});
const runtime = Stage.named('runtime', {
  base: StageBase.stage('shown'),
  steps: [
    ...Object.entries(numbered('ARG', LINES)).map(([name, value]) => Step.argument(name, value)),
    Step.argument('UNSET'),
    Step.workdir(DIRECTORY),
    Step.run(['/show', '/run.json', ...ARGUMENTS], {
      mounts: [
        Mount.bind(build.artefact('/src/go.mod'), '/probe/mount/stage'),
        Mount.bindContext('mounted@1.0~x+y', '/probe/mount/context_-.~+:@'),
        Mount.secret('dockerfile-test', '/probe/mount/secret'),
        Mount.tmpfs('/probe/made'),
      ],
    }),
    Step.copyFrom(build.artefact('/made/file'), 'relative'),

    Step.labels(numbered('label.', LINES)),
    Step.user('123:456'),
    Step.expose(8080),
    Step.expose(53, 'udp'),
    Step.entrypoint(['/show', '-', ...ARGUMENTS]),
    Step.command(ARGUMENTS),
    Step.healthcheck(['/show', ...ARGUMENTS], {
      interval: Duration.minutes(61.5),
      timeout: Duration.milliseconds(1_500),
      startPeriod: Duration.milliseconds(1),
      retries: 7,
    }),
  ],
});

describe('a Dockerfile that is full of hostile strings, built by the Engine', () => {
  const name = 'go-containers-test/dockerfile:hostile';
  const stack = new TestStack(machine().providers[0]!, 'dockerfile');
  let config: ImageConfig;
  let atStart: Seen;
  let atBuild: Seen;

  beforeAll(() => {
    const folder = writeTree({
      Dockerfile: StageGraph.of({
        stages: [runtime, shown, copies, context, build],
        target: 'runtime',
      }).toDockerfile(),
      'go.mod': 'module example.com/show\n\ngo 1.26\n',
      'main.go': SHOW,
      'mounted@1.0~x+y': 'of the context',
      ...Object.fromEntries(PATHS.map((path) => [path, path])),
    });
    const secret = join(temporaryFolder(), 'secret');
    writeFileSync(secret, 'not for everybody');
    stack.synthesize((scope) => {
      new Image(scope, 'image', {
        name,
        buildAttribute: {
          context: folder,
          dockerfile: 'Dockerfile',
          secrets: [{ id: 'dockerfile-test', src: secret }],
        },
      });
    });
    stack.apply();
    ({ Config: config } = inspect('image', name) as { Config: ImageConfig });
    const container = output('docker', ['container', 'create', name]).trim();
    try {
      output('docker', ['container', 'cp', `${container}:/run.json`, join(stack.folder, 'run.json')]);
      atBuild = JSON.parse(output('cat', [join(stack.folder, 'run.json')])) as Seen;
      atStart = JSON.parse(output('docker', ['container', 'start', '--attach', container])) as Seen;
    } finally {
      output('docker', ['container', 'rm', container]);
    }
  });
  afterAll(() => {
    stack.destroy();
  });

  test('gives every argument of a command to its program', () => {
    expect(atBuild.arguments).toEqual(ARGUMENTS);
    expect(atStart.arguments).toEqual([...ARGUMENTS, ...ARGUMENTS]);
    expect(config).toMatchObject({ Entrypoint: ['/show', '-', ...ARGUMENTS], Cmd: ARGUMENTS });
  });

  test('sets every variable, those of the build only during the build', () => {
    expect(atBuild.variables).toMatchObject({ ...numbered('ENV', LINES), ...numbered('ARG', LINES) });
    expect(atStart.variables).toMatchObject(numbered('ENV', LINES));
    expect(Object.keys(atStart.variables).filter((variable) => variable.startsWith('ARG'))).toEqual([]);
    expect(atBuild.variables).not.toHaveProperty('UNSET');
  });

  test('copies every path to its place, with owner and mode', () => {
    const places = PATHS.flatMap((path) => [
      [`/probe/context/${path}`, path],
      [`/probe/stage/${path}`, path],
    ]);
    expect(atStart.files).toMatchObject(Object.fromEntries(places));
    expect(Object.keys(atStart.files)).toHaveLength(places.length + 1);
    const owners = PATHS.map((path) => atStart.owners[`/probe/stage/${path}`]);
    expect(new Set(owners)).toEqual(new Set(['12:34 604']));
  });

  test('mounts what is asked for, and keeps none of it', () => {
    expect(atBuild.files).toMatchObject({
      '/probe/mount/stage': 'module example.com/show\n\ngo 1.26\n',
      '/probe/mount/context_-.~+:@': 'of the context',
      '/probe/mount/secret': 'not for everybody',
    });
    expect(Object.keys(atBuild.files).filter((path) => path.startsWith('/probe/made'))).toEqual([]);
    expect(Object.values(atStart.files)).not.toContain('not for everybody');
  });

  test('runs a script of several lines as one script', () => {
    expect(atStart.files).toMatchObject({ '/probe/made/file': '[a  b]\n[/src]\n' });
  });

  test('labels the image and tells how it runs', () => {
    expect(config.Labels).toMatchObject(numbered('label.', LINES));
    expect(config).toMatchObject({
      WorkingDir: DIRECTORY,
      User: '123:456',
      ExposedPorts: { '8080/tcp': {}, '53/udp': {} },
      Healthcheck: {
        Test: ['CMD', '/show', ...ARGUMENTS],
        Interval: 3_690_000_000_000,
        Timeout: 1_500_000_000,
        StartPeriod: 1_000_000,
        Retries: 7,
      },
    });
    expect(atStart).toMatchObject({ user: '123:456', directory: DIRECTORY });
  });
});
