import { ensureOfflineBases, hasOfflineBases, OFFLINE_PREFIX } from '../offline/bases.mjs';
import { run } from '../process.mjs';

/** What the library's defaults build from; a test compares the two. */
export const BASE_IMAGES = ['golang:1.27-trixie', 'gcr.io/distroless/static-debian13:nonroot'];

/**
 * Finds the base images: a mirror of the user's, the real ones, or the offline kit's.
 *
 * @returns {Promise<{ text: string, value: string | undefined }>} the mirror setting that the app needs
 */
export async function ensureBaseImages() {
  const mirror = process.env.GO_CONTAINERS_MIRROR;
  if (mirror !== undefined && mirror !== OFFLINE_PREFIX) {
    return { text: `from your mirror setting ${mirror}`, value: mirror };
  }
  if (mirror === undefined && (await present(BASE_IMAGES))) {
    return { text: 'the real ones, already on the Engine', value: undefined };
  }
  if (mirror === undefined && !(await hasOfflineBases()) && (await pulled())) {
    return { text: 'the real ones, pulled', value: undefined };
  }
  const { built } = await ensureOfflineBases();
  const how = built ? 'made from Debian packages and a Go release' : 'made before';
  return { text: `OFFLINE KIT, below ${OFFLINE_PREFIX}/: ${how}`, value: OFFLINE_PREFIX };
}

/** @param {readonly string[]} images */
async function present(images) {
  return run('docker', ['image', 'inspect', '--format', '{{.Id}}', ...images]).then(
    () => true,
    () => false,
  );
}

async function pulled() {
  for (const image of BASE_IMAGES) {
    const done = await run('docker', ['pull', '--quiet', image]).then(
      () => true,
      () => false,
    );
    if (!done) {
      return false;
    }
  }
  return true;
}
