import type { Finding } from '../model/finding';
import { changedContainers } from './judged-container';
import { name, type Phrase, say, value } from '../model/phrase';
import { FACTOR, type WeakenedLimit, weakenedLimits } from './resource-limits';
import type { Judge } from '../model/rule';

const limits: Judge = (context) =>
  changedContainers(context).flatMap(({ change, before, after, isOurs, isCarrier }) =>
    before === undefined || isCarrier
      ? []
      : weakenedLimits(before, after).map((limit): Finding => ({
          rule: 'CR-RES-1',
          severity: 'warn',
          address: change.address,
          effect: effect(limit),
          fix: fix(limit, isOurs),
        })),
  );

function effect(limit: WeakenedLimit): Phrase {
  const what = limit.name === undefined ? say`its ${limit.what}` : say`its ulimit ${value(limit.name)}`;
  return limit.after === undefined
    ? say`nothing limits ${what} any more, so that it may take all that the host has (the limit was ${value(limit.before)})`
    : say`it may take more than ${FACTOR} times as much of the host: the limit of ${what} is ${value(limit.after)} instead of ${value(
        limit.before,
      )}`;
}

function fix({ what }: WeakenedLimit, isOurs: boolean): Phrase {
  if (isOurs && (what === 'memory' || what === 'processors')) {
    return say`set ${name(what === 'memory' ? 'memory' : 'cpus')} to what it needs, measured under load`;
  }
  return say`keep a limit near what it needs, measured under load`;
}

/** What a container may use of the host. */
export const RESOURCE_RULES: readonly Judge[] = [limits];
