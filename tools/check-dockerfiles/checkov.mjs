import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { run } from '../process.mjs';

/** Of PyPI. Another version has other rules. */
const VERSION = '3.3.30';

/** Names of variables that a Checkov of the user's may be set up by. */
const SETTINGS = /^(BC|CKV|CHECKOV|PRISMA)_/;

/**
 * Every rule that Checkov has for Dockerfiles. It is installed for this run, and calls no platform.
 *
 * @param {readonly import('./rendered.mjs').Rendered[]} dockerfiles
 * @param {string} folder
 * @returns {Promise<{ text: string, value: import('./findings.mjs').Finding[] | undefined }>}
 */
export async function checkByCheckov(dockerfiles, folder) {
  const python = (await run('python3', ['--version']).catch(() => undefined))?.toString('utf8').trim();
  if (python === undefined) {
    return { text: 'LEFT OUT: "python3" is not installed', value: undefined };
  }
  const environment = join(folder, 'checkov');
  const made = await run('python3', ['-m', 'venv', environment]).catch(() => undefined);
  if (made === undefined) {
    return { text: `LEFT OUT: ${python} cannot make a virtual environment`, value: undefined };
  }
  const programs = join(environment, 'bin');
  const quiet = ['--quiet', '--disable-pip-version-check'];
  await run(join(programs, 'pip'), ['install', ...quiet, `checkov==${VERSION}`]);
  const value = await check(join(programs, 'checkov'), dockerfiles, join(folder, 'home'));
  return { text: `${VERSION} from PyPI, with ${python}: ${dockerfiles.length} Dockerfiles`, value };
}

/**
 * @param {string} command
 * @param {readonly import('./rendered.mjs').Rendered[]} dockerfiles
 * @param {string} home empty: no configuration of the user's is to decide
 * @returns {Promise<import('./findings.mjs').Finding[]>}
 */
async function check(command, dockerfiles, home) {
  const texts = join(home, 'texts');
  for (const [index, { text }] of dockerfiles.entries()) {
    await mkdir(join(texts, String(index)), { recursive: true });
    await writeFile(join(texts, String(index), 'Dockerfile'), text);
  }
  const unset = Object.keys(process.env).filter((name) => SETTINGS.test(name));
  const environment = { ...Object.fromEntries(unset.map((name) => [name, undefined])), HOME: home };
  const options = [
    '--framework',
    'dockerfile',
    '--output',
    'json',
    '--quiet',
    '--skip-download',
    '--soft-fail',
  ];
  const said = await run(command, ['--directory', texts, ...options], environment, { cwd: home });
  /** @type {Report} */
  const { results, summary } = JSON.parse(said.toString('utf8'));
  if (summary.resource_count !== dockerfiles.length || summary.parsing_errors !== 0) {
    throw new Error(
      `Checkov read ${summary.resource_count} of ${dockerfiles.length} Dockerfiles, ${summary.parsing_errors} with errors`,
    );
  }
  return results.failed_checks.map(
    ({ check_id: rule, check_name: says, file_path: path, file_line_range: [line] }) => ({
      rule: `Checkov ${rule}`,
      says,
      place: `${dockerfiles[Number(path.split('/')[1])]?.name ?? path}:${line}`,
    }),
  );
}

/**
 * @typedef {object} Report
 * @property {{ failed_checks: { check_id: string, check_name: string, file_path: string, file_line_range: number[] }[] }} results
 * @property {{ resource_count: number, parsing_errors: number }} summary
 */
