/** The parts of an image reference. */
export interface ImageReference {
  /** `docker.io` where none is written. */
  readonly registry: string;
  /** Path in the registry; Docker Hub's official images are below `library/`. Empty for the id of an image. */
  readonly repository: string;
  /** Empty where none is written: the Engine takes `latest`. */
  readonly tag: string;
  /** `sha256:...`; empty where none is written, and where it is no digest. */
  readonly digest: string;
}

const DOCKER_HUB = 'docker.io';
/** Docker Hub's name in logins, which means the same. */
const DOCKER_HUB_INDEX = 'index.docker.io';
/** As the OCI image specification has it, for the algorithms that it registers. */
const DIGEST = /^(?:sha256:[0-9a-f]{64}|sha512:[0-9a-f]{128})$/;

/**
 * The parts of a text that Docker takes for a reference.
 *
 * Any text has parts: a review must have an opinion on references that the Engine is going to refuse, and on those of later releases.
 */
export function parseImageReference(text: string): ImageReference {
  if (DIGEST.test(text)) {
    return { registry: '', repository: '', tag: '', digest: text };
  }
  const at = text.indexOf('@');
  const digest = at < 0 ? '' : text.slice(at + 1);
  const named = at < 0 ? text : text.slice(0, at);
  const slash = named.lastIndexOf('/');
  const colon = named.lastIndexOf(':');
  // A colon before the last slash belongs to the port of the registry.
  const end = colon > slash ? colon : named.length;
  return {
    ...placeOf(named.slice(0, end)),
    tag: named.slice(end + 1),
    digest: DIGEST.test(digest) ? digest : '',
  };
}

/** Whether two references are to the same repository of the same registry. */
export function isSameRepository(left: string, right: string): boolean {
  const [one, other] = [parseImageReference(left), parseImageReference(right)];
  return one.registry === other.registry && one.repository === other.repository;
}

/** Whether a reference means one image for ever. */
export function isPinned(text: string): boolean {
  return parseImageReference(text).digest !== '';
}

/** Whether it is the id of an image that an Engine has, and no name of one. */
export function isImageId(text: string): boolean {
  return parseImageReference(text).repository === '';
}

function placeOf(path: string): Pick<ImageReference, 'registry' | 'repository'> {
  const slash = path.indexOf('/');
  const first = path.slice(0, Math.max(slash, 0));
  const isRegistry = /[.:]/.test(first) || first === 'localhost';
  const registry = !isRegistry || first === DOCKER_HUB_INDEX ? DOCKER_HUB : first;
  const repository = isRegistry ? path.slice(slash + 1) : path;
  const isOfficial = registry === DOCKER_HUB && repository !== '' && !repository.includes('/');
  return { registry, repository: isOfficial ? `library/${repository}` : repository };
}
