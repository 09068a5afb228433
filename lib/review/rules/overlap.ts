import { PATH_LABEL } from '../../facts/labels';
import type { ContainerSettings, Membership, MountedPath } from '../model/container-settings';
import type { ContainerChange, ReviewContext } from '../model/rule';
import { isReplaced } from './docker-changes';
import { dataOf } from './kept-data';
import { serves } from './published-ports';

/** A container that serves, and whose successor is started before it is stopped. */
export interface Overlap extends ContainerChange {
  readonly before: ContainerSettings;
  readonly after: ContainerSettings;
}

/** Every overlap of a plan. What an apply has left over of one is not among them: Terraform only removes that. */
export function overlapsIn({ containers }: ReviewContext): readonly Overlap[] {
  return containers.filter(isOverlap);
}

export function isOverlap(container: ContainerChange): container is Overlap {
  const { change, before, after } = container;
  return (
    change.type === 'docker_container' &&
    change.effect === 'replace-create-first' &&
    change.deposed === undefined &&
    serves(before) &&
    after !== undefined
  );
}

/** Whether the apply waits until a container is healthy. A check that the plan does not have may be the image's own: the provider refuses to wait where there is none. */
export function isAwaited({ waits, health }: ContainerSettings): boolean {
  return waits && health?.test[0] !== 'NONE';
}

/** The names under which others reach a container on networks of its own: aliases, or its name where it has none. None where they do not reach it by name. */
export function namesOnNetworks({ name, memberships }: ContainerSettings): readonly string[] {
  const aliases = memberships.flatMap((each) => each.aliases);
  const names = aliases.length > 0 || memberships.length === 0 ? aliases : [name];
  return [...new Set(names)].filter((each) => each !== '');
}

/** The names that lead to the old and to the new container on one network; undefined where that is known only after the apply. */
export function commonNames({ before, after }: Overlap): readonly string[] | undefined {
  const found = before.memberships.flatMap((old) =>
    after.memberships
      .filter((planned) => mayBeSame(old, planned))
      .flatMap((planned) => {
        const names = [after.name, ...planned.aliases];
        return [before.name, ...old.aliases].filter((each) => each !== '' && names.includes(each));
      }),
  );
  const isLater = after.memberships.length === 0 && after.unknown.has('networks_advanced');
  return found.length === 0 && isLater ? undefined : [...new Set(found)];
}

function mayBeSame(old: Membership, planned: Membership): boolean {
  return planned.network === '' || planned.network === old.network;
}

/** The port that a service of this library listens on, by what its health check asks; undefined where that does not say. */
export function checkedPort({ labels, health }: ContainerSettings): string | undefined {
  const [, , kind = '', port = ''] = health?.test ?? [];
  return labels[PATH_LABEL] !== undefined && ASKING.includes(kind) && /^\d+$/.test(port) ? port : undefined;
}

/** What the probe of this library does, written before the port. */
const ASKING = ['http', 'tcp', 'grpc'];

/** What old and new container both write to, while both run. A socket is no data. */
export function writtenByBoth(
  { before, after }: Overlap,
  copies: ReadonlySet<string>,
): readonly MountedPath[] {
  const written = (container: ContainerSettings) =>
    dataOf(container, copies).filter(
      ({ kind, source, isReadOnly }) =>
        kind !== 'anonymous' && source !== '' && !isReadOnly && !source.endsWith('.sock'),
    );
  const old = written(before);
  return written(after).filter((each) =>
    old.some(({ kind, source }) => kind === each.kind && source === each.source),
  );
}

/** A job, and the new containers that are not started before it has ended. */
export interface JobBefore {
  readonly job: ContainerChange;
  readonly overlaps: readonly Overlap[];
}

/** The jobs that new containers wait for, by what the configuration says. */
export function jobsBefore(context: ReviewContext): readonly JobBefore[] {
  const all = overlapsIn(context);
  return context.containers
    .filter(isJobToRun)
    .map((job) => {
      const waiting = new Set(context.dependents(job.change.address));
      return { job, overlaps: all.filter(({ change }) => waiting.has(change)) };
    })
    .filter(({ overlaps }) => overlaps.length > 0);
}

/** Whether something runs once, and is to run in this apply. */
function isJobToRun({ change, after }: ContainerChange): boolean {
  return (
    change.type === 'docker_container' &&
    (change.effect === 'create' || isReplaced(change.effect)) &&
    after?.starts === true &&
    !after.isService
  );
}
