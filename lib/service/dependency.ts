import type { Container } from '@cdktf/provider-docker/lib/container';
import { TerraformStack } from 'cdktf';
import type { IConstruct } from 'constructs';

/** Something that a container can wait for: a service, a job, or a `Dependency`. */
export interface IDependency {
  /** What is waited for, and when it is there. */
  toDependency(): Dependency;
}

/** A construct that becomes a container. */
export interface IContainer extends IConstruct {
  /** The `docker_container` below it. */
  readonly resource: Container;
}

type Condition = 'started' | 'healthy' | 'completed';

/**
 * What has to be there before a container is made.
 *
 * Only a deploy waits: when the Engine starts again, it starts all containers at once.
 */
export class Dependency implements IDependency {
  /** Until a service is healthy; it needs a health check. What a service in `dependsOn` means by itself. */
  public static healthy(service: IContainer): Dependency {
    return new Dependency(service, 'healthy');
  }

  /** Until a service was started, whether it works by then or not. */
  public static started(service: IContainer): Dependency {
    return new Dependency(service, 'started');
  }

  /** Until a job has ended with exit code 0. What a job in `dependsOn` means by itself. */
  public static completed(job: IContainer): Dependency {
    return new Dependency(job, 'completed');
  }

  private constructor(
    private readonly container: IContainer,
    private readonly condition: Condition,
  ) {}

  public toDependency(): this {
    return this;
  }

  /** @internal */
  public get _resource(): Container {
    return this.container.resource;
  }

  /**
   * What is wrong when `construct` waits for it.
   *
   * @internal
   */
  public _problems(construct: IConstruct): string[] {
    const { path } = this.container.node;
    return [
      ...(this.condition === 'healthy' && this.container.resource.waitInput !== true
        ? [
            `it depends on ${path}, which has no health check, so nothing tells when that is ready; set its health, such as ` +
              'Health.command(["pg_isready"]), or write Dependency.started if that is enough',
          ]
        : []),
      ...(this.condition === 'completed' && this.container.resource.attachInput !== true
        ? [`it waits for the end of ${path}, which keeps running; write Dependency.healthy`]
        : []),
      ...(this.condition !== 'completed' && this.container.resource.attachInput === true
        ? [`it waits until ${path} runs, which is a job and ends; write Dependency.completed`]
        : []),
      ...(TerraformStack.of(this.container) === TerraformStack.of(construct)
        ? []
        : [
            `it depends on ${path}, which is in another stack, and Terraform waits only for what is in the same one; ` +
              'leave it out and let the program try again until that answers, or put both into one stack',
          ]),
    ];
  }
}
