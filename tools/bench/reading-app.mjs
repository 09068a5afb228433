/**
 * Reads programs of one module, as as many images would, and tells what that cost.
 *
 *     node reading-app.mjs MODULE PACKAGE...
 *
 * Prints one JSON object: the processor seconds (user and system, all threads) of the first program and of all others together,
 * how many files the first one has, and the most memory that the process ever had.
 */
const [, , source = '', ...packages] = process.argv;

/** @param {string} path below dist/lib */
const compiled = (path) => new URL(`../../dist/lib/${path}.js`, import.meta.url).href;
/** @type {typeof import('../../lib/gomodule/go-program.js')} */
const { GoReader } = await import(compiled('gomodule/go-program'));
/** @type {typeof import('../../lib/image/build-context.js')} */
const { buildContext } = await import(compiled('image/build-context'));
/** @type {typeof import('../../lib/image/image-planning.js')} */
const { planImage } = await import(compiled('image/image-planning'));
/** @type {typeof import('../../lib/gomodule/source-file.js')} */
const { textFile } = await import(compiled('gomodule/source-file'));
/** @type {typeof import('../../lib/image/mirror.js')} */
const { Mirror } = await import(compiled('image/mirror'));

const reader = new GoReader();
const probe = textFile('probe.go', '');
const mirror = Mirror.parse('');

/** @param {string} packagePath */
function read(packagePath) {
  const props = { source, package: packagePath, name: 'bench' };
  const { plan, parts, problems } = planImage(props, { reader, leaveOut: [], mirror });
  if (plan === undefined || parts === undefined) {
    throw new Error(problems.join('\n'));
  }
  buildContext(plan, { ...parts, probe });
  return parts.sources.length;
}

/** @param {() => number} work */
function measured(work) {
  const before = process.cpuUsage();
  const files = work();
  const { user, system } = process.cpuUsage(before);
  return { files, seconds: (user + system) / 1e6 };
}

const [first = '.', ...others] = packages;
const { files, seconds } = measured(() => read(first));
const rest = measured(() => others.map(read).length);
console.log(
  JSON.stringify({
    files,
    first: seconds,
    others: rest.seconds,
    peak: process.resourceUsage().maxRSS * 1024,
  }),
);
