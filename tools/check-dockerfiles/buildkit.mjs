import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { run } from '../process.mjs';

/** The first Engine whose BuildKit has checks. */
const OLDEST_ENGINE = 27;

/** The Engine's own BuildKit, whatever builder is chosen for other work. */
const BUILDKIT = { DOCKER_BUILDKIT: '1', BUILDX_BUILDER: 'default' };

/** Has a mistake that BuildKit knows: whether it looks at all. */
const WRONG = { file: 'Dockerfile', text: 'FROM scratch as wrong\nCOPY Dockerfile /\n' };
const WRONG_RULE = 'FromAsCasing';

/**
 * BuildKit's own checks, those that it calls experimental among them.
 *
 * @param {readonly import('./rendered.mjs').Rendered[]} dockerfiles
 * @param {string} folder
 * @returns {Promise<{ text: string, value: import('./findings.mjs').Finding[] | undefined }>}
 */
export async function checkByBuildKit(dockerfiles, folder) {
  const { engine, buildx, lacking } = await found();
  if (lacking !== undefined) {
    return { text: `LEFT OUT: ${lacking}`, value: undefined };
  }
  const empty = join(folder, 'empty');
  const control = join(folder, 'control');
  await mkdir(empty, { recursive: true });
  await mkdir(control, { recursive: true });
  await writeFile(join(control, WRONG.file), WRONG.text);
  const seen = await check({ ...WRONG, name: 'control', context: control }, []);
  if (!seen.some(({ rule }) => rule === `BuildKit ${WRONG_RULE}`)) {
    throw new Error(`BuildKit does not see ${WRONG_RULE} in "${WRONG.text}": it checks nothing`);
  }
  const missing = await missingBases(dockerfiles);
  const standIns = missing.flatMap((base) => ['--build-context', `${base}=${empty}`]);
  const findings = await inParallel(dockerfiles, (each) => check(each, standIns));
  return {
    text:
      `checks of Docker Engine ${engine}, buildx ${buildx}: ${dockerfiles.length} Dockerfiles` +
      (missing.length === 0 ? '' : `; an empty base for ${missing.length} that the Engine does not have`),
    value: findings.flat(),
  };
}

/** @returns {Promise<{ engine?: string, buildx?: string, lacking?: string }>} */
async function found() {
  const engine = await wordsOf(['version', '--format', '{{.Server.Version}}']);
  if (engine === undefined || engine === '') {
    return { lacking: 'no Docker Engine answers' };
  }
  if (Number(engine.split('.')[0]) < OLDEST_ENGINE) {
    return { lacking: `Docker Engine ${engine} has no checks; ${OLDEST_ENGINE} is the first` };
  }
  const help = await wordsOf(['buildx', 'build', '--help']);
  if (help === undefined || !help.includes('--call ')) {
    return { lacking: 'the "docker" command has no buildx plugin, or one without "--call"' };
  }
  const buildx = (await wordsOf(['buildx', 'version']))?.split(' ')[1];
  return { engine, buildx };
}

/**
 * @param {readonly string[]} command
 * @returns {Promise<string | undefined>}
 */
function wordsOf(command) {
  return run('docker', command, {}, { timeout: 20_000 }).then(
    (said) => said.toString('utf8').trim(),
    () => undefined,
  );
}

/**
 * Bases that would have to be pulled: the checks must not need a registry, and a machine of another kind has no right one.
 *
 * @param {readonly import('./rendered.mjs').Rendered[]} dockerfiles
 * @returns {Promise<string[]>}
 */
async function missingBases(dockerfiles) {
  const froms = dockerfiles.flatMap(({ text }) => [
    ...text.matchAll(/^FROM (?:--platform=\S+ )?(\S+) AS (\S+)$/gm),
  ]);
  const stages = new Set(froms.map(([, , stage = '']) => stage));
  const bases = new Set(froms.map(([, base = '']) => base));
  const missing = [];
  for (const base of bases) {
    if (
      base !== 'scratch' &&
      !stages.has(base) &&
      (await wordsOf(['image', 'inspect', base])) === undefined
    ) {
      missing.push(base);
    }
  }
  return missing;
}

/**
 * @param {import('./rendered.mjs').Rendered} rendered
 * @param {readonly string[]} options
 * @returns {Promise<import('./findings.mjs').Finding[]>}
 */
async function check({ name, context, file, platform }, options) {
  const command = [
    ...['buildx', 'build', '--progress', 'quiet', '--call', 'check,format=json'],
    ...['--build-arg', 'BUILDKIT_DOCKERFILE_CHECK=experimental=all', '--build-arg', 'SOURCE_DATE_EPOCH=0'],
    ...(platform === undefined ? [] : ['--platform', platform]),
    ...[...options, '--file', join(context, file), context],
  ];
  const { stdout, stderr } = await outcome('docker', command);
  /** @type {Report} */
  const report = stdout.startsWith('{') ? JSON.parse(stdout) : { buildError: { message: stderr } };
  if (report.buildError !== undefined) {
    throw new Error(`BuildKit cannot check ${name}: ${report.buildError.message}`);
  }
  return (report.warnings ?? []).map(({ ruleName, detail, location }) => ({
    rule: `BuildKit ${ruleName}`,
    says: detail,
    place: `${name}:${location?.ranges?.[0]?.start.line ?? 1}`,
  }));
}

/**
 * @typedef {object} Report
 * @property {{ ruleName: string, detail: string, location?: { ranges?: { start: { line: number } }[] } }[] | null} [warnings]
 * @property {{ message: string }} [buildError]
 */

/**
 * The command fails when there are findings, which are on its standard output all the same.
 *
 * @param {string} program
 * @param {readonly string[]} args
 * @returns {Promise<{ stdout: string, stderr: string }>}
 */
function outcome(program, args) {
  return new Promise((resolve) => {
    execFile(program, [...args], { env: { ...process.env, ...BUILDKIT } }, (_error, stdout, stderr) => {
      resolve({ stdout: stdout.trim(), stderr: stderr.trim() });
    });
  });
}

/**
 * As many at once as there are processors.
 *
 * @template T, R
 * @param {readonly T[]} items
 * @param {(item: T) => Promise<R>} work
 * @returns {Promise<R[]>} in the order of the items
 */
async function inParallel(items, work) {
  /** @type {R[]} */
  const results = [];
  const waiting = items.entries();
  await Promise.all(
    Array.from({ length: availableParallelism() }, async () => {
      for (const [index, item] of waiting) {
        results[index] = await work(item);
      }
    }),
  );
  return results;
}
