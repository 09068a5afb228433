import { run } from '../process.mjs';

/** In a word of every command that compiles a recipe: the Engine keeps the command with what it caches of it. */
export const MARK = 'recipe_program';

/**
 * A build that was: when, in milliseconds, and the sizes of the layers of its image, as the Engine words them.
 *
 * @typedef {object} Trace
 * @property {number} from
 * @property {number} to
 * @property {readonly string[]} layers
 */

/**
 * What the Engine tells of one thing in its build cache.
 *
 * @typedef {object} CacheRecord
 * @property {string} ID
 * @property {string} Parent
 * @property {string} Description
 * @property {string} Size
 * @property {string} CreatedAt `2026-11-21 19:08:50.138173668 +0000 UTC`
 */

/**
 * What of the cache comes from the builds: commands with the mark; whatever was made during a build and is as big as a layer of its
 * image; and what these stand on, as far as builds made it.
 *
 * The compiled probe of a staged image, and directories and files of some kilobytes, have nothing that tells them from those of
 * others: they stay, for the Engine to forget.
 *
 * @param {readonly CacheRecord[]} records
 * @param {readonly Trace[]} traces
 * @returns {CacheRecord[]} what stands on others first
 */
export function ownRecords(records, traces) {
  const byId = new Map(records.map((record) => [record.ID, record]));
  /** @param {CacheRecord} record */
  const builds = (record) => traces.filter(({ from, to }) => isWithin(created(record), from, to));
  /** @param {CacheRecord} record */
  const isOwn = (record) =>
    builds(record).some(
      ({ layers }) =>
        record.Description.includes(MARK) || (/[MG]B$/.test(record.Size) && layers.includes(record.Size)),
    );
  const own = new Set(records.filter(isOwn));
  for (const record of own) {
    // A set visits what is added while it is walked through.
    const parent = byId.get(record.Parent);
    if (parent !== undefined && builds(parent).length > 0) own.add(parent);
  }
  return [...own].sort((left, right) => created(right) - created(left));
}

/** @param {number} time @param {number} from @param {number} to */
function isWithin(time, from, to) {
  return from <= time && time <= to;
}

/** @param {CacheRecord} record */
function created({ CreatedAt }) {
  const [, date, time, hours, minutes] =
    /^(\S+) (\d+:\d+:\d+(?:\.\d{1,3})?)\d* ([+-]\d\d)(\d\d)/.exec(CreatedAt) ?? [];
  return Date.parse(`${date}T${time}${hours}:${minutes}`);
}

/**
 * Removes from the build cache what comes from the builds, each by its id.
 *
 * @param {string} command
 * @param {readonly Trace[]} traces
 */
export async function removeCaches(command, traces) {
  const format = ['--format', '{{json .BuildCache}}'];
  const records = JSON.parse((await run(command, ['system', 'df', '-v', ...format])).toString('utf8'));
  for (const { ID: id } of ownRecords(records, traces)) {
    // What is in use by now is not pruned, and the command says so by failing.
    await run(command, ['builder', 'prune', '--force', '--filter', `id=${id}`]).catch(() => undefined);
  }
}
