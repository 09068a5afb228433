import { quote } from '../core/errors';
import { nameFromPath } from '../core/names';

/** What the Engine takes as the name of a container, a network or a volume; the names of containers are names of hosts as well. */
const NAME = /^[a-zA-Z0-9][a-zA-Z0-9_.-]{0,62}$/;

/**
 * What is wrong with a name that the Engine is to know something by.
 *
 * @param what such as "container name"
 */
export function engineNameProblems(what: string, name: string): string[] {
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
