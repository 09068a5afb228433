import { Artefact } from '../../lib/dockerfile/artefact';
import { Stage } from '../../lib/dockerfile/stage';
import { Mount } from '../../lib/dockerfile/mount';
import { StageBase } from '../../lib/dockerfile/stage-base';
import { StageGraph } from '../../lib/dockerfile/stage-graph';
import { Step } from '../../lib/dockerfile/step';

const GOLANG = StageBase.image('golang:1.27-trixie');

function stage(name: string, steps: Step[] = [], base: StageBase = GOLANG): Stage {
  return Stage.named(name, { base, steps });
}

/** The last stage is the target. */
function problemsOf(...stages: Stage[]): string[] {
  return StageGraph.of({ stages, target: stages.at(-1)!.name }).problems();
}

const needing = (name: string): Step => Step.copyFrom(Artefact.of(name, '/x'), '/x');

describe('StageGraph.problems, of the graph', () => {
  test('is empty for a graph that works', () => {
    const build = stage('build', [Step.workdir('/src'), Step.copy(['.'], './'), Step.run(['go', 'build'])]);
    const runtime = stage(
      'runtime',
      [Step.copyFrom(build.artefact('/out/app'), '/app')],
      StageBase.scratch(),
    );
    expect(problemsOf(build, runtime)).toEqual([]);
  });

  test('tells all problems at once, each with its stage, its step and the name of the step', () => {
    const build = stage('build', [Step.workdir('src').named('place'), Step.user('root')]);
    expect(problemsOf(build, stage('runtime'))).toEqual([
      'stage "build" is not needed by the target "runtime", and BuildKit would skip it without a word; begin with it, copy or mount from it, or leave it out',
      'stage "build", step 1 "place" (WORKDIR): path "src" depends on the base image; write an absolute one such as "/src"',
      'stage "build", step 2 (USER): user "root" must be a uid or uid:gid in numbers up to 2147483647; write it as "65532:65532"',
    ]);
  });

  test('names a target that is no stage, and no stage that it does not need', () => {
    expect(StageGraph.of({ stages: [stage('a'), stage('b')], target: 'c' }).problems()).toEqual([
      'target "c" is no stage; write one of "a", "b"',
    ]);
    expect(StageGraph.of({ stages: [], target: 'c' }).problems()).toEqual([
      'target "c" is no stage; add a stage',
    ]);
  });

  test('names a stage that only a stage needs which the target does not need', () => {
    const problems = problemsOf(stage('a'), stage('b', [needing('a')]), stage('c'));
    expect(problems.map((problem) => problem.split(' is ')[0])).toEqual(['stage "a"', 'stage "b"']);
  });

  test('names a stage and a step that are there twice', () => {
    const run = Step.run(['x']).named('x');
    expect(problemsOf(stage('a', [run]), stage('a', [run]))).toEqual([
      'stage "a" is there more than once; give each stage a name of its own',
      'step "x" is there more than once; give each step a name of its own',
    ]);
  });

  test('names every circle, through copies, mounts and bases', () => {
    const mounting = Step.run(['x'], { mounts: [Mount.bind(Artefact.of('a', '/x'), '/x')] });
    const stages = [
      stage('a', [needing('b')]),
      stage('b', [], StageBase.stage('c')),
      stage('c', [mounting]),
      stage('d', [needing('d'), needing('a')]),
    ];
    expect(problemsOf(...stages)).toEqual([
      'stages "a" -> "b" -> "c" -> "a" need one another in a circle; take one of these needs away',
      'stages "d" -> "d" need one another in a circle; take one of these needs away',
    ]);
  });

  test('names a stage that is not there, which BuildKit would pull as an image', () => {
    const mounting = Step.run(['x'], { mounts: [Mount.bind(Artefact.of('alpine', '/x'), '/x')] });
    expect(problemsOf(stage('a', [needing('alpine'), mounting], StageBase.stage('busybox')))).toEqual([
      'stage "a" (FROM): there is no stage "busybox"; write one of "a"',
      'stage "a", step 1 (COPY): there is no stage "alpine"; write one of "a"',
      'stage "a", step 2 (RUN): there is no stage "alpine"; write one of "a"',
    ]);
  });

  test('names an image that BuildKit would take for a stage', () => {
    const build = stage('golang');
    expect(problemsOf(build, stage('b', [needing('golang')], StageBase.image('golang')))).toEqual([
      expect.stringMatching(/^stage "b" \(FROM\): image "golang" has the name of a stage/),
    ]);
  });

  test.each([
    'scratch',
    '',
    'Golang',
    'a b',
    'golang AS x',
    'golang\nRUN x',
    '$IMAGE',
    '-x',
    'a@sha256:1',
    'a:',
  ])('refuses a base image that is none: %j', (reference) => {
    expect(problemsOf(stage('a', [], StageBase.image(reference)))).toEqual([
      expect.stringMatching(/^stage "a" \(FROM\): .* write /s),
    ]);
  });

  test.each([
    ['golang'],
    ['golang:1.27-trixie'],
    ['localhost:5000/a__b/c-d.e:X_1'],
    [`gcr.io/distroless/static-debian13:nonroot@sha256:${'0'.repeat(64)}`],
  ])('takes the base image %s', (reference) => {
    expect(problemsOf(stage('a', [], StageBase.image(reference)))).toEqual([]);
  });

  test.each([
    [Step.entrypoint(['/app']), 'ENTRYPOINT'],
    [Step.command(['x']), 'CMD'],
    [Step.healthcheck(['/probe']), 'HEALTHCHECK'],
  ])('refuses a second %j in a stage', (step, instruction) => {
    expect(problemsOf(stage('a', [step, step]))).toEqual([
      `stage "a": there is more than one ${instruction}, of which only the last would count; keep one`,
    ]);
  });

  test('takes a health check and its absence for two health checks', () => {
    expect(problemsOf(stage('a', [Step.noHealthcheck(), Step.healthcheck(['/x'])]))).toHaveLength(1);
  });

  test.each([
    [Step.labels({ a: 'b' }), 'LABEL'],
    [Step.expose(80), 'EXPOSE'],
    [Step.entrypoint(['/app']), 'ENTRYPOINT'],
    [Step.command(['x']), 'CMD'],
    [Step.healthcheck(['/probe']), 'HEALTHCHECK'],
    [Step.noHealthcheck(), 'HEALTHCHECK'],
  ])('refuses what would be lost in a stage that only files are copied from: %j', (step, instruction) => {
    expect(problemsOf(stage('a', [step]), stage('b', [needing('a')]))).toEqual([
      `stage "a", step 1 (${instruction}): it would be lost, for the image is made of stage "b"; put it there`,
    ]);
    expect(problemsOf(stage('a', [step]), stage('b', [], StageBase.stage('a')))).toEqual([]);
  });
});

