import { engineTime, sinceTime } from './log-lines';

/** What the Engine says of a container. */
export interface FoundContainer {
  readonly id: string;
  readonly name: string;
  /** `running`, `exited`, `restarting`, ... */
  readonly status: string;
  readonly exitCode: number;
  /** Times in the Engine's words. */
  readonly created: string;
  readonly startedAt: string;
  readonly finishedAt: string;
}

/** Which lines are wanted of the container that is there at the beginning. */
export interface LogSelection {
  /** `10m`, `2026-01-02T03:04:05Z`. */
  readonly since?: string;
  /** How many of the last ones. */
  readonly tail?: string;
}

/** What is known of the container that was looked at last; nothing of it when there was none. */
export interface Followed {
  readonly container?: FoundContainer;
  /** The lines that were asked for when it was read first. */
  readonly selection: LogSelection;
  /** Whether it was said that it does not run. */
  readonly isAway: boolean;
  /** All lines before this time were asked for, if there were any. */
  readonly floor?: string;
}

/** What to do after a look at the Engine. */
export interface Step {
  readonly followed: Followed;
  /** What the user is told. */
  readonly notice?: string;
  /** Which lines to read now; none when there is nothing to read. */
  readonly read?: LogSelection;
  /** Whether it is another container than before, whose lines were never read. */
  readonly isNew: boolean;
}

/** The container that was made last. */
export function newest(containers: readonly FoundContainer[]): FoundContainer | undefined {
  const age = ({ created }: FoundContainer): bigint => engineTime(created) ?? 0n;
  return containers.reduce<FoundContainer | undefined>(
    (last, each) => (last === undefined || age(each) > age(last) ? each : last),
    undefined,
  );
}

/** A container as a user sees it: `dev-api (0123456789ab)`. */
export function nameOf({ name, id }: FoundContainer): string {
  return `${name} (${id.slice(0, 12)})`;
}

/**
 * Decides what to read next: called at the beginning, and whenever the Engine has no more lines.
 *
 * @param before what was known until now; nothing at the beginning
 * @param found the container that has the construct's label now
 * @param shown from when on the lines of `before`'s container are to be read, if any was shown
 */
export function nextStep(
  path: string,
  selection: LogSelection,
  before: Followed | undefined,
  found: FoundContainer | undefined,
  shown: string | undefined,
): Step {
  if (found === undefined) {
    return {
      followed: { selection: {}, isAway: true },
      isNew: false,
      notice:
        before && before.container === undefined ? undefined : `${path} has no container; waiting for one`,
    };
  }
  if (before?.container?.id !== found.id) {
    // Of one that came later every line is wanted.
    const read = before === undefined ? selection : {};
    return {
      followed: { container: found, selection: read, isAway: false },
      isNew: true,
      notice: `following ${nameOf(found)}`,
      read,
    };
  }
  return sameContainer({ ...before, container: before.container }, found, shown);
}

function sameContainer(
  before: Followed & { readonly container: FoundContainer },
  found: FoundContainer,
  shown: string | undefined,
): Step {
  const hasStarted = found.startedAt !== before.container.startedAt;
  const isRunning = ['running', 'paused'].includes(found.status);
  // While no line was shown, the end of the run that was read is all that is known.
  const floor = before.floor ?? (hasStarted || !isRunning ? found.finishedAt : undefined);
  if (!hasStarted && !isRunning) {
    return {
      followed: { ...before, container: found, isAway: true, floor },
      isNew: false,
      notice: before.isAway ? undefined : `${nameOf(found)} ${states(found)}; waiting for it or a new one`,
    };
  }
  const since = shown ?? sinceOf(floor);
  return {
    followed: { container: found, selection: before.selection, isAway: false },
    isNew: false,
    notice: hasStarted ? `${nameOf(found)} has started again` : undefined,
    read: since === undefined ? before.selection : { since },
  };
}

function states({ status, exitCode }: FoundContainer): string {
  return status === 'exited' ? `has ended with exit code ${exitCode}` : `is ${status}`;
}

function sinceOf(time: string | undefined): string | undefined {
  const nanoseconds = time === undefined ? undefined : engineTime(time);
  // Of one that never ran, the Engine says the year 1.
  return nanoseconds === undefined ? undefined : sinceTime(nanoseconds < 0n ? 0n : nanoseconds);
}

/** Arguments of `docker` for those lines. */
export function logsCommand(
  id: string,
  { since, tail }: LogSelection,
  flags: readonly string[] = [],
): string[] {
  return [
    ...['container', 'logs', ...flags],
    ...(since === undefined ? [] : [`--since=${since}`]),
    ...(tail === undefined ? [] : [`--tail=${tail}`]),
    id,
  ];
}
