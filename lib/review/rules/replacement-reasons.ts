import { byCodeUnit } from '../../core/hash';
import { at, type Fields } from '../../core/json';
import { PATH_LABEL, SPEC_LABEL } from '../../facts/labels';
import { Attributes } from '../plan/attributes';
import { isSameSetting } from '../plan/changed-attributes';
import { isReplaced, listed } from './docker-changes';
import { joined, type Phrase, say, value } from '../model/phrase';
import type { MountedPath } from '../model/container-settings';
import type { ResourceChange } from '../model/plan';
import type { ReviewContext } from '../model/rule';
import { secretCopies } from './secret-copies';
import { labels, variable } from '../plan/setting-parts';
import { hasUnknown, unknownPart } from '../plan/unknown-parts';

/** Why a container or a service is destroyed: several reasons in one order, with commas between them. */
export function whyDestroyed(context: ReviewContext, change: ResourceChange): Phrase {
  const events = eventOf(change);
  if (!isReplaced(change.effect)) {
    return events.length > 0 ? events : say`everything is destroyed`;
  }
  const reasons = [
    ...(events.length > 0 ? [events] : []),
    ...replacingAttributes(change).map((each) => whyReplaced(context, change, each)),
  ].filter((each) => each.length > 0);
  return reasons.length > 0 ? joined(reasons, ', ') : say`Terraform does not say why`;
}

/** What makes Terraform destroy something that no attribute asks for; empty where it does not say. */
export function eventOf({ reason = '' }: ResourceChange): Phrase {
  return (at(EVENTS, reason) ?? []) as Phrase;
}

/** The attributes that cannot change in place, each once, in one order; of a service of Swarm the innermost blocks that have them. */
export function replacingAttributes({ type, replacePaths }: ResourceChange): readonly string[] {
  const paths = replacePaths.map((steps) =>
    type === 'docker_service'
      ? steps.filter((step) => typeof step === 'string').join('.')
      : String(steps[0] ?? ''),
  );
  return [...new Set(paths)]
    .filter((path) => path !== '' && !paths.some((other) => other.startsWith(`${path}.`)))
    .sort(byCodeUnit);
}

const EVENTS: Readonly<Record<string, Phrase>> = {
  replace_because_tainted: say`the last apply failed half way (tainted)`,
  replace_by_request: say`asked for by -replace`,
  replace_by_triggers: say`a dependency changes (replace_triggered_by)`,
  delete_because_no_resource_config: say`it is no longer declared`,
  delete_because_no_module: say`its module is no longer declared`,
  delete_because_wrong_repetition: say`count or for_each has no such one any more`,
  delete_because_count_index: say`count has no such one any more`,
  delete_because_each_key: say`for_each has no such one any more`,
  delete_because_no_move_target: say`where it was moved to, nothing is declared`,
};

function whyReplaced(context: ReviewContext, change: ResourceChange, attribute: string): Phrase {
  switch (attribute) {
    case 'image':
      return whyImage(context, change);
    case 'env':
      return whyEnvironment(change);
    case 'labels':
      return whyLabels(context, change);
    case 'mounts':
    case 'volumes':
      return whyMounts(context, change);
    case 'privileged':
      return change.after?.privileged === true ? say`it becomes privileged` : say`it is privileged no more`;
    case 'read_only':
      return change.after?.read_only === true
        ? say`its root file system becomes read-only`
        : say`its root file system becomes writable`;
    default:
      return changing(attribute);
  }
}

function changing(attribute: string): Phrase {
  const words = at(WORDS, attribute) as string | undefined;
  return words === undefined ? say`${value(attribute)} changes` : [words];
}

/** What a reader calls attributes whose own names say little. */
const WORDS: Readonly<Record<string, string>> = {
  capabilities: 'its capabilities change',
  command: 'its command changes',
  cpu_period: 'its share of the processors changes',
  cpu_quota: 'its share of the processors changes',
  cpus: 'its share of the processors changes',
  entrypoint: 'its program changes',
  healthcheck: 'its health check changes',
  init: 'its init process changes',
  log_driver: 'its log driver changes',
  log_opts: 'the options of its logs change',
  mounts: 'what is mounted into it changes',
  name: 'its name changes',
  network_mode: 'its network mode changes',
  networks_advanced: 'its networks change',
  ports: 'its published ports change',
  security_opts: 'its security options change',
  tmpfs: 'its directories in memory change',
  upload: 'the files that are copied into it change',
  user: 'its user changes',
};

