import { ValidationError } from '../../lib/core/errors';
import { Duration } from '../../lib/core/duration';
import { Artefact } from '../../lib/dockerfile/artefact';
import { Stage } from '../../lib/dockerfile/stage';
import { Mount } from '../../lib/dockerfile/mount';
import { StageBase } from '../../lib/dockerfile/stage-base';
import { StageGraph } from '../../lib/dockerfile/stage-graph';
import { Step } from '../../lib/dockerfile/step';

const build = Stage.named('build', {
  base: StageBase.image('golang:1.27-trixie', { onBuildPlatform: true }),
  steps: [
    Step.workdir('/src'),
    Step.argument('TARGETARCH'),
    Step.environment({ GOFLAGS: '-mod=readonly -x', CGO_ENABLED: '0' }),
    Step.copy(['src/'], './'),
    Step.run(['go', 'mod', 'download'], {
      mounts: [
        Mount.cache('x/modules', '/go/pkg/mod', { sharing: 'locked' }),
        Mount.secret('netrc', '/root/.netrc'),
      ],
    }).named('download'),
    Step.shell('set -e\ngo build -o /out/ .', { mounts: [Mount.cache('x/build', '/root/.cache')] }),
  ],
});
const check = Stage.named('check', {
  base: StageBase.stage('build'),
  steps: [
    Step.run(['go', 'vet'], {
      mounts: [Mount.bindContext('testdata', '/data'), Mount.tmpfs('/tmp')],
    }),
  ],
});
const runtime = Stage.named('runtime', {
  base: StageBase.scratch(),
  steps: [
    Step.copyFrom(build.artefact('/out/program'), '/app', { owner: '0:0', mode: '0555' }),
    Step.run(['/app', 'check'], { mounts: [Mount.bind(check.artefact('/etc'), '/etc')] }),
    Step.labels({ b: '2', a: 'say "$1"' }),
    Step.user('65532:65532'),
    Step.expose(8080),
    Step.entrypoint(['/app']).named('start'),
    Step.command(['-v']),
    Step.healthcheck(['/app', 'healthy'], {
      interval: Duration.minutes(1.5),
      timeout: Duration.milliseconds(500),
      startPeriod: Duration.seconds(1),
      retries: 2,
    }),
  ],
});
const graph = StageGraph.of({ stages: [runtime, check, build], target: 'runtime' });
const stepNames = (of: StageGraph, stage: string): string[] =>
  of.stages.find(({ name }) => name === stage)!._steps.map(({ _data }) => _data.kind);

describe('StageGraph.toDockerfile', () => {
  test('writes every stage after those it needs, the target last', () => {
    expect(graph.toDockerfile()).toMatchInlineSnapshot(`
      "FROM --platform=$BUILDPLATFORM golang:1.27-trixie AS build
      WORKDIR /src
      ARG TARGETARCH
      ENV CGO_ENABLED="0" GOFLAGS="-mod=readonly -x"
      COPY ["src/", "./"]
      RUN --mount=type=cache,id=x/modules,target=/go/pkg/mod,sharing=locked --mount=type=secret,id=netrc,target=/root/.netrc,required=true ["go", "mod", "download"]
      RUN --mount=type=cache,id=x/build,target=/root/.cache ["/bin/sh", "-c", "set -e\\ngo build -o /out/ ."]

      FROM build AS check
      RUN --mount=type=bind,source=testdata,target=/data --mount=type=tmpfs,target=/tmp ["go", "vet"]

      FROM scratch AS runtime
      COPY --from=build --chown=0:0 --chmod=0555 ["/out/program", "/app"]
      RUN --mount=type=bind,from=check,source=/etc,target=/etc ["/app", "check"]
      LABEL a="say \\"\\$1\\"" b="2"
      USER 65532:65532
      EXPOSE 8080/tcp
      ENTRYPOINT ["/app"]
      CMD ["-v"]
      HEALTHCHECK --interval=1m30s --timeout=500ms --start-period=1s --retries=2 CMD ["/app", "healthy"]
      "
    `);
  });

  test('writes the same text for stages in another order', () => {
    const other = StageGraph.of({ stages: [build, check, runtime], target: 'runtime' });
    expect(other.toDockerfile()).toBe(graph.toDockerfile());
  });

  test('refuses a wrong graph with all of its problems', () => {
    const wrong = StageGraph.of({ stages: [build, runtime], target: 'build' });
    expect(wrong.problems()).toHaveLength(2);
    expect(() => wrong.toDockerfile()).toThrow(new ValidationError(wrong.problems().join('\n')));
  });

  test('says that there is no health check', () => {
    const one = Stage.named('a', { base: StageBase.scratch(), steps: [Step.noHealthcheck()] });
    expect(StageGraph.of({ stages: [one], target: 'a' }).toDockerfile()).toBe(
      'FROM scratch AS a\nHEALTHCHECK NONE\n',
    );
  });
});

