import { byCodeUnit } from '../core/hash';
import type { Role } from './declared-roles';
import { engineTime } from './log-lines';
import type { StackContainer } from './stack-containers';

/** What becomes of a container: it does its work, has done it, is on the way, or has failed. */
export type Standing = 'working' | 'done' | 'starting' | 'failed';

/** A container that has failed, and that no newer one of the same construct has replaced. */
export interface FailedContainer {
  readonly container: StackContainer;
  /** Another one of the same construct that works. */
  readonly serving?: StackContainer;
}

/** The containers of a stack, or of one construct, by what became of them. */
export interface Judgement {
  /** The one that was made last comes first. */
  readonly failed: readonly FailedContainer[];
  /** Paths of services and jobs that are declared and have no container. */
  readonly missing: readonly string[];
  readonly working: readonly StackContainer[];
  readonly done: readonly StackContainer[];
  readonly starting: readonly StackContainer[];
}

/** How the name of a secret carrier's container ends: with the generation of the secrets, and with the time where its service overlaps. */
const CARRIER_NAME = /-secrets-[0-9a-f]{8}(?:-\d{8}-\d{6})?$/;
/** Nanoseconds that a program without a health check has to run after a restart before it counts as one that works. */
const STEADY = 60_000_000_000n;

/**
 * Says of each container what became of it.
 *
 * @param roles of the declared containers, by path
 * @param now nanoseconds since 1970
 */
export function judge(
  containers: readonly StackContainer[],
  roles: ReadonlyMap<string, Role>,
  now: bigint,
): Judgement {
  const judged = containers
    .map((container) => ({ container, role: roleOf(container, roles) }))
    .filter(({ role }) => role !== 'carrier')
    .map(({ container, role }) => ({ container, standing: standingOf(container, role, now) }))
    .sort((left, right) => newerFirst(left.container, right.container));
  const of = (standing: Standing): StackContainer[] =>
    judged.filter((each) => each.standing === standing).map(({ container }) => container);
  const isReplaced = (index: number): boolean =>
    judged
      .slice(0, index)
      .some(
        ({ container, standing }) =>
          standing !== 'failed' && container.path === judged[index]?.container.path,
      );
  const paths = new Set(containers.map(({ path }) => path));
  return {
    failed: judged.flatMap(({ container, standing }, index) =>
      standing === 'failed' && !isReplaced(index)
        ? [{ container, serving: of('working').find(({ path }) => path === container.path) }]
        : [],
    ),
    missing: [...roles]
      .filter(([path, role]) => role !== 'carrier' && !paths.has(path))
      .map(([path]) => path)
      .sort(byCodeUnit),
    working: of('working'),
    done: of('done'),
    starting: of('starting'),
  };
}

/** Of a construct that the stack does not declare any more only the Engine tells. */
function roleOf(
  { name, path, restartPolicy, state }: StackContainer,
  roles: ReadonlyMap<string, Role>,
): Role {
  if (state.Status === 'created' && CARRIER_NAME.test(name)) {
    return 'carrier';
  }
  return roles.get(path) ?? (/^(no)?$/.test(restartPolicy) ? 'job' : 'service');
}

function standingOf({ state, restarts }: StackContainer, role: Role, now: bigint): Standing {
  switch (state.Status) {
    case 'running':
      return standingOfRunning({ state, restarts }, now);
    case 'removing':
      return 'done';
    case 'exited':
      return role === 'job' && state.ExitCode === 0 ? 'done' : 'failed';
    default:
      return 'failed';
  }
}

function standingOfRunning(
  { state: { Health: health, StartedAt: started }, restarts }: Pick<StackContainer, 'state' | 'restarts'>,
  now: bigint,
): Standing {
  switch (health?.Status ?? 'none') {
    case 'healthy':
      return 'working';
    case 'unhealthy':
      return 'failed';
    case 'starting':
      // A program that ends again and again is "starting" most of the time.
      return restarts > 0 || (health?.FailingStreak ?? 0) > 0 ? 'failed' : 'starting';
    default:
      return restarts > 0 && now - (engineTime(started) ?? 0n) < STEADY ? 'failed' : 'working';
  }
}

function newerFirst(left: StackContainer, right: StackContainer): number {
  const [leftTime, rightTime] = [left, right].map(({ created }) => engineTime(created) ?? 0n) as [
    bigint,
    bigint,
  ];
  return leftTime === rightTime ? byCodeUnit(left.id, right.id) : leftTime > rightTime ? -1 : 1;
}
