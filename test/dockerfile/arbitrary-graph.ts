import fc from 'fast-check';
import { Duration } from '../../lib/core/duration';
import { Artefact } from '../../lib/dockerfile/artefact';
import { Stage } from '../../lib/dockerfile/stage';
import { Mount } from '../../lib/dockerfile/mount';
import { StageBase } from '../../lib/dockerfile/stage-base';
import { StageGraph } from '../../lib/dockerfile/stage-graph';
import { Step } from '../../lib/dockerfile/step';

/** Strings that the parts of a random graph are made of. */
export interface Strings {
  /** Arguments and scripts, where JSON holds everything. */
  readonly argument: fc.Arbitrary<string>;
  /** Values of variables and labels, and directories: what one line holds. */
  readonly line: fc.Arbitrary<string>;
  /** Parts of paths that are copied from. */
  readonly source: fc.Arbitrary<string>;
  /** Ids and parts of paths in mounts. */
  readonly field: fc.Arbitrary<string>;
  /** Names of variables. */
  readonly name: fc.Arbitrary<string>;
  /** Keys of labels. */
  readonly key: fc.Arbitrary<string>;
}

/** "<<" after a blank is a here-document to dockerfile-ast even inside of JSON, and to no builder. */
const readable = (text: string): string => text.replace(/<</g, '<');

