import { imageSteps, ownStages } from './preset-stages.mjs';

/**
 * The public names of the library.
 *
 * @typedef {typeof import('../../lib/index.js')} Library
 *
 * @typedef {import('../../lib/index.js').GoImageProps} GoImageProps
 * @typedef {Partial<GoImageProps>} Preset
 */

/**
 * The static factories of a class: a table with these keys lacks none, or does not compile.
 *
 * @template T
 * @typedef {Exclude<keyof T, 'prototype'>} Factories
 */

const DIGEST = `sha256:${'0123456789abcdef'.repeat(4)}`;
/** Everything that a careless renderer would expand, split or end a line at. */
const HOSTILE = 'a "b" \'c\' $HOME ${HOME} \\ # d';

/**
 * Images that have, together, everything that a rendered Dockerfile can have. The sources are those of a plain program where
 * a preset names no others.
 *
 * @param {Library} library
 * @param {import('./modules.mjs').Modules} modules
 * @returns {[id: string, props: Preset][]}
 */
export function presets(library, modules) {
  return Object.entries({ ...byOption(library, modules), together: together(library, modules) }).flatMap(
    ([option, named]) =>
      Object.entries(named).map(
        ([name, props]) => /** @type {[string, Preset]} */ ([`${option}-${name}`, props]),
      ),
  );
}

/**
 * One or more per option. Those that are empty decide which files are sent, or what is refused, and not what the Dockerfile says.
 *
 * @param {Library} library
 * @param {import('./modules.mjs').Modules} modules
 * @returns {Record<keyof GoImageProps, Record<string, Preset>>}
 */
function byOption(library, modules) {
  const { ImageVersion, Runtime, Size, User } = library;
  const native = { source: modules.native, package: '.', cgo: true };
  return {
    source: {
      plain: {},
      vendored: { source: modules.vendored, package: '.', gates: library.Gate.recommended() },
    },
    workspace: {
      several: { source: `${modules.workspace}/app`, package: '.', gates: library.Gate.recommended() },
    },
    package: { second: { package: './cmd/second' } },
    alsoPackages: { second: { alsoPackages: ['./cmd/second'] } },
    name: { path: { name: 'team/preset' } },
    builder: { digest: { builder: `golang:1.27-trixie@${DIGEST}` } },
    runtime: {
      ...ofEach(runtimes(library), 'runtime'),
      digest: { runtime: Runtime.debianSlim().withDigest(DIGEST) },
    },
    assumeGlibc: {},
    platform: ofEach(platforms(library), 'platform'),
    cgo: {
      chosen: native,
      platform: { ...native, platform: library.Platform.linuxArm64() },
      libraries: { ...native, runtime: Runtime.scratchWithLibraries() },
    },
    tags: { two: { tags: ['one', 'two'] } },
    compiler: ofEach(compilers(), 'compiler', {
      positionIndependent: { runtime: Runtime.distrolessBaseNoSsl() },
      staticLink: { ...native, runtime: Runtime.scratch() },
    }),
    stamp: { hostile: { stamp: { 'main.version': HOSTILE.replaceAll("'", '') } } },
    version: { literal: { version: ImageVersion.literal('1.4.0+one') } },
    gates: ofEach(gates(library), 'gates'),
    timeZones: ofEach(zones(library), 'timeZones'),
    certificates: { own: { certificates: ['authority.pem'] } },
    privateModules: {
      direct: { privateModules: secrets(library, false) },
      proxy: { privateModules: secrets(library, true), proxy: 'https://proxy.example.com' },
    },
    proxy: { list: { proxy: 'https://proxy.example.com,direct' } },
    assets: { file: { assets: { '/etc/preset/greeting.txt': 'greeting.txt' } } },
    writable: { two: { writable: ['/data', '/var/lib/preset'] } },
    user: { own: { user: User.of({ uid: 10_001, gid: 10_002, name: 'appuser' }) } },
    port: { some: { port: 8080 } },
    arguments: { hostile: { arguments: ['serve', HOSTILE] } },
    labels: { hostile: { labels: { 'com.example.text': HOSTILE } } },
    probe: { none: { probe: false } },
    maxSize: { some: { maxSize: Size.megabytes(20) } },
    strict: {},
    acceptFloatingTag: {},
    context: {},
    include: {},
    generated: {},
    stages: ownStages(library),
    hooks: hooks(library),
    secrets: {
      mounted: {
        secrets: [library.BuildSecret.variable('token', 'TOKEN')],
        hooks: [
          library.Hook.before('compile', [
            library.Step.run(['true'], { mounts: [library.Mount.secret('token', '/run/secrets/token')] }),
          ]),
        ],
      },
    },
    dockerignore: {},
  };
}

/**
 * Options meet here: what one adds to a stage has to be right with what the others add.
 *
 * @param {Library} library
 * @param {import('./modules.mjs').Modules} modules
 * @returns {Record<string, Preset>}
 */