describe('StageGraph', () => {
  test('lists the images that its stages begin with, each once, in the order of the text', () => {
    const second = Stage.named('second', { base: StageBase.image('golang:1.27-trixie') });
    const third = Stage.named('third', {
      base: StageBase.image('alpine'),
      steps: [Step.copyFrom(second.artefact('/x'), '/x'), Step.copyFrom(build.artefact('/x'), '/y')],
    });
    const images = StageGraph.of({ stages: [third, second, build], target: 'third' }).baseImages();
    expect(images).toEqual(['golang:1.27-trixie', 'alpine']);
  });

  test('is hung with steps before and after a step, and stays as it was itself', () => {
    const [vet, generate] = [Step.run(['go', 'vet']), Step.shell('go generate')];
    const hung = graph.before('download', [generate, Step.user('0')]).after('download', [vet]);
    expect(stepNames(hung, 'build')).toEqual([
      ...['workdir', 'argument', 'environment', 'copy'],
      ...['shell', 'user', 'run', 'run'],
      'shell',
    ]);
    expect(stepNames(hung, 'runtime')).toEqual(stepNames(graph, 'runtime'));
    expect(stepNames(graph, 'build')).toHaveLength(6);
    expect(hung.target).toBe('runtime');
  });

  test('refuses to hang steps at one that is not there, and names those that are', () => {
    expect(() => graph.before('downlaod', [])).toThrow(
      'there is no step "downlaod" to hang another one at; write one of "start", "download"',
    );
    const nameless = StageGraph.of({ stages: [check], target: 'check' });
    expect(() => nameless.after('x', [])).toThrow('no step has a name');
  });

  test('takes more stages, and stays as it was itself', () => {
    const more = graph.withStages([Stage.named('more', { base: StageBase.stage('runtime') })]);
    expect(more.stages.map(({ name }) => name)).toEqual(['runtime', 'check', 'build', 'more']);
    expect(graph.stages).toHaveLength(3);
    expect(more.problems()).toEqual([expect.stringContaining('stage "more" is not needed')]);
  });

  test('keeps what it was given, whatever happens to the lists afterwards', () => {
    const [words, steps, stages] = [['a'], [Step.run(['a'])], [build]];
    const step = Step.run(words);
    const one = Stage.named('one', { base: StageBase.scratch(), steps });
    const of = StageGraph.of({ stages, target: 'build' });
    [words, steps, stages].forEach((list) => list.splice(0));
    expect(step).toEqual(Step.run(['a']));
    expect(one._steps).toHaveLength(1);
    expect(of.stages).toHaveLength(1);
  });
});

describe('the parts of a graph', () => {
  test.each(['', 'Build', '1build', '-x', 'a_b', 'a b', 'a\n', 'scratch', 'context'])(
    'refuse the stage name %j',
    (name) => {
      expect(() => Stage.named(name, { base: StageBase.scratch() })).toThrow(
        /^stage name .*; write a name such as "build"$/s,
      );
    },
  );

  test('refuse a relative artefact, and say how to write it', () => {
    expect(() => build.artefact('out/app')).toThrow(
      new ValidationError('path "out/app" of an artefact must be absolute; write "/out/app"'),
    );
    expect(build.artefact('/out')).toEqual(Artefact.of('build', '/out'));
  });

  test('refuse a step name that nobody could write', () => {
    expect(() => Step.user('1').named(' ')).toThrow(ValidationError);
    expect(Step.user('1').named('x')).toMatchObject({ name: 'x', _data: Step.user('1')._data });
  });
});
