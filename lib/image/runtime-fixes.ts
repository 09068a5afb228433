import { minorOf } from '../gomodule/go-version';
import { builderFacts } from './builder-table';
import { distributionCalled } from './distributions';
import { isImage, nameOf, tagOf } from './image-name';
import type { Libc } from './libc';
import type { Runtime } from './runtime';
import { RUNTIME_TABLE, type RuntimeRow, written } from './runtime-table';
import { SUPPORTED_GO } from './support-dates';

/** Suites of Debian that official builders are made of, the newest first, each with the first line of Go that has it. */
const BUILDER_SUITES = [
  { suite: 'trixie', since: '1.24' },
  { suite: 'bookworm', since: '1.20' },
] as const;

/** The builder to take when nothing speaks against it, from where the one in question is. */
export function newestBuilder(builder: string): string {
  return builderLike(builder, SUPPORTED_GO[0], BUILDER_SUITES[0].suite);
}

/** The newest official builder with a C compiler whose programs start with `libc`, and with the same Go where there is one. */
export function builderFor(libc: Libc, builder: string): string | undefined {
  const { goVersion = SUPPORTED_GO[0] } = builderFacts(builder) ?? {};
  const found = BUILDER_SUITES.find(({ suite }) => {
    const built = distributionCalled(suite)?.libc;
    return built !== undefined && libc.runs(built);
  });
  if (found === undefined) {
    return undefined;
  }
  const hasVersion = minorOf(goVersion) >= minorOf(found.since);
  return builderLike(builder, hasVersion ? goVersion : SUPPORTED_GO[0], found.suite);
}

function builderLike(builder: string, goVersion: string, suite: string): string {
  return `${isImage(builder, 'golang') ? nameOf(builder) : 'golang'}:${goVersion}-${suite}`;
}

/** What to write for a runtime that starts programs linked with `libc`: the newest of the same kind where there is one. */
export function runtimeFor(libc: Libc, runtime: Runtime): string | undefined {
  const usable = RUNTIME_TABLE.filter((row) => row.libc.runs(libc));
  const found = usable.find(({ factory }) => factory === rowOf(runtime)?.factory) ?? usable[0];
  return found && written(found);
}

/** The row that a runtime is of, also when it is pinned; nothing for one of the user's own. */
export function rowOf({ base }: Runtime): RuntimeRow | undefined {
  return RUNTIME_TABLE.find(
    ({ reference }) => nameOf(reference) === nameOf(base) && tagOf(reference) === tagOf(base),
  );
}
