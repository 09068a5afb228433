import { dockerChanges, isReplaced, listed } from './docker-changes';
import type { Finding } from '../model/finding';
import { dataOf, type Fate, fatesOf, pathsOf } from './kept-data';
import { joined, type Phrase, say, value } from '../model/phrase';
import type { ContainerSettings, MountedPath } from '../model/container-settings';
import type { ResourceChange } from '../model/plan';
import { eventOf, replacingAttributes } from './replacement-reasons';
import type { ContainerChange, Judge, ReviewContext } from '../model/rule';
import { secretCopies } from './secret-copies';

/** Volumes with data, of which something becomes. */
function volumeChanges(context: ReviewContext): readonly ResourceChange[] {
  const copies = secretCopies(context);
  return dockerChanges(context).filter(
    ({ type, before }) => type === 'docker_volume' && !copies.has(String(before?.name)),
  );
}

const volumeDestroyed: Judge = (context) =>
  volumeChanges(context)
    .filter(({ effect }) => effect === 'delete')
    .map((change) => ({
      rule: 'CR-DATA-1',
      severity: 'block',
      address: change.address,
      effect:
        held(context, change) ??
        (change.deposed === undefined
          ? say`the volume is destroyed with all data in it`
          : say`a volume that an earlier apply left over is destroyed with all data in it`),
      fix: say`keep it declared; if it has another address now, say so in a moved block; if Terraform is only to let go of it, say so in a removed block`,
    }));

const volumeReplaced: Judge = (context) =>
  volumeChanges(context)
    .filter(({ effect }) => effect === 'replace' || effect === 'replace-create-first')
    .map((change) => ({
      rule: 'CR-DATA-2',
      severity: 'block',
      address: change.address,
      effect: say`${
        held(context, change) ??
        say`the volume is destroyed with all data in it, and an empty one takes its place`
      }: ${whyReplaced(change)}`,
      fix: replacedFix(change),
    }));

/** What becomes of a volume that a container goes on using: the Engine keeps it, and the provider waits 30 s for nothing. */
function held({ containers, called }: ReviewContext, { before = {} }: ResourceChange): Phrase | undefined {
  const holders = containers.filter(
    ({ change, after }) =>
      (change.effect === 'none' || change.effect === 'update') &&
      after?.mounts.some(({ kind, source }) => kind === 'volume' && source === before.name),
  );
  return holders.length === 0
    ? undefined
    : say`the apply fails after 30 s, because ${listed(holders.map(({ change }) => [called(change.address)]))} goes on with the volume, and the Engine does not remove it; once that is stopped, all data in it is lost`;
}

function whyReplaced(change: ResourceChange): Phrase {
  const attributes = replacingAttributes(change);
  if (attributes.length === 0) {
    const event = eventOf(change);
    return event.length > 0 ? event : say`Terraform does not say why`;
  }
  const names = say`${joined(
    attributes.map((each) => value(each)),
    ', ',
  )} of a volume cannot change in place`;
  return attributes.includes('labels') ? say`${names}, so that even a label replaces it` : names;
}

function replacedFix(change: ResourceChange): Phrase {
  const attributes = replacingAttributes(change);
  return attributes.length === 0
    ? say`copy the data away first, or do not replace it (terraform untaint takes the mark of a failed apply away)`
    : say`leave ${joined(
        attributes.map((each) => value(each)),
        ', ',
      )} as deployed (ignore_changes does that), or copy the data to a new volume first`;
}

const dataOutOfSight: Judge = (context) => {
  const copies = secretCopies(context);
  return context.containers.flatMap((container) => outOfSight(container, copies));
};

