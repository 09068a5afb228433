import { BuildSecret, GoImage, Hook, Mount, Stage, StageBase, Step, type GoImageProps } from '../../lib';
import { Mirror } from '../../lib/image/mirror';
import { ownStages } from '../../lib/image/own-stages';
import { goModule } from '../support/go-module';
import { problemsOf } from '../support/stack';

const none = Mirror.parse('');
const front = (steps: Step[], base = StageBase.image('node:22', { shell: true })) =>
  Stage.named('front', { base, steps });
const dataOf = (steps: readonly Step[] = []) => steps.map(({ _data }) => _data);
const problems = (props: Partial<GoImageProps>) =>
  problemsOf((stack) => new GoImage(stack, 'image', { source: goModule({ 'web/a.txt': '' }), ...props }));

describe('stages of one’s own', () => {
  test('copy and mount below a directory of their own in the context, by paths that count from source', () => {
    const steps = [
      Step.copy(['web', './a.txt'], './'),
      Step.run(['x'], { mounts: [Mount.bindContext('web', '/web'), Mount.tmpfs('/tmp')] }),
    ];
    const { stages, hooks, copied } = ownStages([front(steps)], [Hook.after('sources', steps)], [], none);
    for (const placed of [stages[0]!._steps, hooks[0]!.steps]) {
      expect(dataOf(placed)).toMatchObject([
        { sources: ['extra/web', 'extra/a.txt'] },
        { mounts: [{ source: 'extra/web' }, { type: 'tmpfs' }] },
      ]);
    }
    expect(copied).toEqual(['web', './a.txt']);
  });

  test('copy from other stages by the paths there', () => {
    const other = Stage.named('other', { base: StageBase.scratch() });
    const steps = [
      Step.copyFrom(other.artefact('/web'), './'),
      Step.run(['x'], { mounts: [Mount.bind(other.artefact('/web'), '/web')] }),
      Step.workdir('/x').named('kept'),
    ];
    const { stages, copied } = ownStages([front(steps)], [], [], none);
    expect(stages[0]!._steps.map(({ name }) => name)).toEqual([undefined, undefined, 'kept']);
    expect(dataOf(stages[0]!._steps)).toEqual(dataOf(steps));
    expect(copied).toEqual([]);
  });

  test('begin with the mirror’s image where they begin with one', () => {
    const mirror = Mirror.parse('mirror.example.com');
    const bases = [
      StageBase.image('node:22', { shell: true }),
      StageBase.stage('build'),
      StageBase.scratch(),
    ];
    expect(bases.map((base) => ownStages([front([], base)], [], [], mirror).stages[0]!._base)).toMatchObject([
      { kind: 'image', reference: 'mirror.example.com/docker.io/library/node:22', shell: true },
      { kind: 'stage', stage: 'build' },
      { kind: 'scratch' },
    ]);
  });

  test('need a base that is one, and a name that no stage of the library has', () => {
    expect(ownStages([front([], StageBase.image('node:'))], [], [], none).problems).toEqual([
      expect.stringContaining('base of a stage "node:" is no image reference; write it like'),
    ]);
    const names = ['sources', 'runtime', 'debug'];
    const taken = names.map((name) => Stage.named(name, { base: StageBase.scratch() }));
    expect(ownStages(taken, [], [], none).problems).toEqual(
      names.map(
        (name) => `stage ${JSON.stringify(name)} is one of the library's own; give yours another name`,
      ),
    );
  });

  test('cannot give the Go command flags that it would lose', () => {
    const flags = (GOFLAGS: string) =>
      ownStages([], [Hook.before('compile', [Step.environment({ GOFLAGS })])], [], none).problems;
    expect(flags('-mod=mod -x')).toEqual([
      expect.stringContaining('has blanks, at which the Go command splits it'),
    ]);
    expect(flags('-mod=mod')).toEqual([]);
  });

  test('are told when nothing needs them, since nothing would come of them', () => {
    expect(problems({ stages: [front([])] })).toContain(
      'stage "front" is not needed by the target "runtime"',
    );
  });

  test.each([
    ['../web', '"../web", which a step copies, leads out of source; copy what is below it'],
    ['/web', '"/web", which a step copies, leads out of source'],
    ['nothing', 'path of a step "nothing" is not there'],
  ])('cannot copy %s', (path, sentence) => {
    expect(problems({ hooks: [Hook.after('sources', [Step.copy([path], './')])] })).toContain(sentence);
  });
});

describe('steps of your own', () => {
  const problems = (steps: Step[], secrets: BuildSecret[] = []) =>
    ownStages([front(steps)], [], secrets, none).problems;
  const mounting = (id: string) => Step.run(['true'], { mounts: [Mount.secret(id, '/run/secrets/x')] });

  test.each(['CGO_ENABLED', 'GOOS', 'GOARCH', 'GOTOOLCHAIN'])(
    'must not set %s in a stage of the library',
    (name) => {
      expect(
        ownStages([], [Hook.before('compile', [Step.environment({ [name]: 'x' })])], [], none).problems,
      ).toEqual([
        expect.stringContaining(`environment variable "${name}" in a hook would make another program`),
      ]);
    },
  );

  test('must not hold a password in an address, which is not repeated', () => {
    const [problem, ...others] = problems([Step.environment({ ADDRESS: 'postgres://me:hunter2@db/x' })]);
    expect(problem).toContain('"ADDRESS" of a step has an address with a password in it');
    expect(problem).not.toContain('hunter2');
    expect(others).toEqual([]);
  });

  test('take secrets that somebody gives, and no others', () => {
    expect(problems([mounting('npm')], [BuildSecret.variable('npm', 'NPM_TOKEN')])).toEqual([]);
    expect(problems([mounting('npm')])).toEqual([
      expect.stringContaining('build secret "npm" is mounted, but nobody gives it'),
    ]);
    expect(problems([], [BuildSecret.file('npm', '/x')])).toEqual([
      expect.stringContaining('build secret "npm" is given, but no step mounts it'),
    ]);
    const twice = [BuildSecret.file('npm', '/x'), BuildSecret.file('npm', '/y')];
    expect(problems([mounting('npm')], twice)).toEqual([
      expect.stringContaining('two build secrets have one id'),
    ]);
  });
});

describe('BuildSecret', () => {
  test.each<[string, () => BuildSecret, string]>([
    [
      'the id of private modules',
      () => BuildSecret.file('netrc', '/x'),
      'build secret id "netrc" is not possible',
    ],
    ['an id with a comma', () => BuildSecret.file('a,b', '/x'), 'build secret id "a,b" is not possible'],
    ['no path', () => BuildSecret.file('a', ''), 'is no path'],
    ['a path that a shell would have to read', () => BuildSecret.file('a', '~/.npmrc'), 'is no path'],
    ['a value in place of a name', () => BuildSecret.variable('a', 'hunter2-x'), 'write its name'],
  ])('refuses %s', (_what, make, sentence) => {
    expect(make).toThrow(sentence);
    expect(make).not.toThrow('hunter2');
  });
});
