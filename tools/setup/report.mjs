const PATIENCE_SECONDS = 15;

/** Steps under way: several may be at once. @type {Set<string>} */
const working = new Set();

/**
 * A line per step, with what was done and how long it took. A step that takes its time is named meanwhile.
 *
 * @template T
 * @param {string} name
 * @param {() => Promise<{ text: string, value: T }>} work
 * @returns {Promise<T>}
 */
export async function step(name, work) {
  const start = performance.now();
  working.add(name);
  const reminder = setInterval(() => {
    // One of those under way speaks for all.
    if ([...working][0] === name) {
      console.log(`  ... working on ${[...working].join(', ')}`);
    }
  }, PATIENCE_SECONDS * 1_000);
  try {
    const { text, value } = await work();
    const seconds = ((performance.now() - start) / 1_000).toFixed(1);
    console.log(`  ${name.padEnd(17)} ${text} (${seconds} s)`);
    return value;
  } finally {
    clearInterval(reminder);
    working.delete(name);
  }
}

/** Something is missing that only the user can install: the message is all that has to be said. */
export class SetupError extends Error {}