const CHARACTERS = [
  ...Array.from(' \t"\'\\$`{}[]()*?!#%&|;<>=,-~^@:/.aZ0'),
  'ü',
  '漢',
  '😀',
  '\u2028',
  '\ufeff',
];
const hostile = (characters: readonly string[], minLength = 0): fc.Arbitrary<string> =>
  fc
    .oneof(
      fc.string({ unit: fc.constantFrom(...characters), minLength, maxLength: 12 }),
      fc
        .string({ unit: 'binary', minLength, maxLength: 8 })
        .map((text) => text.replace(/[\0\r\n\v\f*?[]/g, '.')),
      fc.constantFrom('-x', '--from=b', '# syntax=x', 'a\\', '$HOME', '${HOME:-x}', 'USER 0', 'AS x', '&&'),
    )
    .map(readable);
const without = (text: string): string[] => CHARACTERS.filter((each) => !text.includes(each));

/** Strings as hostile as the language can hold. */
export const HOLDABLE: Strings = {
  argument: hostile([...CHARACTERS, '\n', '\r', '\u0001'], 1),
  line: hostile(CHARACTERS),
  source: hostile([...without('*?[/'), '\n'], 1),
  field: fc.string({ unit: fc.constantFrom(...Array.from('aZ0._~+:@-')), minLength: 1 }),
  name: fc.constantFrom('A', 'b_C', '_x9', 'GOFLAGS', 'GOCACHE'),
  key: fc.constantFrom('a', 'org.opencontainers.image.title', 'x/y-z_0', '0'),
};

const anything = fc.oneof(HOLDABLE.argument, fc.string({ unit: 'binary' })).map(readable);

/** Strings of which the language cannot hold every one. */
export const ANYTHING: Strings = {
  argument: anything,
  line: anything,
  source: anything,
  field: fc.oneof(HOLDABLE.field, anything),
  name: fc.oneof(HOLDABLE.name, anything),
  key: fc.oneof(HOLDABLE.key, anything),
};

const identity = fc.constantFrom('0', '65532', '65532:65532');
const time = fc.option(
  fc.integer({ min: 1, max: 10_000_000 }).map((amount) => Duration.milliseconds(amount)),
  {
    nil: undefined,
  },
);

function mountsOf(strings: Strings, stages: readonly string[]): fc.Arbitrary<Mount[]> {
  const path = strings.field.map((text) => `/m/${text}`);
  const mount = (target: string): fc.Arbitrary<Mount> =>
    fc.oneof(
      fc
        .record({ id: strings.field, sharing: fc.constantFrom('shared', 'private', 'locked') })
        .map(({ id, sharing }) => Mount.cache(id, target, { sharing })),
      strings.field.map((source) => Mount.bindContext(source.replace(/^\.+/, 'x'), target)),
      strings.field.map((id) => Mount.secret(id, target)),
      fc.constant(Mount.tmpfs(target)),
      ...(stages.length > 0
        ? [
            fc
              .tuple(fc.constantFrom(...stages), path)
              .map(([stage, source]) => Mount.bind(Artefact.of(stage, source), target)),
          ]
        : []),
    );
  return fc
    .uniqueArray(path, { maxLength: 3, selector: (each) => each.replace(/\/+$/, '') })
    .chain((targets) => fc.tuple(...targets.map(mount)));
}

/** A step that may be there more than once, at any place. */
function stepOf(strings: Strings, stages: readonly string[]): fc.Arbitrary<Step> {
  const command = fc.array(strings.argument, { minLength: 1, maxLength: 4 });
  const destination = strings.argument.map((text) => `/d/${text}/`);
  const copying = fc.record({
    owner: fc.option(identity, { nil: undefined }),
    mode: fc.option(fc.constantFrom('0555', '644', '4755'), { nil: undefined }),
  });
  const mounts = mountsOf(strings, stages);
  return fc.oneof(
    fc.tuple(command, mounts).map(([words, each]) => Step.run(words, { mounts: each })),
    fc.tuple(strings.argument, mounts).map(([text, each]) => Step.shell(`x ${text}`, { mounts: each })),
    fc
      .tuple(fc.array(strings.source, { minLength: 1, maxLength: 3 }), destination, copying)
      .map(([sources, to, options]) =>
        Step.copy(
          sources.map((source) => `c/${source.replace(/\.\./g, '.')}`),
          to,
          options,
        ),
      ),
    fc
      .dictionary(strings.name, strings.line, { minKeys: 1, maxKeys: 3 })
      .map((variables) => Step.environment(variables)),
    fc
      .tuple(strings.name, fc.option(strings.line, { nil: undefined }))
      .map(([name, value]) => Step.argument(name, value)),
    strings.line.map((text) => Step.workdir(`/${text}`)),
    identity.map((user) => Step.user(user)),
    ...(stages.length > 0
      ? [
          fc
            .tuple(fc.constantFrom(...stages), strings.source, destination, copying)
            .map(([stage, source, to, options]) =>
              Step.copyFrom(Artefact.of(stage, `/${source}`), to, options),
            ),
        ]
      : []),
  );
}

/** Steps that only the target may have, and some of them only once. */
function stepsOfTarget(strings: Strings): fc.Arbitrary<Step[]> {
  const command = fc.array(strings.argument, { minLength: 1, maxLength: 4 });
  const check = fc
    .record({
      command,
      interval: time,
      timeout: time,
      startPeriod: time,
      retries: fc.option(
        fc.nat(9).map((count) => count + 1),
        { nil: undefined },
      ),
    })
    .map(({ command: words, ...options }) => Step.healthcheck(words, options));
  return fc
    .tuple(
      fc
        .dictionary(strings.key, strings.line, { minKeys: 1, maxKeys: 3 })
        .map((labels) => Step.labels(labels)),
      fc
        .tuple(fc.integer({ min: 1, max: 65_535 }), fc.constantFrom('tcp', 'udp'))
        .map(([port, protocol]) => Step.expose(port, protocol)),
      command.map((words) => Step.entrypoint(words)),
      command.map((words) => Step.command(words)),
      fc.oneof(check, fc.constant(Step.noHealthcheck())),
    )
    .chain((steps) => fc.shuffledSubarray(steps));
}

function baseOf(stages: readonly string[]): fc.Arbitrary<StageBase> {
  const image = fc
    .tuple(
      fc.constantFrom('golang', 'docker.io/library/golang:1.27', `a.b:5000/c/d@sha256:${'0'.repeat(64)}`),
      fc.boolean(),
    )
    .map(([reference, onBuildPlatform]) => StageBase.image(reference, { onBuildPlatform }));
  return stages.length > 0
    ? fc.oneof(
        image,
        fc.constantFrom(...stages).map((stage) => StageBase.stage(stage)),
      )
    : image;
}

/** A random graph: each stage needs some of those before it, and the last one all that nobody else needs. */
export function graphs(strings: Strings): fc.Arbitrary<StageGraph> {
  const names = ['a', 'b-1', 'c', 'runtime'];
  return fc
    .integer({ min: 1, max: names.length })
    .map((count) => names.slice(-count))
    .chain((used) =>
      fc
        .tuple(
          fc.tuple(
            ...used.map((name, index) => {
              const earlier = used.slice(0, index);
              const last = index === used.length - 1;
              const all = last
                ? earlier.map((stage) => Step.copyFrom(Artefact.of(stage, '/all'), '/all/'))
                : [];
              return fc
                .tuple(
                  baseOf(earlier),
                  fc.array(stepOf(strings, earlier), { maxLength: 6 }),
                  last ? stepsOfTarget(strings) : fc.constant([]),
                )
                .map(([base, steps, more]) =>
                  Stage.named(name, { base, steps: [...steps, ...all, ...more] }),
                );
            }),
          ),
          fc.array(fc.nat()),
        )
        .map(([stages, keys]) => {
          const mixed = [...stages].sort(
            (left, right) => (keys[stages.indexOf(left)] ?? 0) - (keys[stages.indexOf(right)] ?? 0),
          );
          return StageGraph.of({ stages: mixed, target: used.at(-1)! });
        }),
    );
}
