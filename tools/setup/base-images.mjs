import { ensureOfflineBases, hasOfflineBases, OFFLINE_PREFIX } from '../offline/bases.mjs';
import { ALL } from '../offline/bases/recipes.mjs';
import { run } from '../process.mjs';

/** What the library's defaults build from; a test compares the two. */
export const BASE_IMAGES = ['golang:1.27-trixie', 'gcr.io/distroless/static-debian13:nonroot'];

/**
 * Finds the base images: a mirror of the user's, the real ones, or the offline kit's.
 *
 * @param {{ all?: boolean, edge?: boolean }} [wanted] `all`: also those that only the tests use; `edge`: those of a stack with an edge
 *   and a database
 * @returns {Promise<{ text: string, value: string | undefined }>} the mirror setting that the app needs
 */
export async function ensureBaseImages({ all = false, edge = false } = {}) {
  const mirror = process.env.GO_CONTAINERS_MIRROR;
  if (mirror !== undefined && mirror !== OFFLINE_PREFIX) {
    return { text: `from your mirror setting ${mirror}`, value: mirror };
  }
  const real = mirror === undefined ? await realOnes() : undefined;
  if (real !== undefined) {
    const missing = all ? await notPulled(ALL.map(({ standsIn }) => standsIn)) : [];
    const but = missing.length === 0 ? '' : `; cannot be pulled: ${missing.join(', ')}`;
    return { text: `${real}${but}`, value: undefined };
  }
  const { built } = await ensureOfflineBases({ all, edge });
  const how = built.length > 0 ? `${built.length} made from Debian packages and a Go release` : 'made before';
  return { text: `OFFLINE KIT, below ${OFFLINE_PREFIX}/: ${how}`, value: OFFLINE_PREFIX };
}

/**
 * Whether the defaults can be had from a registry: they decide for the others.
 *
 * @returns {Promise<string | undefined>} how they were had
 */
async function realOnes() {
  if ((await Promise.all(BASE_IMAGES.map(present))).every(Boolean)) {
    return 'the real ones, already on the Engine';
  }
  if (await hasOfflineBases()) {
    return undefined;
  }
  return (await notPulled(BASE_IMAGES)).length === 0 ? 'the real ones, pulled' : undefined;
}

/**
 * Pulls what is not on the Engine.
 *
 * @param {readonly string[]} images
 * @returns {Promise<string[]>} those that cannot be had
 */
async function notPulled(images) {
  const there = await Promise.all(
    images.map(async (image) => (await present(image)) || succeeds(['pull', '--quiet', image])),
  );
  return images.filter((_, index) => !there[index]);
}

/** @param {string} image */
function present(image) {
  return succeeds(['image', 'inspect', '--format', '{{.Id}}', image]);
}

/** @param {readonly string[]} args */
function succeeds(args) {
  return run('docker', args).then(
    () => true,
    () => false,
  );
}
