import type { Construct } from 'constructs';
import { nameFromPath } from '../core/names';
import { StackFacts } from '../provider/stack-facts';
import type { ContainerProps } from './container-props';
import { CONTAINER_DEFAULTS, containerProblems, specifyContainer, STOP_GRACE } from './container-spec';
import { Dependency, type IDependency } from './dependency';
import { HardenedContainer } from './hardened-container';
import { readableOutput, runsOnce } from './job-result';
import { withoutUndefined } from './options';
import { longestName } from './rollout';

const JOB = Symbol.for('cdktf-go-containers/Job');

/**
 * A program that runs to its end while the stack is deployed: a migration, an import, a check.
 *
 * As hardened as a Service. The deploy fails, and shows the last of what the program said, when its exit code is not 0; the next
 * one runs it again. After a success it runs again when its image, its arguments or anything else that replaces a container changes,
 * and when its ended container was removed (`docker container prune` does that).
 *
 * The provider gives it 20 minutes. All that it writes is in the state; a line of 64 KiB or more ends a provider of release 3.
 */
export class Job extends HardenedContainer implements IDependency {
  /** Whether `value` is a Job. */
  public static isJob(value: unknown): value is Job {
    return typeof value === 'object' && value !== null && JOB in value;
  }

  public constructor(scope: Construct, id: string, props: ContainerProps) {
    const options = {
      ...CONTAINER_DEFAULTS,
      stopGrace: STOP_GRACE,
      arguments: [],
      environment: {},
      ...withoutUndefined(props),
      name: props.name ?? nameFromPath(`${scope.node.path}/${id}`, longestName(props.rollout)),
    };
    const spec = specifyContainer(options, props.image.contract);
    super(scope, id, {
      spec,
      problems: containerProblems(options, props.image.contract),
      props,
      lifeCycle: runsOnce(spec.name),
    });
    Object.defineProperty(this, JOB, { value: true });
    StackFacts.of(this).add(this, () => ({ kind: 'job', ...this._facts() }));
  }

  /**
   * What the program wrote, known after apply. A last line without a line break may be missing: release 3.9 of the provider does not get it
   * from Engine 20.10 in about every second run.
   */
  public get output(): string {
    return readableOutput(this.resource.containerLogs);
  }

  /** Exit code of the program, known after apply: 0, or the apply has failed. */
  public get exitCode(): number {
    return this.resource.exitCode;
  }

  /** Waits until it has ended with exit code 0. */
  public toDependency(): Dependency {
    return Dependency.completed(this);
  }
}
