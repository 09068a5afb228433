import { byCodeUnit } from '../core/hash';

/** A port of the container that the host answers. */
export interface PublishedPort {
  /** Port in the container. */
  readonly internal: number;
  /** Port on the host. */
  readonly external: number;
  /** Address on the host. */
  readonly ip: string;
  readonly protocol: string;
}

/**
 * Published ports in the order in which the provider reads them back.
 *
 * Address and protocol are always said; the list is compared element by element and forces a replacement
 * (kreuzwerker/terraform-provider-docker#77, #551).
 */
export function publishedPorts(ports: readonly PublishedPort[]): PublishedPort[] {
  return [...ports].sort(
    (left, right) =>
      left.internal - right.internal ||
      byCodeUnit(left.protocol, right.protocol) ||
      left.external - right.external,
  );
}

/** Whether a number can be a port. */
export function isPort(value: number): boolean {
  return Number.isInteger(value) && value >= 1 && value <= 65_535;
}
