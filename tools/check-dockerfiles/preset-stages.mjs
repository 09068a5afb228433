/**
 * @typedef {import('./presets.mjs').Library} Library
 * @typedef {import('./presets.mjs').Preset} Preset
 */

const BUILDER = 'golang:1.27-trixie';
const FILE = 'greeting.txt';

/**
 * Images with stages of one's own: a stage per kind of base, and a stage per kind of step.
 *
 * @param {Library} library
 * @returns {Record<'base' | 'step', Preset>}
 */
export function ownStages(library) {
  const { StageBase, Step } = library;
  return {
    base: used(library, bases(library), () => [Step.copy([FILE], '/made/')]),
    step: used(library, steps(library), (step) => [step], StageBase.image(BUILDER)),
  };
}

/**
 * Stages that the image takes something from: BuildKit does not look at others.
 *
 * @template T
 * @param {Library} library
 * @param {Readonly<Record<string, T>>} parts
 * @param {(part: T) => import('../../lib/index.js').Step[]} stepsOf
 * @param {import('../../lib/index.js').StageBase} [base] the part itself when it is left out
 * @returns {Preset}
 */
function used({ Artefact, Hook, Stage, StageBase, Step }, parts, stepsOf, base) {
  const first = Stage.named('first', {
    base: StageBase.image(BUILDER),
    steps: [Step.copy([FILE], '/made/')],
  });
  const stages = Object.entries(parts).map(([name, part]) =>
    Stage.named(`own-${name.toLowerCase()}`, {
      base: base ?? /** @type {import('../../lib/index.js').StageBase} */ (part),
      steps: stepsOf(part),
    }),
  );
  const taken = stages.map(({ name }) => Step.copyFrom(Artefact.of(name, '/made/'), `/made/${name}/`));
  return { stages: [first, ...stages], hooks: [Hook.after('sources', taken)] };
}

/**
 * @param {Library} library
 * @returns {Record<import('./presets.mjs').Factories<Library['StageBase']> | 'buildPlatform', import('../../lib/index.js').StageBase>}
 */
function bases({ StageBase }) {
  return {
    image: StageBase.image(BUILDER),
    buildPlatform: StageBase.image(BUILDER, { onBuildPlatform: true }),
    stage: StageBase.stage('first'),
    scratch: StageBase.scratch(),
  };
}

/**
 * @param {Library} library
 * @returns {Record<Exclude<import('./presets.mjs').Factories<Library['Step']>, keyof ReturnType<typeof imageSteps> | 'entrypoint'>, import('../../lib/index.js').Step>}
 */
function steps(library) {
  const { Artefact, Step } = library;
  const mounts = Object.values(mountsOf(library));
  return {
    run: Step.run(['/bin/true', '$HOME', '"'], { mounts }),
    shell: Step.shell('set -eu\nmkdir /made\necho "$HOME" > /made/home', { mounts }),
    copy: Step.copy([FILE], '/made/', { owner: '10001:10001', mode: '0555' }),
    copyFrom: Step.copyFrom(Artefact.of('first', '/made/'), '/made/', { owner: '10001' }),
    environment: Step.environment({ GREETING: '$HOME "quoted"' }),
    argument: Step.argument('GREETING', '$HOME "quoted"'),
    workdir: Step.workdir('/made'),
    user: Step.user('10001:10001'),
  };
}

/**
 * Steps that say something of the image, so that they are refused in other stages than its own. A second entry point is refused
 * there as well.
 *
 * @param {Library} library
 */
export function imageSteps({ Step }) {
  return {
    labels: Step.labels({ 'com.example.text': '$HOME "quoted"' }),
    expose: Step.expose(8080, 'udp'),
    command: Step.command(['serve', '$HOME']),
    healthcheck: Step.healthcheck(['/bin/true'], { retries: 2 }),
    noHealthcheck: Step.noHealthcheck(),
  };
}

/**
 * @param {Library} library
 * @returns {Record<import('./presets.mjs').Factories<Library['Mount']>, import('../../lib/index.js').Mount>}
 */
function mountsOf({ Artefact, Mount }) {
  return {
    cache: Mount.cache('preset', '/mounts/cache', { sharing: 'locked' }),
    bind: Mount.bind(Artefact.of('first', '/made/'), '/mounts/bind'),
    bindContext: Mount.bindContext(FILE, '/mounts/greeting.txt'),
    secret: Mount.secret('netrc', '/mounts/netrc'),
    tmpfs: Mount.tmpfs('/mounts/tmpfs'),
  };
}
