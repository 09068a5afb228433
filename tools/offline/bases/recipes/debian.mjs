import { ESSENTIAL_ENTRIES, PLAIN, SYSTEM_PATH } from './recipe.mjs';

/**
 * Debian's essential packages, without certificate authorities: the real image has none either.
 *
 * @type {import('./recipe.mjs').Recipe}
 */
export const DEBIAN_SLIM = {
  ...PLAIN,
  standsIn: 'docker.io/library/debian:trixie-slim',
  packages: ['?essential', 'tzdata'],
  installable: true,
  entries: ESSENTIAL_ENTRIES,
  changes: [`ENV PATH=${SYSTEM_PATH}`, 'CMD ["bash"]'],
};
