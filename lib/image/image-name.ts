import { parseReference } from './image-reference';

/**
 * Whether a reference names the official image `name`, in its own registry or in a mirror: `mirror.example.com/hub/golang:1.27` is
 * a `golang`, and `somebody/golang:1.27` is not.
 */
export function isImage(reference: string, name: string): boolean {
  const { registry = '', repository = '' } = parseReference(reference) ?? {};
  return registry === DOCKER_HUB ? repository === `library/${name}` : repository.split('/').at(-1) === name;
}

/** The tag of a reference; empty when it has none. */
export function tagOf(reference: string): string {
  return /^:([^@]+)/.exec(parseReference(reference)?.suffix ?? '')?.[1] ?? '';
}

/** The digest of a reference, `sha256:...`; empty when it has none. */
export function digestOf(reference: string): string {
  return /@(.+)$/.exec(parseReference(reference)?.suffix ?? '')?.[1] ?? '';
}

/** The reference without tag and digest, as it was written. */
export function nameOf(reference: string): string {
  const suffix = parseReference(reference)?.suffix ?? '';
  return reference.slice(0, reference.length - suffix.length);
}

/** The builder's own word for no image at all. */
export const EMPTY_IMAGE = 'scratch';

const DOCKER_HUB = 'docker.io';
