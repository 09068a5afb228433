import { PATH_LABEL } from '../../facts/labels';
import { Attributes } from '../plan/attributes';
import { readContainer } from '../plan/read-container';
import type { ReviewContext } from '../model/rule';
import { labels } from '../plan/setting-parts';

/**
 * Names of the volumes that hold nothing but copies of secrets: those in which this library brings them to a service.
 *
 * Other secrets make another volume, so that the end of the old one is no loss. It has the name of the container that fills it and never runs, and
 * both have the label of one construct. Told by what is deployed, so that no edit makes a volume with data look like one.
 */
export function secretCopies(context: ReviewContext): ReadonlySet<string> {
  const known = KNOWN.get(context) ?? findCopies(context);
  KNOWN.set(context, known);
  return known;
}

/** Many rules ask, and the answer for one plan stays the same. */
const KNOWN = new WeakMap<ReviewContext, ReadonlySet<string>>();

function findCopies({ plan, containers }: ReviewContext): ReadonlySet<string> {
  // Whoever prunes containers takes these away too, which drift tells.
  const pruned = plan.drift.filter(({ type, effect }) => type === 'docker_container' && effect === 'delete');
  const deployed = [
    ...containers.map(({ before }) => before),
    ...pruned.map((change) => readContainer(change, 'before')),
  ];
  const carriers = new Map(
    deployed.flatMap((container): [string, string][] => {
      const path = container?.labels[PATH_LABEL];
      return container === undefined ||
        path === undefined ||
        container.isService ||
        container.starts ||
        container.uploads.length === 0
        ? []
        : [[container.name.replace(STAMP, ''), path]];
    }),
  );
  return new Set(
    plan.changes
      .filter(({ type, isData }) => type === 'docker_volume' && !isData)
      .flatMap(({ address, before = {} }) => {
        const volume = new Attributes(before, address);
        const name = volume.text('name') ?? '';
        const path = carriers.get(name);
        return GENERATION.test(name) && path !== undefined && labels(volume)[PATH_LABEL] === path
          ? [name]
          : [];
      }),
  );
}

/** With which the names of containers end that overlap: the time when they were made. */
const STAMP = /-\d{8}-\d{6}$/;

/** How the names of such a container and its volume end: with the generation of the secrets. */
const GENERATION = /-secrets-[0-9a-f]{8}$/;
