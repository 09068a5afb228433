/**
 * The public names of the compiled library.
 *
 * @typedef {typeof import('../../lib/index.js')} Library
 */

/**
 * A Dockerfile of a text, in `dockerfiles`.
 *
 * @typedef {object} TextRow
 * @property {string} title
 * @property {string} figure the size that the text tells; empty when it tells none
 * @property {string} dockerfile
 * @property {string} [runtime] value of its ARG RUNTIME, by its own name
 * @property {Readonly<Record<string, string>>} [args] values of its other ARGs
 * @property {string} against title of the row of ours that it is compared with
 */

/**
 * The same program, as the library builds it.
 *
 * @typedef {object} OurRow
 * @property {string} title
 * @property {(library: Library) => Partial<import('../../lib/index.js').GoImageProps>} props
 * @property {string} [without] title of the row without gates, for one that has them
 */

/**
 * @typedef {object} Recipe
 * @property {string} id
 * @property {string} title
 * @property {string} program directory in examples
 * @property {string} [package] directory of its main package
 * @property {{ file: string, text: string }} edited the line that every round changes
 * @property {readonly TextRow[]} texts
 * @property {readonly OurRow[]} ours
 * @property {{ flags?: string } | string} ko further linker flags; or why ko cannot build it
 */

const VERSION = '1.4.0';
const DISTROLESS_BASE = 'gcr.io/distroless/base-debian13:nonroot';
const STATIC = 'distroless static';

/**
 * The recipes of stacks/recipes, image by image, beside what the texts write for them.
 *
 * @type {readonly Recipe[]}
 */
export const RECIPES = [
  {
    id: '000',
    title: 'one server, several bases',
    program: 'hello',
    edited: { file: 'main.go', text: 'Hello from Go!' },
    texts: [
      { title: 'single stage', figure: '898 MB', dockerfile: 'server-single-stage', against: STATIC },
      {
        title: 'Debian slim, for ubuntu',
        figure: '87.5 MB',
        dockerfile: 'server-multi-stage',
        runtime: 'debian:trixie-slim',
        against: 'Debian slim',
      },
      {
        title: 'alpine',
        figure: '17 MB',
        dockerfile: 'server-multi-stage',
        runtime: 'alpine:3.24',
        against: 'alpine',
      },
      {
        title: 'scratch',
        figure: '9.59 MB',
        dockerfile: 'server-multi-stage',
        runtime: 'scratch',
        against: 'scratch',
      },
    ],
    ours: [
      { title: STATIC, props: () => ({}) },
      { title: 'Debian slim', props: ({ Runtime }) => ({ runtime: Runtime.debianSlim() }) },
      { title: 'alpine', props: ({ Runtime }) => ({ runtime: Runtime.alpine('3.24') }) },
      { title: 'scratch', props: ({ Runtime }) => ({ runtime: Runtime.scratch() }) },
    ],
    ko: {},
  },
  {
    id: '001',
    title: 'HTTPS client',
    program: 'fetch',
    edited: { file: 'main.go', text: 'no address; give one' },
    texts: [
      { title: 'single stage', figure: '800 MB', dockerfile: 'client-single-stage', against: 'scratch' },
      {
        title: 'scratch and certificates',
        figure: '4 MB',
        dockerfile: 'client-scratch',
        against: 'scratch',
      },
    ],
    ours: [{ title: 'scratch', props: ({ Runtime }) => ({ runtime: Runtime.scratch() }) }],
    ko: {},
  },
  {
    id: '002',
    title: 'SQLite through cgo',
    program: 'search',
    package: './cmd/search',
    edited: { file: 'cmd/search/main.go', text: 'the index has %d documents' },
    texts: [
      {
        title: 'distroless base, vet and test',
        figure: '65.4 MB',
        dockerfile: 'search-distroless',
        runtime: DISTROLESS_BASE,
        against: 'scratch with libraries',
      },
    ],
    ours: [
      { title: 'scratch with libraries', props: (library) => search(library) },
      {
        title: 'distroless base-nossl',
        props: (library) => ({ ...search(library), runtime: library.Runtime.distrolessBaseNoSsl() }),
      },
      {
        title: 'with vet',
        without: 'scratch with libraries',
        props: (library) => ({ ...search(library), gates: [library.Gate.vet()] }),
      },
      {
        title: 'with vet and test',
        without: 'scratch with libraries',
        props: (library) => ({ ...search(library), gates: [library.Gate.vet(), library.Gate.test()] }),
      },
    ],
    ko: 'it has no C library: the program is compiled on this machine, for a base with nothing to link',
  },
  {
    id: '003',
    title: 'version stamp',
    program: 'version',
    package: './cmd/version',
    edited: { file: 'cmd/version/main.go', text: 'version %s listens on %s' },
    texts: [
      {
        title: 'distroless base',
        figure: '',
        dockerfile: 'version-distroless',
        runtime: DISTROLESS_BASE,
        args: { VERSION },
        against: STATIC,
      },
    ],
    ours: [
      { title: STATIC, props: (library) => version(library) },
      {
        title: 'with vet',
        without: STATIC,
        props: (library) => ({ ...version(library), gates: [library.Gate.vet()] }),
      },
      {
        title: 'with vet and test',
        without: STATIC,
        props: (library) => ({
          ...version(library),
          gates: [library.Gate.vet(), library.Gate.test({ short: true })],
        }),
      },
    ],
    ko: { flags: `-X main.version=${VERSION} -X example.com/version/internal/build.Version=${VERSION}` },
  },
  {
    id: '004',
    title: 'user of its own',
    program: 'limits',
    edited: { file: 'main.go', text: 'limits listens on %s' },
    texts: [{ title: 'scratch, appuser', figure: '', dockerfile: 'limits-scratch', against: 'scratch' }],
    ours: [
      {
        title: 'scratch',
        props: ({ Runtime, User }) => ({
          runtime: Runtime.scratch(),
          user: User.of({ uid: 10_001, name: 'appuser' }),
          port: 9292,
        }),
      },
      {
        title: 'with verify',
        without: 'scratch',
        props: ({ Gate, Runtime, User }) => ({
          runtime: Runtime.scratch(),
          user: User.of({ uid: 10_001, name: 'appuser' }),
          port: 9292,
          gates: [Gate.verify()],
        }),
      },
    ],
    ko: {},
  },
];

/** @param {Library} library */
function search({ Runtime }) {
  return {
    runtime: Runtime.scratchWithLibraries(),
    cgo: true,
    tags: ['sqlite_fts5'],
    assets: { '/etc/search/search.yaml': 'search.yaml' },
    writable: ['/var/lib/search'],
    port: 8082,
  };
}

/** @param {Library} library */
function version({ ImageVersion }) {
  const literal = ImageVersion.literal(VERSION);
  return {
    version: literal,
    stamp: { 'main.version': literal.text, 'example.com/version/internal/build.Version': literal.text },
  };
}
