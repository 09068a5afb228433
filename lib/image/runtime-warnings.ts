import { quote } from '../core/errors';
import { builderFacts, isOfficialGo } from './builder-table';
import { type Distribution, DISTRIBUTIONS, distributionOf } from './distributions';
import { digestOf, EMPTY_IMAGE, nameOf, tagOf } from './image-name';
import { parseReference } from './image-reference';
import type { Runtime } from './runtime';
import { newestBuilder, rowOf } from './runtime-fixes';
import type { RuntimeUse } from './runtime-rules';
import { written } from './runtime-table';
import { FACTS_DATE, goHadEnded, hadEnded, SUPPORTED_GO } from './support-dates';

/** Everything that works today and should be known about a program, its builder and its runtime. */
export function runtimeUseWarnings(use: RuntimeUse): string[] {
  const { cgo, staticallyLinked, positionIndependent, builder, runtime } = use;
  const isStatic = staticallyLinked || !(cgo || positionIndependent);
  return [
    ...builderWarnings(builder),
    ...runtimeWarnings(runtime),
    ...richerWarnings(isStatic, runtime),
    ...uncheckedWarnings(use),
  ];
}

/** What will go wrong one day with a builder that works today. */
export function builderWarnings(builder: string): string[] {
  const { distribution, goVersion } = builderFacts(builder) ?? {};
  const fix = quote(newestBuilder(builder));
  return [
    ...floatingWarnings('builder', builder, isOfficialGo(builder) ? fix : PIN),
    ...endedWarnings('builder', builder, distribution, fix),
    ...(goVersion !== undefined && goHadEnded(goVersion)
      ? [
          `the builder ${quote(builder)} has Go ${goVersion}, which gets no security fixes any more (as of ${FACTS_DATE} only ` +
            `${SUPPORTED_GO.join(' and ')} do); write ${fix}`,
        ]
      : []),
  ];
}

/** What will go wrong one day with a runtime that works today. */
export function runtimeWarnings(runtime: Runtime): string[] {
  const { base } = runtime;
  const row = rowOf(runtime);
  const release = distributionOf(base);
  const newest = DISTRIBUTIONS.find(({ name }) => familyOf(name) === familyOf(release?.name));
  const pin = row === undefined ? PIN : `${written(row)}.withDigest('sha256:...')`;
  const newer = row === undefined ? `an image of ${newest?.name ?? ''}` : `Runtime.${row.factory}()`;
  return [
    ...distrolessWarnings(base),
    ...floatingWarnings('runtime', base, pin),
    ...endedWarnings('runtime', base, release, newer),
  ];
}

/**
 * What nobody can check: with cgo, a builder that there are no facts about may have another C library than the runtime.
 */
export function uncheckedWarnings({
  cgo,
  staticallyLinked,
  builder,
  runtime,
  assumeGlibc,
}: RuntimeUse): string[] {
  return cgo && !staticallyLinked && assumeGlibc === undefined && !builderFacts(builder)?.distribution
    ? [
        `the C library of the builder ${quote(builder)} is not known, so it was not compared with ${runtime.libc.toText()} of the ` +
          `runtime ${quote(runtime.base)}; with glibc, say by assumeGlibc what the program needs`,
      ]
    : [];
}

/** A hint, where a program that needs no C library stands on one. Who wants a shell has a reason, and so has who gives an own base. */
export function richerWarnings(isStatic: boolean, runtime: Runtime): string[] {
  const row = rowOf(runtime);
  if (!isStatic || row === undefined || row.shell || row.libc.family === 'none') {
    return [];
  }
  const fix = row.factory.startsWith('chainguard')
    ? 'Runtime.chainguardStatic()'
    : 'Runtime.distrolessStatic()';
  return [
    `the runtime ${quote(runtime.base)} has a C library, which this program does not use; write the runtime ${fix}, which is ` +
      'smaller',
  ];
}

/** In strict mode: what is wrong with a reference that does not name one image for ever. */
export function floatingProblems(what: string, reference: string): string[] {
  if (reference === EMPTY_IMAGE || !parseReference(reference) || digestOf(reference) !== '') {
    return [];
  }
  return [
    `${what} ${quote(reference)} has no digest, so it can be another image tomorrow; write ` +
      `${quote(`${reference}@sha256:...`)} with the digest that "docker buildx imagetools inspect ${reference}" prints`,
  ];
}

/** Without a tag the Engine takes `latest`, whatever that is at the time. */
function floatingWarnings(what: string, reference: string, fix: string): string[] {
  const tag = tagOf(reference);
  const isFloating =
    reference !== EMPTY_IMAGE && digestOf(reference) === '' && (tag === '' || tag === 'latest');
  return isFloating && parseReference(reference)
    ? [
        `the ${what} ${quote(reference)} ${tag === '' ? 'has no tag' : 'has the tag "latest"'}, so it can be another version at any ` +
          `time; write ${fix}`,
      ]
    : [];
}

const PIN = 'a tag with a version, or a digest';

/** The name without a Debian release changes its release, and its C library with it. */
function distrolessWarnings(reference: string): string[] {
  const [, image = ''] = /\/distroless\/(static|base-nossl|base|cc)$/.exec(nameOf(reference)) ?? [];
  return image !== '' && digestOf(reference) === ''
    ? [
        `the runtime ${quote(reference)} names no release of Debian, so it gets another C library with the next one; write ` +
          quote(`${nameOf(reference)}-debian13:nonroot`),
      ]
    : [];
}

function endedWarnings(
  what: string,
  reference: string,
  release: Distribution | undefined,
  fix: string,
): string[] {
  return release !== undefined && hadEnded(release.supportEnds)
    ? [
        `the ${what} ${quote(reference)} is ${release.name}, whose support ended in ${release.supportEnds} (as of ` +
          `${FACTS_DATE}), so it gets no security fixes any more; write ${fix}`,
      ]
    : [];
}

/** `Debian` of `Debian 13`. */
function familyOf(name = ''): string {
  return name.replace(/ [^ ]+$/, '');
}
