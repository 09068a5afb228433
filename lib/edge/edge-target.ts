import { quote } from '../core/errors';
import type { Service } from '../service/service';
import type { EdgeTarget } from './edge-route';

/** Milliseconds in which the edge sees a new container: it asks the name server every 200, and checks an address every 300. */
const SEEN = 1_000;
/** The same on a busy machine, where the Engine's name server took up to 2.3 seconds. */
const SURELY_SEEN = 2_000;
/** Longest trial, also of a container that was started again. */
const LONGEST_TRIAL = 5_000;

/**
 * What the edge has to know of a service.
 *
 * A version that ends soon after its start is not to get requests while the old one is there, which is so until the Engine's first check. So
 * it is on trial for that time, but for the part that the edge needs to see it.
 */
export function targetOf({ _rollout, _target }: Service): EdgeTarget {
  const { name, port, httpPath, firstCheck } = _target;
  const first = _rollout._overlaps ? (firstCheck?.toMilliseconds() ?? 0) : 0;
  return {
    name,
    port,
    httpPath,
    trial: Math.min(Math.max(0, first - SURELY_SEEN), LONGEST_TRIAL),
  };
}

/** Found healthy before the edge has seen it, a new version would be alone too early. */
export function firstCheckProblems({ _rollout, _target }: Service): string[] {
  const first = _target.firstCheck?.toMilliseconds();
  return _rollout._overlaps && first !== undefined && first < SEEN
    ? [
        `service ${quote(_target.name)} may be found healthy ${first} milliseconds after its start, and its old version is stopped then, while the edge ` +
          'may need a second to see the new one; give its health an interval of at least Duration.seconds(1)',
      ]
    : [];
}
