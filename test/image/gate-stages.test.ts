import { Duration, Gate, Platform } from '../../lib';
import type { Stage } from '../../lib/dockerfile/stage';
import { textFile } from '../../lib/gomodule/source-file';
import { GoReader } from '../../lib/gomodule/go-program';
import { buildContext } from '../../lib/image/build-context';
import type { GoImageProps } from '../../lib/image/go-image-props';
import { planImage } from '../../lib/image/image-planning';
import { Mirror } from '../../lib/image/mirror';
import { readBack } from '../dockerfile/read-back';
import { GO_MOD, goModule, MAIN, writeTree } from '../support/go-module';

/** The stages of an image, as an independent parser reads them from its Dockerfile. */
function stagesOf(props: Partial<GoImageProps>, files: Readonly<Record<string, string>> = {}) {
  const { plan, parts, problems } = planImage(
    { source: goModule({ 'main_test.go': 'package main\n', ...files }), probe: false, ...props },
    { reader: new GoReader(), leaveOut: [], mirror: Mirror.parse('') },
  );
  expect(problems).toEqual([]);
  const { dockerfile } = buildContext(plan!, { ...parts!, probe: textFile('probe.go', '') });
  return new Map(readBack(dockerfile).map((stage) => [stage.name, stage]));
}

/** The words of the only command of a stage, after the shell and the name of the step. */
function commandOf(stage: Stage | undefined): readonly string[] {
  const words = wordsOf(stage);
  return words.slice(words.indexOf('-euc') + 3);
}

function wordsOf(stage: Stage | undefined): readonly string[] {
  const commands = stage?._steps.flatMap(({ _data }) => (_data.kind === 'run' ? [_data.command] : [])) ?? [];
  expect(commands).toHaveLength(1);
  return commands[0]!;
}

function environmentOf(stage: Stage | undefined): Record<string, string> {
  const variables = stage?._steps.map(({ _data }) => (_data.kind === 'environment' ? _data.variables : {}));
  return Object.assign({}, ...(variables ?? [])) as Record<string, string>;
}

const ALL = [...Gate.recommended(), Gate.test({ race: true }), Gate.tool('example.com/lint@v1.2.3', ['-x'])];
const NAMES = ['verify', 'vet', 'test', 'test-2', 'tool-lint'];

