/** The Debian release that a base is made of when its recipe names no other. */
export const RELEASE = 'trixie';

/** Where Debian's next release grows: it has programs that are too new for the present one. */
export const UNSTABLE = 'sid';

/**
 * @typedef {object} Repository
 * @property {string} uri
 * @property {readonly string[]} suites
 */

/**
 * Where the packages of a suite come from. A release has updates beside it; unstable is updated itself.
 *
 * @param {string} archive address of Debian's main archive
 * @param {string} suite
 * @returns {readonly Repository[]}
 */
export function repositories(archive, suite) {
  if (suite === UNSTABLE) return [{ uri: archive, suites: [suite] }];
  return [
    { uri: archive, suites: [suite, `${suite}-updates`] },
    { uri: `${archive}-security`, suites: [`${suite}-security`] },
  ];
}
