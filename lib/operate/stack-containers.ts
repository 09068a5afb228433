import { PATH_LABEL } from '../facts/labels';
import { ask, type EngineAddress } from './engine-address';
import { inspectAll } from './inspected';

/** One run of a health check. */
export interface HealthRun {
  readonly End: string;
  readonly ExitCode: number;
  readonly Output: string;
}

/** What the Engine says of a container's state, in its own names. */
export interface EngineState {
  /** `created`, `running`, `restarting`, `exited`, `paused`, `dead`, `removing`. */
  readonly Status: string;
  readonly ExitCode: number;
  readonly OOMKilled: boolean;
  /** Why the Engine could not start it. */
  readonly Error: string;
  readonly StartedAt: string;
  readonly FinishedAt: string;
  readonly Health?: {
    /** `none`, `starting`, `healthy`, `unhealthy`. */
    readonly Status: string;
    readonly FailingStreak: number;
    readonly Log: readonly HealthRun[] | null;
  } | null;
}

/** A container of a stack. Its environment is not asked for: it may hold secrets. */
export interface StackContainer {
  readonly id: string;
  readonly name: string;
  /** Path of its construct. */
  readonly path: string;
  readonly created: string;
  readonly restartPolicy: string;
  readonly restarts: number;
  /** Bytes that it may have; 0 when there is no limit. */
  readonly memory: number;
  readonly state: EngineState;
  readonly engine: EngineAddress;
}

/** What `docker container inspect` is asked for. */
const FORMAT =
  `{"id":{{json .Id}},"name":{{json .Name}},"path":{{json (index .Config.Labels "${PATH_LABEL}")}},"created":{{json .Created}},` +
  '"restartPolicy":{{json .HostConfig.RestartPolicy.Name}},"restarts":{{json .RestartCount}},"memory":{{json .HostConfig.Memory}},' +
  '"state":{{json .State}}}';

/**
 * Every container with the label of this library, running or not, that is of a stack.
 *
 * @param owns whether the construct of a path is in the stack
 */
export function containersOfStack(
  engines: readonly EngineAddress[],
  owns: (path: string) => boolean,
): StackContainer[] {
  return engines.flatMap((engine) => {
    const listed = ask(engine, [
      ...['container', 'ls', '--all', '--quiet', '--no-trunc', '--filter', `label=${PATH_LABEL}`],
    ]);
    return inspectAll<Omit<StackContainer, 'engine'>>(
      engine,
      'container',
      FORMAT,
      listed.split('\n').filter(Boolean),
    )
      .filter(({ path }) => owns(path))
      .map((each) => ({ ...each, name: each.name.replace(/^\//, ''), engine }));
  });
}