function outOfSight(
  { change, before, after }: ContainerChange,
  copies: ReadonlySet<string>,
): readonly Finding[] {
  const { effect, address, deposed } = change;
  if (before === undefined || effect === 'none' || effect === 'forget' || deposed !== undefined) {
    return [];
  }
  const phrases =
    after === undefined
      ? dataOf(before, copies).flatMap((mount) => removedWith(mount, before))
      : fatesOf(before, after, copies).flatMap((fate) =>
          fate.kind === 'anonymous' && isReplaced(effect)
            ? removedWith(fate.mount, before)
            : whatBecomes(fate),
        );
  return phrases.map((phrase) => ({
    rule: 'CR-DATA-3',
    severity: 'warn',
    address,
    effect: phrase.effect,
    fix: phrase.fix,
  }));
}

interface Told {
  readonly effect: Phrase;
  readonly fix: Phrase;
}

function whatBecomes({ mount, kind, now }: Fate): readonly Told[] {
  const { source, target } = mount;
  const fix = say`mount ${what(mount)} at ${value(target)}, unless the program looks elsewhere now`;
  switch (kind) {
    case 'kept':
    case 'anonymous':
      return [];
    case 'moved':
      return [
        {
          effect: say`${what(mount)} is mounted at ${pathsOf(now)} instead of ${value(target)}: a program that still looks there does not find its data`,
          fix,
        },
      ];
    case 'exchanged':
      return [
        {
          effect: say`at ${value(target)} the program finds ${listed(now.map(what))} instead of ${what(mount)}, and so not its data`,
          fix,
        },
      ];
    case 'gone':
      return [
        {
          effect: say`${what(mount)} is no longer mounted at ${value(target)}: its data stays, and the program does not find it`,
          fix,
        },
      ];
    case 'later':
      return [
        {
          effect: say`whether ${what(mount)} is still mounted at ${value(target)} is known only after the apply`,
          fix: say`name ${value(source)} in the configuration itself, so that the plan shows it`,
        },
      ];
  }
}

/** Where the provider is told to leave it, it stays for whoever looks for it. */
function removedWith({ kind, target }: MountedPath, { removesVolumes }: ContainerSettings): readonly Told[] {
  return kind === 'anonymous' && removesVolumes
    ? [
        {
          effect: say`what is at ${value(target)} is lost: it is in a volume without a name, which is removed with the container`,
          fix: say`copy it away first, and mount a named volume at ${value(target)}`,
        },
      ]
    : [];
}

function what({ kind, source }: MountedPath): Phrase {
  switch (kind) {
    case 'volume':
      return source === '' ? say`a volume known after the apply` : say`volume ${value(source)}`;
    case 'bind':
      return source === ''
        ? say`a path of the host known after the apply`
        : say`${value(source)} of the host`;
    case 'tmpfs':
      return say`a directory in memory`;
    case 'anonymous':
      return say`a volume without a name`;
    case 'container':
      return source === '' ? say`what another container has mounted` : say`what ${value(source)} has mounted`;
    case 'other':
      return source === '' ? say`something else` : say`${value(source)}, which is no volume`;
  }
}

const leftUnmanaged: Judge = (context) =>
  dockerChanges(context)
    .filter(({ effect }) => effect === 'forget' || effect === 'forget-and-create')
    .map(({ address, type, effect }) => ({
      rule: 'CR-DATA-4',
      severity: 'warn',
      address,
      effect: say`${forgotten(type)}${effect === 'forget' ? '' : ', while Terraform makes another one'}`,
      fix: say`import it where it is to be looked after, or remove it by hand when nobody needs it any more`,
    }));

function forgotten(type: string): string {
  switch (type) {
    case 'docker_container':
    case 'docker_service':
      return 'Terraform forgets it: it goes on as it is, and no later apply changes or stops it';
    case 'docker_volume':
      return 'Terraform forgets it: the volume stays with its data, and no later apply looks after it';
    default:
      return 'Terraform forgets it: it stays on the Engine, and no later apply changes or removes it';
  }
}

/** Where data dies, or is not found any more. */
export const DATA_RULES: readonly Judge[] = [volumeDestroyed, volumeReplaced, dataOutOfSight, leftUnmanaged];
