import { PATH_LABEL } from '../../facts/labels';
import type { ContainerSettings } from '../model/container-settings';

/** Last part of the construct path of what this library makes to fill a volume with secrets. */
const CARRIER = /\/secrets-[0-9a-f]{12}$/;

/**
 * The construct path of the container that a carrier of secrets is for; nothing of any other container. A carrier never starts, reaches nothing
 * and is told nothing: whoever writes its label on another container does not get that passed over.
 */
export function carriedFor(container: ContainerSettings): string | undefined {
  const { isService, starts, labels, namespaces, environment } = container;
  const path = labels[PATH_LABEL] ?? '';
  const isIdle = !isService && !starts && namespaces.network_mode === 'none' && environment.length === 0;
  return isIdle && CARRIER.test(path) ? path.replace(CARRIER, '') : undefined;
}
