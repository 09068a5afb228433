import { PATH_LABEL } from '../facts/labels';
import { at, type Fields, isMap } from '../core/json';

/** What a container is there for: to run on, to end, or to carry secrets without ever being started. */
export type Role = 'service' | 'job' | 'carrier';

/**
 * The containers that a synthesized stack declares, by construct path.
 *
 * @param root members of the stack's file
 */
export function declaredRoles(root: Fields): ReadonlyMap<string, Role> {
  const resources = at(root, 'resource');
  const containers = isMap(resources) ? at(resources, 'docker_container') : undefined;
  return new Map(
    Object.values(isMap(containers) ? containers : {})
      .filter(isMap)
      .flatMap((container) => {
        const path = labelOf(at(container, 'labels'));
        return path === undefined ? [] : [[path, roleOf(container)] as const];
      }),
  );
}

function roleOf(container: Fields): Role {
  if (at(container, 'start') === false) {
    return 'carrier';
  }
  return at(container, 'must_run') === false ? 'job' : 'service';
}

function labelOf(labels: unknown): string | undefined {
  const list: unknown[] = Array.isArray(labels) ? labels : [];
  const label = list.filter(isMap).find((each) => at(each, 'label') === PATH_LABEL);
  const value = label && at(label, 'value');
  return typeof value === 'string' ? value : undefined;
}
