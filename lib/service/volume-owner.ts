import type { Container } from '@cdktf/provider-docker/lib/container';
import { Lazy, TerraformStack, Token } from 'cdktf';
import type { Volume as VolumeResource } from '@cdktf/provider-docker/lib/volume';
import type { Construct } from 'constructs';
import { quote } from '../core/errors';
import { dataResource } from '../provider/data-resource';

/**
 * Remembers in Terraform's state for whom a volume was first deployed: its files got an owner then, and the Engine never gives them another
 * one. Another volume, also of the same name, begins anew.
 */
export class VolumeOwner {
  private readonly users = new Set<string>();
  private recorded?: string;

  /**
   * @param scope the Volume
   * @param volume its resource
   * @param said numeric `uid:gid`, where somebody knows whose the files are by now
   */
  public constructor(
    private readonly scope: Construct,
    private readonly volume: VolumeResource,
    private readonly said?: string,
  ) {}

  /** Lets Terraform refuse every plan that runs `container` as somebody who cannot write to the volume. In another stack it cannot. */
  public mountedBy(container: Container, user: string): void {
    if (TerraformStack.of(container) !== TerraformStack.of(this.scope)) {
      return;
    }
    this.users.add(user);
    this.recorded ??= this.record(user);
    const name = this.volume.nameInput ?? '';
    const users = Lazy.stringValue({
      produce: () => [...new Set([...this.users].map((each) => quote(uidOf(each))))].join(', '),
    });
    const { lifecycle = {} } = container;
    container.lifecycle = {
      ...lifecycle,
      precondition: [
        ...(lifecycle.precondition ?? []),
        {
          condition: `\${contains([${users}], split(":", ${this.recorded})[0])}`,
          errorMessage:
            `volume ${name} was first deployed for user \${${this.recorded}}, and the container would run as ${user}, which cannot write ` +
            `to files of another user; if they are its own by now, say owner: '${user}' at ${this.scope.node.path}, else ` +
            `give them to it first: docker run --rm --user 0:0 --volume ${name}:/data IMAGE chown -R ${user} /data`,
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
    const resource = dataResource(this.scope, 'owner', this.said ?? user);
    resource.addOverride('triggers_replace', this.volume.id);
    if (this.said === undefined) {
      resource.lifecycle = { ignoreChanges: ['input'] };
    }
    return `terraform_data.${Token.asString(resource.friendlyUniqueId)}.output`;
  }
}

/** The group may be another one: the owner can write all the same. */
function uidOf(user: string): string {
  return user.replace(/:.*$/, '');
}
