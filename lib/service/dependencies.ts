import { TerraformStack } from 'cdktf';
import type { IConstruct } from 'constructs';
import type { Service } from './service';

/** What is wrong with the services that `construct` waits for. */
export function dependencyProblems(construct: IConstruct, services: readonly Service[]): string[] {
  return services.flatMap((service) => [
    ...(service.resource.waitInput === true
      ? []
      : [
          `it depends on ${service.node.path}, which has no health check, so nothing tells when that is ready; set its health, ` +
            'such as Health.command(["pg_isready"])',
        ]),
    ...(TerraformStack.of(service) === TerraformStack.of(construct)
      ? []
      : [
          `it depends on ${service.node.path}, which is in another stack, and Terraform waits only for what is in the same one; ` +
            'put both into one stack',
        ]),
  ]);
}
