import { at, isMap } from '../../core/json';
import { byCodeUnit } from '../../core/hash';
import { buildChanges } from './build-changes';
import { isReplaced } from './docker-changes';
import type { DockerImage } from './docker-images';
import type { ImageSettings } from './image-settings';
import { enumerated } from './enumeration';
import { type Phrase, say, value } from '../model/phrase';
import { hasUnknown, unknownPart } from '../plan/unknown-parts';

/** What the triggers of this library's images stand for, in the order in which they are told. */
const OWN_TRIGGERS: Readonly<Record<string, string>> = {
  source: 'its sources',
  modules: 'its modules',
  tests: 'its tests',
  recipe: 'its recipe',
  base: 'the image that it starts from',
  files: 'its files',
};

/** What changed, where that is why a new image is made. */
export function changedOf({ before, after }: DockerImage): Phrase {
  if (before === undefined || after === undefined) {
    return [];
  }
  const triggers = changedTriggers(before, after);
  const told = triggers.length > 0 ? triggers : changedAttributes(before, after);
  return enumerated(told);
}

/** What makes it so, as a phrase of its own. */
export function reasonOf(image: DockerImage): Phrase {
  const { change } = image;
  if (!isReplaced(change.effect)) {
    return say`it is not there yet`;
  }
  const changed = changedOf(image);
  return changed.length > 0 ? say`${changed} changed` : say`${inWords(change.reason)}`;
}

/** In Terraform's words there may be new ones. */
function inWords(reason = ''): string {
  return (at(TOLD, reason) as string | undefined) ?? 'the plan says no reason';
}

const TOLD: Readonly<Record<string, string>> = {
  replace_because_tainted: 'the last apply did not finish it',
  replace_by_request: 'the plan was asked to replace it',
  replace_by_triggers: 'something changed that its replace_triggered_by names',
};

function changedTriggers(before: ImageSettings, after: ImageSettings): (Phrase | string)[] {
  const keys = [
    ...new Set([...Object.keys(before.triggers), ...Object.keys(after.triggers), ...unknownKeys(after)]),
  ];
  const isOwn = keys.every((key) => Object.hasOwn(OWN_TRIGGERS, key));
  const changed = keys.filter(
    (key) => isUnknown(after, key) || at(before.triggers, key) !== at(after.triggers, key),
  );
  return isOwn
    ? Object.entries(OWN_TRIGGERS).flatMap(([key, words]) => (changed.includes(key) ? words : []))
    : changed.sort(byCodeUnit).map((key) => say`its trigger ${value(key)}`);
}

function unknownKeys({ unknownTriggers }: ImageSettings): string[] {
  return isMap(unknownTriggers) ? Object.keys(unknownTriggers) : [];
}

function isUnknown({ unknownTriggers }: ImageSettings, key: string): boolean {
  return hasUnknown(unknownPart(unknownTriggers, key));
}

function changedAttributes(before: ImageSettings, after: ImageSettings): string[] {
  return [
    ...(before.name === after.name ? [] : ['its name']),
    ...(before.platform === after.platform ? [] : ['its platform']),
    ...(buildChanges(before, after).length === 0 ? [] : ['the way it is built']),
    ...(isPulledAgain(before, after) ? ['its pull triggers'] : []),
  ];
}

function isPulledAgain(before: ImageSettings, after: ImageSettings): boolean {
  const [old, recent] = [before, after].map(({ pullTriggers }) => JSON.stringify([...pullTriggers].sort()));
  return after.hasUnknownPullTriggers || old !== recent;
}
