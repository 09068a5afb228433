import { quote } from '../core/errors';
import { builderFacts, isOfficialGo } from './builder-table';
import { DISTRIBUTIONS, distributionOf } from './distributions';
import { type DockerfileFinding, doubtful, wrong } from './dockerfile-finding';
import type { DockerfileView, StageView } from './dockerfile-view';
import { digestOf, EMPTY_IMAGE, isImage, tagOf } from './image-name';
import { newestBuilder } from './runtime-fixes';
import { FACTS_DATE, goHadEnded, hadEnded, SUPPORTED_GO } from './support-dates';

/** Rules about the images that stages begin with. */
export function baseRules({ stages, final }: DockerfileView): DockerfileFinding[] {
  return [
    ...stages.flatMap((stage) => [...floating(stage), ...ended(stage)]),
    ...(final ? toolchain(final) : []),
  ];
}

/** E-01. */
function toolchain(final: StageView): DockerfileFinding[] {
  const { image } = final;
  return image !== undefined && isImage(image, 'golang')
    ? [
        wrong(
          'E-01',
          { instruction: final.parsed.from },
          `the final image begins with ${quote(image)}, so that compilers and hundreds of megabytes are shipped; end with a ` +
            'stage such as "FROM gcr.io/distroless/static-debian13:nonroot" and copy the program into it',
        ),
      ]
    : [];
}

/** E-02. A tag of `golang` that names no version moves as `latest` does. */
function floating({ base, parent, parsed: { from } }: StageView): DockerfileFinding[] {
  if (base === undefined || parent || base === EMPTY_IMAGE || digestOf(base) !== '') {
    return [];
  }
  const tag = tagOf(base);
  const builder = builderFacts(base);
  if (tag !== '' && tag !== 'latest' && (builder === undefined || builder.goVersion !== undefined)) {
    return [];
  }
  const what = tag === '' ? 'has no tag' : `has the tag ${quote(tag)}, which names no version`;
  const fix = isOfficialGo(base) ? quote(newestBuilder(base)) : 'a tag with a version, or a digest';
  return [
    doubtful(
      'E-02',
      { instruction: from },
      `base ${quote(base)} ${what}, so it can be another image at any time; write ${fix}`,
    ),
  ];
}

/** E-03. */
function ended({ base, parent, parsed: { from } }: StageView): DockerfileFinding[] {
  if (base === undefined || parent) {
    return [];
  }
  const builder = builderFacts(base);
  const version = builder?.goVersion;
  const release = builder ? builder.distribution : distributionOf(base);
  const hasEnded = release !== undefined && hadEnded(release.supportEnds);
  const reasons = [
    ...(version !== undefined && goHadEnded(version)
      ? [`has Go ${version}, which gets no security fixes any more (only ${SUPPORTED_GO.join(' and ')} do)`]
      : []),
    ...(hasEnded ? [`is ${release.name}, whose support ended in ${release.supportEnds}`] : []),
    ...(release === undefined && !builder && isOlderThanAll(base) ? ['is a release without support'] : []),
  ];
  const fix = isOfficialGo(base) ? quote(newestBuilder(base)) : 'a release that has support';
  return reasons.map((reason) =>
    doubtful(
      'E-03',
      { instruction: from },
      `base ${quote(base)} ${reason}, as of ${FACTS_DATE}; write ${fix}`,
    ),
  );
}

/** Whether the tag is a number below those of all releases of that distribution that there are facts about. */
function isOlderThanAll(base: string): boolean {
  const [number = ''] = /^\d+(\.\d+)?/.exec(tagOf(base)) ?? [];
  const name = ['alpine', 'debian', 'ubuntu'].find((each) => isImage(base, each));
  if (number === '' || name === undefined) {
    return false;
  }
  const known = DISTRIBUTIONS.flatMap((each) => {
    const [family = '', release = ''] = each.name.split(' ');
    return family.toLowerCase() === name ? [release] : [];
  });
  return known.every((release) => isLess(number, release));
}

function isLess(left: string, right: string): boolean {
  const [major = 0, minor = 0] = left.split('.').map(Number);
  const [otherMajor = 0, otherMinor = 0] = right.split('.').map(Number);
  return major < otherMajor || (major === otherMajor && minor < otherMinor);
}
