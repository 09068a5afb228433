import { quote } from '../core/errors';

/** The words of an image reference. */
export interface ImageReference {
  readonly registry: string;
  /** Path in the registry; Docker Hub's official images are below `library/`. */
  readonly repository: string;
  /** `:tag`, `@digest` or both, as written; empty when neither is. */
  readonly suffix: string;
}

const DOCKER_HUB = 'docker.io';
const PART = '[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*';
const REFERENCE = new RegExp(
  `^((?:${PART}(?::[0-9]+)?/)?${PART}(?:/${PART})*)(:[A-Za-z0-9_][A-Za-z0-9_.-]{0,127})?(@sha256:[0-9a-f]{64})?$`,
);

/** Reads `golang:1.27`, `gcr.io/distroless/static:nonroot` and the like; nothing when it is no reference. */
export function parseReference(text: string): ImageReference | undefined {
  const [, name, tag = '', digest = ''] = REFERENCE.exec(text) ?? [];
  if (name === undefined) {
    return undefined;
  }
  const [first = '', ...rest] = name.split('/');
  const hasRegistry = rest.length > 0 && (/[.:]/.test(first) || first === 'localhost');
  const registry = hasRegistry ? first : DOCKER_HUB;
  const path = hasRegistry ? rest.join('/') : name;
  const repository = registry === DOCKER_HUB && !path.includes('/') ? `library/${path}` : path;
  return { registry, repository, suffix: tag + digest };
}

/** What is wrong with a base image, if anything. */
export function referenceProblems(what: string, text: string): string[] {
  return parseReference(text)
    ? []
    : [`${what} ${quote(text)} is no image reference; write it like "golang:1.27-trixie"`];
}