/** Other secrets are another volume at the same path. */
function whyMounts(context: ReviewContext, change: ResourceChange): Phrase {
  const container = context.containers.find((each) => each.change === change);
  const copies = secretCopies(context);
  const [old = [], planned = []] = [container?.before, container?.after].map((settings) => settings?.mounts);
  const places = new Set(old.filter(({ source }) => copies.has(source)).map(({ target }) => target));
  const rest = (mounts: readonly MountedPath[]) => mounts.filter(({ target }) => !places.has(target));
  const isSame = isSameSetting('mounts', rest(old), rest(planned));
  return isSame && planned.some(({ target }) => places.has(target))
    ? say`its secrets change`
    : changing('mounts');
}

function whyImage(context: ReviewContext, change: ResourceChange): Phrase {
  const images = newImages(context, change);
  return images.length === 0
    ? say`its image is another one`
    : listed(
        images.map((image) =>
          isBuilt(image)
            ? say`its image ${context.called(image.address)} is built anew`
            : say`its image ${context.called(image.address)} is another one`,
        ),
      );
}

/** The images that a container refers to, as far as the plan builds or pulls them. */
export function newImages({ plan }: ReviewContext, change: ResourceChange): readonly ResourceChange[] {
  const references = plan.configured.find(({ address }) => address === change.configured)?.references ?? [];
  return plan.changes.filter(
    ({ type, configured, effect }) =>
      type === 'docker_image' &&
      references.includes(configured) &&
      (effect === 'create' || isReplaced(effect)),
  );
}

function isBuilt({ after = {} }: ResourceChange): boolean {
  return !isSameSetting('build', at(after, 'build'), undefined);
}

function whyEnvironment({ before = {}, after = {}, afterUnknown, address }: ResourceChange): Phrase {
  const read = (fields: Fields) =>
    new Map(new Attributes(fields, address).texts('env').map((text) => [variable(text).name, text]));
  const [old, planned] = [read(before), read(after)];
  const names = [...new Set([...old.keys(), ...planned.keys()])].filter(
    (each) => old.get(each) !== planned.get(each),
  );
  // A text that is known only after the apply is left out of the plan with its name.
  return names.length === 0 || hasUnknown(unknownPart(afterUnknown, 'env'))
    ? say`its environment changes`
    : say`its environment changes (${listed(names.map((each) => [value(each)]))})`;
}

function whyLabels(context: ReviewContext, change: ResourceChange): Phrase {
  const { before = {}, after = {}, address } = change;
  const [old, planned] = [before, after].map((fields) => labels(new Attributes(fields, address)));
  const names = Object.keys({ ...old, ...planned }).filter(
    (each) => at(old ?? {}, each) !== at(planned ?? {}, each),
  );
  const others = names.filter((each) => each !== SPEC_LABEL && each !== PATH_LABEL);
  return listed([
    ...(names.includes(SPEC_LABEL) ? whatIsNoticed(context, change) : []),
    ...(names.includes(PATH_LABEL) ? [say`its construct path changes`] : []),
    ...(others.length > 0 || names.length === 0 ? [say`its labels change`] : []),
  ]);
}

/** What the provider accepts on edit and does not do, so that the label changes for it. */
const NOTICED = ['cpu_period', 'cpu_quota', 'healthcheck', 'init', 'mounts', 'rm', 'start', 'tmpfs'];

function whatIsNoticed(context: ReviewContext, change: ResourceChange): readonly Phrase[] {
  const { before = {}, after = {}, afterUnknown, replacePaths } = change;
  const changed = NOTICED.filter(
    (each) =>
      !hasUnknown(unknownPart(afterUnknown, each)) && !isSameSetting(each, at(before, each), at(after, each)),
  );
  // A check that is taken away is unknown in the plan, because the image may have one of its own.
  const health = healthTold(context, change);
  const all = new Set([...changed, ...(health === undefined ? [] : ['healthcheck'])]);
  if (all.size > 0) {
    return [...all].map((each) => (each === 'healthcheck' ? (health ?? changing(each)) : changing(each)));
  }
  // The label tells as well when an argument is given or taken away; where that replaces the container itself, it is a reason of its own.
  return replacePaths.some(([first]) => first !== 'labels')
    ? []
    : [say`an argument is taken away that the Engine has a value of its own for`];
}

/** Old and new check of a service of this library, whose facts have no secret; nothing where it stays the same. */
function healthTold({ facts, pathOf }: ReviewContext, { address }: ResourceChange): Phrase | undefined {
  const found = facts.find(({ path }) => path === pathOf(address));
  const [before, after] = [found?.before, found?.after].map((each) =>
    each?.kind === 'service' ? each.health : undefined,
  );
  if (before === undefined || after === undefined || before === after) {
    return undefined;
  }
  const shown = (health: string): Phrase => (health === '' ? ['none'] : [value(health)]);
  return say`its health check changes from ${shown(before)} to ${shown(after)}`;
}
