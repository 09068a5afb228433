import { quote } from '../core/errors';
import { compareGoVersions, isGoVersion, isRelease, minorOf } from '../gomodule/go-version';
import type { GoLine } from '../gomodule/go-lines';
import { parseReference } from './image-reference';

/**
 * The Go version that the tag of a builder names: `1.27` of `golang:1.27-trixie`; nothing when it names none, or when the image
 * is not one of a repository called `golang`.
 */
export function goVersionOf(builder: string): string | undefined {
  const { repository = '', suffix = '' } = parseReference(builder) ?? {};
  const [, version = ''] = /^:([0-9][0-9a-z.]*)/.exec(suffix) ?? [];
  // Who numbers an image of that name in a way of their own does not reach such versions soon.
  const isGo =
    repository.split('/').at(-1) === 'golang' && isGoVersion(version) && minorOf(version) >= OLDEST_MINOR;
  return isGo ? version : undefined;
}

/** The first Go that uses modules without being told so. */
const OLDEST_MINOR = 16;

/**
 * What a builder cannot compile because a `go` line asks for a newer Go.
 *
 * The official images set GOTOOLCHAIN=local, and so does the build: no other toolchain is fetched while building.
 */
export function builderProblems(builder: string, goLines: readonly GoLine[]): string[] {
  const version = goVersionOf(builder);
  return version === undefined
    ? []
    : goLines
        .filter((line) => isNewer(line.version, version))
        .map(
          ({ version: wanted, at }) =>
            `${at} says go ${wanted}, but the builder ${quote(builder)} has Go ${version} and fetches no other ` +
            `(GOTOOLCHAIN=local); take the builder "golang:${wanted}", or lower the line`,
        );
}

/** The tag `1.27` is the newest release of its line, whatever that is by now. */
function isNewer(wanted: string, has: string): boolean {
  const [, line = ''] = /^([0-9]+\.[0-9]+)/.exec(wanted) ?? [];
  return isRelease(has) ? compareGoVersions(wanted, has) > 0 : compareGoVersions(line, has) > 0;
}