describe('the stages of gates', () => {
  test('are all copied from by the image, and by nothing else', () => {
    const stages = stagesOf({ gates: ALL });
    const readers = (name: string): string[] =>
      [...stages.values()]
        .filter(
          ({ _base, _steps }) =>
            (_base.kind === 'stage' && _base.stage === name) ||
            _steps.some(({ _data }) => _data.kind === 'copy' && _data.from === name),
        )
        .map((stage) => stage.name);
    expect(NAMES.map(readers)).toEqual(NAMES.map(() => ['runtime']));
    expect(readers('build')).toEqual(['runtime']);
  });

  test('have the flags and the tags of the build', () => {
    const stages = stagesOf({ gates: ALL, tags: ['a', 'b'] });
    expect(NAMES.map((name) => commandOf(stages.get(name)))).toEqual([
      ['go', 'mod', 'verify'],
      ['go', 'vet', '-trimpath', '-tags=a,b', './...'],
      ['go', 'test', '-tags=a,b', '-timeout=10m0s', './...'],
      ['go', 'test', '-tags=a,b', '-timeout=10m0s', '-race', './...'],
      ['env', 'GOFLAGS=-tags=a,b', '/tool/lint', '-x'],
    ]);
    expect(commandOf(stages.get('build'))).toContain('-tags=a,b');
  });

  test('have the cgo setting of the build, but for the race detector, which cannot go without', () => {
    expect(environmentOf(stagesOf({ gates: ALL }).get('sources'))).toMatchObject({ CGO_ENABLED: '0' });
    expect(environmentOf(stagesOf({ gates: ALL, cgo: true }).get('sources'))).toMatchObject({
      CGO_ENABLED: '1',
    });
    expect(environmentOf(stagesOf({ gates: ALL }).get('test-2'))).toMatchObject({ CGO_ENABLED: '1' });
    expect(environmentOf(stagesOf({ gates: ALL }).get('test'))).toEqual({});
  });

  test('have the variables that tests ask for, and nobody else gets them', () => {
    const gates = [
      Gate.vet(),
      Gate.test({ environment: { MODE: 'a $b "c"' }, timeout: Duration.seconds(5) }),
    ];
    const stages = stagesOf({ gates });
    expect(environmentOf(stages.get('test'))).toEqual({ MODE: 'a $b "c"' });
    expect([...stages.values()].filter((stage) => 'MODE' in environmentOf(stage))).toHaveLength(1);
  });

  test('compile a tool for the machine that builds, apart from the sources', () => {
    const platform = Platform.linuxArm64();
    const stages = stagesOf({ gates: ALL, platform, tags: ['a'], proxy: 'https://proxy.example.com' });
    const installed = stages.get('tool-lint-program');
    expect(environmentOf(installed)).toEqual({
      CGO_ENABLED: '0',
      GOTOOLCHAIN: 'local',
      GOPROXY: 'https://proxy.example.com',
    });
    expect(wordsOf(installed)).not.toContain('GOARCH=arm64');
    expect(wordsOf(stages.get('tool-lint'))).toContain('GOARCH=arm64');
    expect(installed?._steps.some(({ _data }) => _data.kind === 'copy')).toBe(false);
    expect(commandOf(installed)).toEqual([
      ...['env', 'GOFLAGS=', 'GOBIN=/tool'],
      ...['go', 'install', 'example.com/lint@v1.2.3'],
    ]);
  });

  test('verify module files alone, those of every module of a workspace', () => {
    const folder = writeTree({
      'go.work': 'go 1.26\n\nuse (\n\t./app\n\t./lib\n)\n',
      'app/go.mod': 'module example.com/app\n\ngo 1.26\n',
      'app/main.go': 'package main\n\nimport _ "example.com/lib"\n\nfunc main() {}\n',
      'lib/go.mod': 'module example.com/lib\n\ngo 1.26\n',
      'lib/lib.go': 'package lib\n',
    });
    const stages = stagesOf({ source: `${folder}/app`, gates: [Gate.verify()] });
    const copied = stages
      .get('verify')
      ?._steps.flatMap(({ _data }) => (_data.kind === 'copy' ? _data.sources : []));
    expect([...copied!].sort()).toEqual(['src/app/go.mod', 'src/go.work', 'src/lib/go.mod']);
  });

  test('keep the version stamp out, so that another version runs no gate again', () => {
    const stamped = (version: string) =>
      stagesOf(
        { gates: ALL, stamp: { 'main.version': version } },
        { 'main.go': `${MAIN}\nvar version string\n` },
      );
    const [one, two] = [stamped('1.0.0'), stamped('1.0.1')];
    const differing = [...one.keys()].filter(
      (name) => JSON.stringify(one.get(name)) !== JSON.stringify(two.get(name)),
    );
    expect(differing).toEqual(['build']);
  });

  test('are not there when nothing is asked for', () => {
    expect([...stagesOf({}).keys()]).toEqual(['sources', 'build', 'runtime']);
    expect([...stagesOf({ gates: [Gate.verify()] }).keys()].sort()).toEqual([
      'build',
      'runtime',
      'sources',
      'verify',
    ]);
  });

  test('have nothing to verify where modules are vendored', () => {
    const vendored = {
      'go.mod': `${GO_MOD}\nrequire a.b/c v1.0.0\n`,
      'go.sum': 'a.b/c v1.0.0 h1:x=\n',
      'main.go': MAIN.replace('func', 'import _ "a.b/c"\n\nfunc'),
      'vendor/modules.txt': '# a.b/c v1.0.0\n## explicit\na.b/c\n',
      'vendor/a.b/c/c.go': 'package c\n',
    };
    expect([...stagesOf({ gates: [Gate.verify()] }, vendored).keys()]).not.toContain('verify');
  });
});

test('the step of every stage that can fail says where its words are', () => {
  const stages = stagesOf({ gates: ALL, probe: true });
  const steps = [...stages.values()].flatMap(({ _steps }) =>
    _steps.flatMap(({ _data }) => (_data.kind === 'run' ? [_data.command] : [])),
  );
  expect(steps).toHaveLength(NAMES.length + 3);
  steps.forEach((command) => {
    expect(command.slice(0, 4)).toEqual([
      'env',
      expect.stringMatching(/^COMPILER_MESSAGES=/),
      '/bin/sh',
      '-euc',
    ]);
  });
});
