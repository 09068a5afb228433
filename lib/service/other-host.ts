import type { IConstruct } from 'constructs';
import { DockerHost } from '../provider/docker-host';

/** What is wrong with something that `construct` uses when it is made on another Docker host. */
export function otherHostProblems(construct: IConstruct, what: string, used: IConstruct): string[] {
  const here = DockerHost.find(construct);
  const there = DockerHost.find(used);
  return here === there || here?.host === there?.host
    ? []
    : [
        `its ${what} ${used.node.path} is made on another Docker host (${nameOf(there)}) than it runs on (${nameOf(here)}); make the ${what} ` +
          'in the same scope',
      ];
}

function nameOf(host: DockerHost | undefined): string {
  return host?.host ?? 'the one of DOCKER_HOST';
}
