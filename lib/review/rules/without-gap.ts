import { byCodeUnit } from '../../core/hash';
import type { Finding } from '../model/finding';
import { joined, type Phrase, say, value } from '../model/phrase';
import type { GaplessChange } from '../model/review-model';
import type { RuleId } from '../model/rule-table';
import type { ContainerChange, ReviewContext } from '../model/rule';
import { healthTimes } from './downtime';
import { reloads } from './edges';
import { attachedTo } from './group-downtime-rules';
import { commonNames, type JobBefore, jobsBefore, type Overlap, overlapsIn } from './overlap';
import { replacingAttributes, whyDestroyed } from './replacement-reasons';

/**
 * What changes without a gap, in the order of the addresses.
 *
 * @param findings of all rules: a container about which one of them warns is not promised to change so
 */
export function withoutGap(context: ReviewContext, findings: readonly Finding[]): readonly GaplessChange[] {
  const against = containersAgainst(context, findings);
  const jobs = jobsBefore(context);
  return [
    ...overlapsIn(context)
      .filter(({ change }) => !against.has(change.address))
      .map((overlap) => replaced(context, overlap, jobs)),
    ...reloads(context).map((job) => reloaded(context, job)),
  ].sort((left, right) => byCodeUnit(left.address, right.address));
}

/** A warning of one of these about a container says that somebody notices when it is replaced. */
const AGAINST: readonly RuleId[] = [
  'CR-DOWN-2',
  'CR-DOWN-3',
  'CR-DOWN-5',
  'CR-ROLL-1',
  'CR-ROLL-2',
  'CR-ROLL-3',
  'CR-ROLL-5',
  'CR-ROLL-6',
];

/** Addresses of the containers that a finding is about, or that are on the network that it is about, or on one with the edge that it is about. */
function containersAgainst(context: ReviewContext, findings: readonly Finding[]): ReadonlySet<string> {
  const addresses = findings
    .filter(({ rule, severity }) => severity !== 'info' && AGAINST.includes(rule))
    .flatMap(({ address }) => address ?? []);
  const named = new Set(addresses);
  const networks = context.plan.changes.filter(
    ({ type, address }) => type === 'docker_network' && named.has(address),
  );
  const edges = context.containers.filter(({ change }) =>
    findings.some(({ rule, address }) => rule === 'CR-ROLL-5' && address === change.address),
  );
  return new Set([
    ...addresses,
    ...networks.flatMap((network) => attachedTo(context, network).map(({ change }) => change.address)),
    ...edges.flatMap((edge) => besideOf(context, edge)),
  ]);
}

/** Who is on a network with it, and so may be reached through it. */
function besideOf({ containers }: ReviewContext, { before }: ContainerChange): readonly string[] {
  const networks = before?.networks ?? [];
  return containers
    .filter((each) => each.before?.networks.some((network) => networks.includes(network)) === true)
    .map(({ change }) => change.address);
}

function replaced(context: ReviewContext, overlap: Overlap, jobs: readonly JobBefore[]): GaplessChange {
  const { change, after } = overlap;
  const more =
    after.memory === undefined ? [] : say`; until then it takes ${after.memory} MiB of memory more`;
  return {
    path: [context.called(change.address)],
    address: change.address,
    why: whyDestroyed(context, change),
    course: say`no downtime: the new one is started beside the old one, and the old one is stopped when the new one is healthy${more}`,
    because: [
      say`the apply waits for its health: ${healthTimes(change, after)}`,
      ...itsName(overlap),
      ...itsAliases(overlap),
      ...itsTimeToEnd(overlap),
      ...jobs
        .filter(({ overlaps }) => overlaps.some((each) => each.change === change))
        .map(
          ({ job }) =>
            say`${[context.called(job.change.address)]} runs before the new one starts: if it fails, the old one goes on`,
        ),
    ],
    isReload: false,
  };
}

function itsName({ after }: Overlap): readonly Phrase[] {
  return after.unknown.has('name')
    ? [say`its name is chosen by the apply, so that two of it can be there`]
    : [say`its name ${value(after.name)} is another one than before`];
}

function itsAliases(overlap: Overlap): readonly Phrase[] {
  const names = [...(commonNames(overlap) ?? [])].sort(byCodeUnit);
  return names.length === 0
    ? []
    : [
        say`both answer to ${joined(
          names.map((each) => value(each)),
          ', ',
        )} on their network`,
      ];
}

function itsTimeToEnd({ before }: Overlap): readonly Phrase[] {
  return before.graceSeconds > 0
    ? [say`the old one has ${before.graceSeconds} s to end what it has begun, before it is killed`]
    : [];
}

/** Routes, certificates and limits are files of the image of the job. */
function whyReloaded(context: ReviewContext, { change, before }: ContainerChange): Phrase {
  if (before === undefined) {
    return say`its job is not there any more`;
  }
  return replacingAttributes(change).join() === 'image'
    ? say`its routes, certificates or limits change`
    : whyDestroyed(context, change);
}

function reloaded(context: ReviewContext, job: ContainerChange): GaplessChange {
  const { change } = job;
  return {
    path: [context.called(change.address)],
    address: change.address,
    why: whyReloaded(context, job),
    course: say`no downtime: the edge reads its configuration anew while it runs, and no connection is dropped`,
    because: [
      say`the container that carries the traffic stays`,
      say`a configuration that the edge refuses is taken back, and the apply fails`,
    ],
    isReload: true,
  };
}
