import type { Container } from '@cdktf/provider-docker/lib/container';
import { Lazy, TerraformStack, Token } from 'cdktf';
import type { Construct } from 'constructs';
import { quote } from '../core/errors';
import { dataResource } from '../provider/data-resource';

/**
 * Remembers in Terraform's state whose the files of a volume are: the Engine gives them to the user of the first container that
 * mounts it, and never to another one.
 */
export class VolumeOwner {
  private readonly users = new Set<string>();
  private recorded?: string;

  /**
   * @param volume of which it is
   * @param name of the volume on the Engine
   * @param said numeric `uid:gid`, where somebody has given the files to another user by hand
   */
  public constructor(
    private readonly volume: Construct,
    private readonly name: string,
    private readonly said?: string,
  ) {}

  /** Lets Terraform refuse every plan that runs `container` as somebody who cannot write to the volume. In another stack it cannot. */
  public mountedBy(container: Container, user: string): void {
    if (TerraformStack.of(container) !== TerraformStack.of(this.volume)) {
      return;
    }
    this.users.add(user);
    this.recorded ??= this.record(user);
    const users = Lazy.stringValue({ produce: () => [...this.users].map(quote).join(', ') });
    const { lifecycle = {} } = container;
    container.lifecycle = {
      ...lifecycle,
      precondition: [
        ...(lifecycle.precondition ?? []),
        {
          condition: `\${contains([${users}], ${this.recorded})}`,
          errorMessage:
            `the files of volume ${this.name} belong to user \${${this.recorded}}, and the container would run as ${user}, which cannot ` +
            `write to them; give them to it (docker run --rm --user 0:0 --volume ${this.name}:/data IMAGE chown -R ${user} /data) and ` +
            `say owner: '${user}' at ${this.volume.node.path}`,
        },
      ],
    };
  }

  /** What is wrong with what was said. */
  public problems(): string[] {
    const { said, users } = this;
    if (said === undefined) {
      return [];
    }
    if (!/^\d+:\d+$/.test(said)) {
      return [
        `owner ${quote(said)} is not possible; give the numbers of a user and a group, such as "65532:65532"`,
      ];
    }
    return users.size === 0 || users.has(said)
      ? []
      : [`owner ${quote(said)} is nobody who mounts it; write ${[...users].map(quote).join(' or ')}`];
  }

  /** Gives the expression of what was remembered first. */
  private record(user: string): string {
    const resource = dataResource(this.volume, 'owner', this.said ?? user);
    if (this.said === undefined) {
      resource.lifecycle = { ignoreChanges: ['input'] };
    }
    return `terraform_data.${Token.asString(resource.friendlyUniqueId)}.output`;
  }
}