function together(library, modules) {
  const { Gate, ImageVersion, Platform, Runtime, Size, TimeZones, User } = library;
  const { step = {} } = ownStages(library);
  const all = {
    platform: Platform.linuxArm64(),
    tags: ['one'],
    stamp: { 'main.version': '1.4.0' },
    version: ImageVersion.literal('1.4.0'),
    gates: [...Gate.recommended(), Gate.tool('honnef.co/go/tools/cmd/staticcheck@v0.7.0', ['./...'])],
    timeZones: TimeZones.file(),
    certificates: ['authority.pem'],
    privateModules: secrets(library, true),
    proxy: 'https://proxy.example.com',
    assets: { '/etc/preset/greeting.txt': 'greeting.txt' },
    writable: ['/data'],
    user: User.of({ uid: 10_001, name: 'appuser' }),
    port: 8080,
    arguments: ['serve'],
    labels: { 'com.example.team': 'one' },
    maxSize: Size.megabytes(20),
  };
  return {
    scratch: { ...all, ...step, alsoPackages: ['./cmd/second'], runtime: Runtime.scratch() },
    debianSlim: { ...all, ...step, runtime: Runtime.debianSlim() },
    withCgo: {
      ...{ ...all, platform: undefined, certificates: undefined, assets: {}, source: modules.native },
      ...{ package: '.', cgo: true, stamp: {}, runtime: Runtime.scratchWithLibraries() },
    },
  };
}

/**
 * A preset per value of a table, as one option, with what that value needs besides.
 *
 * @template {keyof GoImageProps} Option
 * @param {Readonly<Record<string, GoImageProps[Option]>>} values
 * @param {Option} option
 * @param {Readonly<Record<string, Preset>>} [besides]
 * @returns {Record<string, Preset>}
 */
function ofEach(values, option, besides = {}) {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, { ...besides[name], [option]: value }]),
  );
}

/**
 * @param {Library} library
 * @returns {Record<Factories<Library['Runtime']>, import('../../lib/index.js').Runtime>}
 */
function runtimes({ Libc, Runtime }) {
  return {
    distrolessStatic: Runtime.distrolessStatic(),
    distrolessBaseNoSsl: Runtime.distrolessBaseNoSsl(),
    distrolessBase: Runtime.distrolessBase(),
    distrolessCc: Runtime.distrolessCc(),
    scratch: Runtime.scratch(),
    scratchWithLibraries: Runtime.scratchWithLibraries(),
    alpine: Runtime.alpine(),
    debianSlim: Runtime.debianSlim(),
    ubuntu: Runtime.ubuntu(),
    chainguardStatic: Runtime.chainguardStatic(),
    chainguardGlibc: Runtime.chainguardGlibc(),
    custom: Runtime.custom({ reference: 'registry.example.com/team/base:1.4', libc: Libc.none() }),
  };
}

/**
 * @param {Library} library
 * @returns {Record<Factories<Library['Platform']>, import('../../lib/index.js').Platform>}
 */
function platforms({ Platform }) {
  return {
    linuxAmd64: Platform.linuxAmd64('v3'),
    linuxArm64: Platform.linuxArm64(),
    linuxArm: Platform.linuxArm('6'),
    linux: Platform.linux('s390x'),
  };
}

/** @returns {Record<keyof import('../../lib/index.js').CompilerOptions, import('../../lib/index.js').CompilerOptions>} */
function compilers() {
  return {
    strip: { strip: false },
    positionIndependent: { positionIndependent: true },
    staticLink: { staticLink: true },
    linkerFlags: { linkerFlags: ['-B', 'gobuildid'] },
    compilerFlags: { compilerFlags: ['all=-B'] },
    flags: { flags: ['-cover'] },
  };
}

/**
 * @param {Library} library
 * @returns {Record<Factories<Library['Gate']> | keyof import('../../lib/index.js').TestGateOptions | 'twice', import('../../lib/index.js').Gate[]>}
 */
function gates({ Duration, Gate }) {
  return {
    verify: [Gate.verify()],
    vet: [Gate.vet()],
    test: [Gate.test()],
    tool: [Gate.tool('honnef.co/go/tools/cmd/staticcheck@v0.7.0', ['-checks', HOSTILE, './...'])],
    recommended: Gate.recommended(),
    race: [Gate.test({ race: true })],
    short: [Gate.test({ short: true })],
    shuffle: [Gate.test({ shuffle: true })],
    timeout: [Gate.test({ timeout: Duration.seconds(90) })],
    environment: [Gate.test({ environment: { GREETING: HOSTILE } })],
    twice: [Gate.test(), Gate.test({ short: true })],
  };
}

/**
 * @param {Library} library
 * @returns {Record<Factories<Library['TimeZones']>, import('../../lib/index.js').TimeZones>}
 */
function zones({ TimeZones }) {
  return { ofRuntime: TimeZones.ofRuntime(), embedded: TimeZones.embedded(), file: TimeZones.file() };
}

/**
 * @param {Library} library
 * @param {boolean} throughProxy
 */
function secrets({ PrivateModules }, throughProxy) {
  return PrivateModules.netrc({ patterns: ['example.com/private/*'], throughProxy, netrcVariable: 'NETRC' });
}

/**
 * @param {Library} library
 * @returns {Record<string, Preset>}
 */
function hooks(library) {
  const { Hook, Step } = library;
  const points = ['sources', 'compile', 'assets', 'program', 'labels'];
  /** @param {string} point */
  const steps = (point) => [Step.copy(['greeting.txt'], `/hooks/${point}/`)];
  /** @type {Record<Factories<Library['Hook']>, Preset>} */
  const ofBuild = {
    before: { hooks: points.map((point) => Hook.before(point, steps(point))) },
    after: { hooks: points.map((point) => Hook.after(point, steps(point))) },
  };
  const ofImage = Object.entries(imageSteps(library)).map(([name, step]) => [
    name,
    { hooks: [Hook.after('labels', [step])] },
  ]);
  return { ...ofBuild, ...Object.fromEntries(ofImage) };
}
