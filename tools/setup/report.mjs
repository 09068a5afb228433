/**
 * A line per step, with what was done and how long it took.
 *
 * @template T
 * @param {string} name
 * @param {() => Promise<{ text: string, value: T }>} work
 * @returns {Promise<T>}
 */
export async function step(name, work) {
  const start = performance.now();
  const { text, value } = await work();
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  console.log(`  ${name.padEnd(17)} ${text} (${seconds} s)`);
  return value;
}

/** Something is missing that only the user can install: the message is all that has to be said. */
export class SetupError extends Error {}
