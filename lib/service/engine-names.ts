import { Annotations } from 'cdktf';
import type { Construct } from 'constructs';
import { quote } from '../core/errors';
import { nameFromPath } from '../core/names';
import { Claims } from '../provider/claims';
import { refuseReservedId } from '../provider/reserved-id';

/** What the Engine takes as the name of a container, a network or a volume; the names of containers are names of hosts as well. */
const NAME = /^[a-zA-Z0-9][a-zA-Z0-9_.-]{0,62}$/;

/**
 * Gives `owner` a name on the Engine. A name that a construct of another stack has too is a warning, where nobody has said whether the two
 * are on one Docker host.
 *
 * @param kind such as "container"
 * @returns what is wrong with it, to be asked when all constructs are there
 */
export function claimName(owner: Construct, kind: string, name: string): () => string[] {
  refuseReservedId(owner);
  const claim = `${kind} ${name}`;
  const elsewhere = Claims.of(owner).add(owner, claim);
  if (elsewhere !== undefined) {
    Annotations.of(owner).addWarning(
      `${kind} name ${quote(name)} is that of ${elsewhere} too, so the two cannot be on one Docker host; give one of the two another name, ` +
        'or name the hosts of their stacks: new DockerHost(this, "docker", { host })',
    );
  }
  return () => {
    const other = Claims.of(owner).claimedBefore(owner, claim);
    return [
      ...engineNameProblems(`${kind} name`, name),
      ...(other === undefined
        ? []
        : [`${kind} name ${quote(name)} is taken by ${other} already; give one of the two another name`]),
    ];
  };
}

/**
 * What is wrong with a name that the Engine is to know something by.
 *
 * @param what such as "container name"
 */
function engineNameProblems(what: string, name: string): string[] {
  return NAME.test(name)
    ? []
    : [
        `${what} ${quote(name)} is not possible: letters, digits, "_", "." and "-", at most 63 characters, ` +
          `beginning with a letter or digit; write ${quote(better(name))}`,
      ];
}

function better(name: string): string {
  const kept = name.replace(/[^a-zA-Z0-9_.-]+/g, '-').replace(/^[^a-zA-Z0-9]+/, '');
  return NAME.test(kept) ? kept : nameFromPath(kept) || 'service';
}