describe('StageGraph.problems, of the place of a step', () => {
  const relative = Step.copy(['a'], 'b');
  const depends: unknown = expect.stringMatching(
    /destination "b" depends on the base image; .* Step\.workdir/,
  );

  test('takes a relative destination only after a working directory', () => {
    expect(problemsOf(stage('a', [relative, Step.workdir('/src')]))).toEqual([depends]);
    expect(problemsOf(stage('a', [Step.workdir('/src'), relative]))).toEqual([]);
  });

  test('knows the working directory of the stages that a stage begins with', () => {
    const base = stage('base', [Step.workdir('/src')]);
    const middle = stage('middle', [], StageBase.stage('base'));
    expect(problemsOf(base, middle, stage('c', [relative], StageBase.stage('middle')))).toEqual([]);
    expect(problemsOf(stage('base'), stage('c', [relative], StageBase.stage('base')))).toEqual([depends]);
  });

  const shellLess = StageBase.image('gcr.io/distroless/static', { shell: false });

  test.each([
    ['a script', Step.shell('a | b')],
    ['a shell by its path', Step.run(['/bin/sh', '-c', 'a'])],
    ['a shell by its name', Step.healthcheck(['bash', '-c', 'a'])],
    ['a shell as entry point', Step.entrypoint(['/usr/bin/dash'])],
    ['a shell as command', Step.command(['sh', '-c', 'a'])],
  ])('refuses %s where there is no shell', (_, step) => {
    const refused = [expect.stringMatching(/shell, and the base of the stage has none; .* has a shell$/)];
    expect(problemsOf(stage('a', [step], StageBase.scratch()))).toEqual(refused);
    expect(problemsOf(stage('a', [step], shellLess))).toEqual(refused);
    expect(problemsOf(stage('a', [], shellLess), stage('b', [step], StageBase.stage('a')))).toEqual(refused);
    expect(problemsOf(stage('a', [step]))).toEqual([]);
    expect(problemsOf(stage('a'), stage('b', [step], StageBase.stage('a')))).toEqual([]);
  });

  test('takes the word "sh" for an argument where there is an entry point', () => {
    const steps = [Step.command(['sh']), Step.entrypoint(['/app'])];
    expect(problemsOf(stage('a', steps, StageBase.scratch()))).toEqual([]);
    const base = stage('base', [Step.entrypoint(['/app'])], StageBase.scratch());
    expect(problemsOf(base, stage('b', [Step.command(['sh'])], StageBase.stage('base')))).toEqual([]);
  });

  test('takes a program without a shell everywhere', () => {
    expect(problemsOf(stage('a', [Step.run(['/out/finish'])], StageBase.scratch()))).toEqual([]);
  });
});
