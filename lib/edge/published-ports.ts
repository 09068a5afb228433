import { EDGE_PUBLISH_DEFAULTS, type EdgePublishOptions } from './edge-props';
import type { EdgeTcpRoute } from './edge-route';
import { EDGE_PORTS } from './route-problems';

/** A port of the host, and the port of the edge that it leads to. */
export interface EdgeHostPort {
  readonly hostPort: number;
  readonly port: number;
}

/** All ports of the host that lead to the edge. */
export function hostPortsOf({
  http,
  https,
  tcp = EDGE_PUBLISH_DEFAULTS.tcp,
}: EdgePublishOptions): EdgeHostPort[] {
  return [
    ...(http === undefined ? [] : [{ hostPort: http, port: EDGE_PORTS.http }]),
    ...(https === undefined ? [] : [{ hostPort: https, port: EDGE_PORTS.https }]),
    ...tcp.map((port) => ({ hostPort: port, port })),
  ];
}

/** Port of TLS as clients see it; the one in the container where the host answers for none. */
export function httpsPortOf(published: readonly EdgeHostPort[]): number {
  return published.find(({ port }) => port === EDGE_PORTS.https)?.hostPort ?? EDGE_PORTS.https;
}

/** Ports of the host behind which nobody listens. */
export function publishProblems(
  published: readonly EdgeHostPort[],
  hasTls: boolean,
  tcpRoutes: readonly EdgeTcpRoute[],
): string[] {
  const isPublished = (which: number): boolean => published.some(({ port }) => port === which);
  const known = [EDGE_PORTS.http, EDGE_PORTS.https, ...tcpRoutes.map(({ port }) => port)];
  return [
    ...(isPublished(EDGE_PORTS.https) && !hasTls
      ? ['https is published, and the edge has no certificate; give it one by certificates']
      : []),
    ...(isPublished(EDGE_PORTS.http) && hasTls && !isPublished(EDGE_PORTS.https)
      ? [
          'http is published, and with certificates it leads to https, which is not published; publish https beside it',
        ]
      : []),
    ...published
      .filter(({ port }) => !known.includes(port))
      .map(
        ({ port }) =>
          `TCP port ${port} is published, and no route is on it; add it by routeTcp, or leave it out`,
      ),
  ];
}
