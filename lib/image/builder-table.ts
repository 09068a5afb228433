import { isGoVersion } from '../gomodule/go-version';
import { type Distribution, DISTRIBUTIONS, distributionCalled } from './distributions';
import { digestOf, tagOf } from './image-name';
import { parseReference } from './image-reference';
import { SUPPORTED_GO } from './support-dates';

/** What is in an image that compiles Go programs. */
export interface BuilderFacts {
  /** As the tag says it: a line, `1.27`, or a release, `1.27.4`; nothing when it says none, and the newest is meant. */
  readonly goVersion: string | undefined;
  /** Nothing when it depends on when the image was made, as of Go lines without support whose tag names no distribution. */
  readonly distribution: Distribution | undefined;
  /** Whether there is a C compiler, which cgo and the race detector need. */
  readonly hasCompiler: boolean;
  /** Whether there is git, which modules outside of a proxy need. */
  readonly hasGit: boolean;
}

/**
 * Whether a builder is the official image `golang` of Docker Hub, in a mirror too: there its path is `golang`, or ends in
 * `library/golang`. What others build and call `golang` may stand on anything.
 */
export function isOfficialGo(builder: string): boolean {
  const { registry = '', repository = '' } = parseReference(builder) ?? {};
  return registry === DOCKER_HUB
    ? repository === 'library/golang'
    : repository === 'golang' || /(?:^|\/)library\/golang$/.test(repository);
}

const DOCKER_HUB = 'docker.io';

/**
 * The facts of an official `golang` image for Linux, in its own registry or in a mirror of it; nothing for other images, and for
 * a digest without a tag, which says nothing of what it is.
 *
 * Source: hub.docker.com/_/golang and its Dockerfiles, of the month in `FACTS_DATE`.
 */
export function builderFacts(builder: string): BuilderFacts | undefined {
  const { version, suite } = wordsOf(tagOf(builder));
  const isNewest = NEWEST.includes(version);
  const isNameless = tagOf(builder) === '' && digestOf(builder) !== '';
  if (!isOfficialGo(builder) || isNameless || !isSuite(suite) || !(isNewest || isGoVersion(version))) {
    return undefined;
  }
  const isSupported =
    isNewest || SUPPORTED_GO.some((line) => version === line || version.startsWith(`${line}.`));
  // The Debian ones stand on buildpack-deps with gcc and git; the Alpine ones have neither.
  const isDebian = !suite.startsWith(ALPINE);
  return {
    goVersion: isNewest ? undefined : version,
    distribution: distributionCalled(isSupported ? (DEFAULT_SUITE[suite] ?? suite) : suite),
    hasCompiler: isDebian,
    hasGit: isDebian,
  };
}

/** Tags that name no version and mean the newest one. */
const NEWEST = ['', 'latest', '1'];
const ALPINE = 'alpine';
/** What the images of supported Go lines stand on when the tag does not say it. */
const DEFAULT_SUITE: Readonly<Record<string, string>> = { '': 'trixie', alpine: 'alpine3.24' };
/** Code names of Debian. */
const DEBIAN_SUITES = DISTRIBUTIONS.filter(({ name }) => name.startsWith('Debian ')).flatMap(({ words }) =>
  words.slice(0, 1),
);

/** `1.27-trixie` has both, `1.27` only a version, and `trixie` only a suite. */
function wordsOf(tag: string): { readonly version: string; readonly suite: string } {
  const [first = '', ...rest] = tag.split('-');
  return isSuite(tag) ? { version: '', suite: tag } : { version: first, suite: rest.join('-') };
}

function isSuite(word: string): boolean {
  return ['', ALPINE, ...DEBIAN_SUITES].includes(word) || /^alpine3\.[0-9]+$/.test(word);
}
