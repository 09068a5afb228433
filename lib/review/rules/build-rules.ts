import { at } from '../../core/json';
import { type BuildChange, buildChanges } from './build-changes';
import { dockerImages } from './docker-images';
import { enumerated } from './enumeration';
import type { Finding } from '../model/finding';
import type { ImageSettings } from './image-settings';
import { name, type Phrase, say, value } from '../model/phrase';
import type { ReviewContext } from '../model/rule';

/** CR-IMG-5: the same image, built in another way. */
export function judgeBuilds(context: ReviewContext): readonly Finding[] {
  return dockerImages(context).flatMap(({ change: { address }, before, after }): Finding[] => {
    if (before === undefined || after === undefined) {
      return [];
    }
    const changes = buildChanges(before, after);
    const off = changes.filter((each) => turnsOff(each, after));
    const others = [
      ...changes.filter((each) => !off.includes(each)).map(({ told }) => told),
      ...around(before, after),
    ];
    return [
      ...off.map(({ attribute }): Finding => {
        const words = TURNED_OFF[attribute] ?? '';
        return {
          rule: 'CR-IMG-5',
          severity: 'warn',
          address,
          effect: say`it is built without ${words} from now on, so that nobody can see any more what the image was made from`,
          fix:
            attribute === LEGACY
              ? say`take ${name(LEGACY)} out of the block ${name('build')}`
              : say`set ${name(attribute)} of the block ${name('build')} as it was before`,
        };
      }),
      ...(others.length === 0
        ? []
        : [
            {
              rule: 'CR-IMG-5' as const,
              severity: 'info' as const,
              address,
              effect: say`it is made in another way: ${enumerated(others)}`,
              fix: say`check that the image is still built for the machines that run it, and from what you expect`,
            },
          ]),
    ];
  });
}

const LEGACY = 'use_legacy_builder';

const TURNED_OFF: Readonly<Record<string, string | undefined>> = {
  provenance: 'a provenance attestation',
  sbom: 'a list of its software (SBOM)',
  [LEGACY]: 'any attestation, since the legacy builder makes none,',
};

function turnsOff({ attribute }: BuildChange, { build = {} }: ImageSettings): boolean {
  const said = at(build, attribute);
  switch (attribute) {
    // BuildKit makes one where nothing is said.
    case 'provenance':
      return isOff(said);
    case 'sbom':
      return said === undefined || said === null || said === '' || isOff(said);
    default:
      return attribute === LEGACY && said === true;
  }
}

/** As BuildKit takes it: `false`, or a specification with `disabled=true`. */
function isOff(said: unknown): boolean {
  return (
    typeof said === 'string' && /^\s*(?:false|f|0)\s*$|(?:^|,)\s*disabled=(?:true|t|1)\s*(?:,|$)/i.test(said)
  );
}

/** What is said beside the block. */
function around(before: ImageSettings, after: ImageSettings): Phrase[] {
  const isBuilt = after.build !== undefined;
  return [
    ...((before.build !== undefined) === isBuilt
      ? []
      : [
          isBuilt ? say`it was pulled before, and is built now` : say`it was built before, and is pulled now`,
        ]),
    ...(before.platform === after.platform
      ? []
      : [say`${name('platform')} from ${shown(before.platform)} to ${shown(after.platform)}`]),
  ];
}

function shown(platform: string): Phrase {
  return platform === '' ? say`nothing` : [value(platform)];
}
