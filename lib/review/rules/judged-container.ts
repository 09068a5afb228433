import { at, isMap } from '../../core/json';
import { carriedFor } from './carrier';
import { withHostNetwork } from './host-network';
import type { ContainerSettings } from '../model/container-settings';
import type { Finding, Severity } from '../model/finding';
import { name, type Phrase, say } from '../model/phrase';
import type { ResourceChange } from '../model/plan';
import type { ContainerChange, Judge, ReviewContext } from '../model/rule';
import type { RuleId } from '../model/rule-table';

/** A container that is there after the apply and is another one than before. */
export interface JudgedContainer {
  readonly change: ResourceChange;
  readonly before?: ContainerSettings;
  readonly after: ContainerSettings;
  /** This library declares it, so that a fix is said in its words. */
  readonly isOurs: boolean;
  /** It is no task of Swarm, to which the provider cannot say everything. */
  readonly isContainer: boolean;
  /** It never starts: what it is not hardened by matters to nobody. */
  readonly isCarrier: boolean;
}

/** All containers that another one takes the place of, or that become another one. */
export function changedContainers(context: ReviewContext): readonly JudgedContainer[] {
  return context.containers.flatMap((each) => (each.change.effect === 'none' ? [] : judged(context, each)));
}

/**
 * All containers that a rule about rights has to look at. What is taken over was never reviewed, so that it is judged as what is new, also where
 * nothing of it changes.
 */
export function judgedContainers(context: ReviewContext): readonly JudgedContainer[] {
  return context.containers.flatMap((each) => {
    const { change } = each;
    return change.effect === 'none' && !change.isImported
      ? []
      : judged(context, change.isImported ? { ...each, before: undefined } : each);
  });
}

function judged(context: ReviewContext, { change, before, after }: ContainerChange): JudgedContainer[] {
  return after === undefined
    ? []
    : [
        {
          change,
          ...withHostNetwork(context, change, { before, after }),
          isOurs: context.factsAfter.has(context.pathOf(change.address) ?? ''),
          isContainer: change.type === 'docker_container',
          isCarrier: carriedFor(after) !== undefined,
        },
      ];
}

/** What a rule has found. */
export interface Found {
  readonly severity: Severity;
  readonly effect: Phrase;
  readonly fix: Phrase;
}

/** One thing when it is so. */
export function foundWhen(holds: boolean, found: Found): readonly Found[] {
  return holds ? [found] : [];
}

/** What got weaker with one container; an attribute that is not known yet says nothing. */
export type JudgeOne = (
  container: JudgedContainer,
  isKnown: (attribute: string) => boolean,
) => readonly Found[];

/**
 * A rule about rights, for every container. Where something on which it depends is known only after the apply, it says that.
 *
 * @param attributes those on which it depends
 */
export function judgeOf(rule: RuleId, attributes: readonly string[], judgeOne: JudgeOne): Judge {
  return (context) =>
    judgedContainers(context).flatMap((each) => {
      const later = attributes.filter((attribute) => isToldLater(context, each, attribute));
      const found = judgeOne(each, (attribute) => !later.includes(attribute));
      return [...found, ...later.map(toldLater)].map((one) => broadening(rule, each, one));
    });
}

/** Something that nobody can judge before the apply. */
export function toldLater(attribute: string): Found {
  return {
    severity: 'warn',
    effect: say`whether it gets more rights cannot be told before the apply, because ${name(attribute)} is known only then`,
    fix: say`say ${name(attribute)} by something that a plan knows, or look at the container after the apply`,
  };
}

/** Something that got weaker. */
export function broadening(rule: RuleId, { change }: JudgedContainer, found: Found): Finding {
  return { rule, address: change.address, ...found, isBroadening: true };
}

/** What the provider reads back of a `docker_container` where the configuration does not say it (`Computed`, as in 3.9.0 and 4.5.0). */
const READ_BACK = new Set([
  'command',
  'entrypoint',
  'env',
  'healthcheck',
  'hostname',
  'init',
  'ipc_mode',
  'labels',
  'log_driver',
  'platform',
  'runtime',
  'security_opts',
  'shm_size',
  'stop_signal',
  'stop_timeout',
]);

/**
 * Whether the configuration says an attribute by something that is known only after the apply. What it does not say is unknown as well where the
 * provider reads it back, and then the Engine's default holds. Of other attributes nothing is unknown that is not said; a plan does not tell that
 * it is said by a dynamic block.
 */
export function isToldLater(context: ReviewContext, container: JudgedContainer, attribute: string): boolean {
  const { after, change, isContainer } = container;
  return (
    after.unknown.has(attribute) &&
    (!isContainer || !READ_BACK.has(attribute) || isConfigured(context, change, attribute))
  );
}

/** Whether the configuration says an attribute; as long as nobody knows better, it does. */
export function isConfigured({ plan }: ReviewContext, change: ResourceChange, attribute: string): boolean {
  const configured = plan.configured.find(({ address }) => address === change.configured);
  if (configured === undefined) {
    return true;
  }
  const expression = at(configured.expressions, attribute);
  // JSON of a configuration may say null for what is left out.
  return expression !== undefined && !(isMap(expression) && at(expression, 'constant_value') === null);
}
