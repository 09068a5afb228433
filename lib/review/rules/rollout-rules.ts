import type { Finding } from '../model/finding';
import { type Phrase, say, value } from '../model/phrase';
import type { ContainerChange, Judge } from '../model/rule';
import { listed } from './docker-changes';
import { howLong } from './downtime';
import { carriesTraffic } from './edges';
import { containerFacts } from './environment-changes';
import { jobsBefore, overlapsIn } from './overlap';
import { serves } from './published-ports';
import { whyDestroyed } from './replacement-reasons';

const stopsFirstNow: Judge = (context) =>
  context.containers
    .filter(({ change, before }) => change.effect === 'replace' && serves(before))
    .flatMap((container): readonly Finding[] => {
      const { change } = container;
      const path = context.pathOf(change.address) ?? '';
      const changed = context.facts.find((each) => each.path === path);
      const planned = containerFacts(context.factsAfter.get(path))?.rollout === 'overlap';
      const deployed =
        changed === undefined ? planned : containerFacts(changed.before)?.rollout === 'overlap';
      return deployed
        ? [
            {
              rule: 'CR-ROLL-4',
              severity: context.isCritical ? 'block' : 'warn',
              address: change.address,
              effect: say`it was replaced without a gap until now, and this time the old one is stopped first (${whyDestroyed(context, change)}): ${howLong(context, container)}`,
              fix: planned
                ? say`take the override of ${value('lifecycle')} off its resource`
                : say`keep rollout: Rollout.overlap(), or apply it when nobody needs it`,
            },
          ]
        : [];
    });

const edgeGoes: Judge = (context) =>
  context.containers
    .filter(
      (each) => each.change.effect === 'replace' && serves(each.before) && carriesTraffic(context, each),
    )
    .map((edge) => ({
      rule: 'CR-ROLL-5',
      severity: context.isCritical ? 'block' : 'warn',
      address: edge.change.address,
      effect: say`every route of the edge is down while it is replaced (${whyDestroyed(context, edge.change)})${
        overlapsIn(context).length > 0 ? ', also to what would be replaced without a gap' : ''
      }: for ${EDGE_GAP}${untilLongOnesEnd(edge)}`,
      fix: say`apply it when nobody needs it, and apart from other changes; routes and certificates alone never replace it`,
    }));

/** Without an answer for 8 clients with short requests, in three replacements of an `Edge`: 1.3, 1.5 and 2.0 s (HAProxy 3.2, Engine 20.10). */
const EDGE_GAP = '1 to 2 s, as measured with short requests';

function untilLongOnesEnd({ before }: ContainerChange): Phrase {
  const seconds = before?.graceSeconds ?? 0;
  return seconds > 0 ? say`, and for up to ${seconds} s more where long ones have to end first` : [];
}

const migrates: Judge = (context) =>
  jobsBefore(context).map(({ job, overlaps }) => ({
    rule: 'CR-ROLL-7',
    severity: 'info',
    address: job.change.address,
    effect: say`it runs before the new version of ${listed(overlaps.map(({ change }) => [context.called(change.address)]))} is started, and the old version serves on what it leaves; if it fails, the old version goes on`,
    fix: say`check that the old version works with what this changes: add first, and take away in a later deploy`,
  }));

/** What has to be thought of beside a replacement without a gap. */
export const ROLLOUT_RULES: readonly Judge[] = [stopsFirstNow, edgeGoes, migrates];
