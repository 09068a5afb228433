import type { PublishedPort } from '../provider/ports';

/** What of a service does not let two versions of it run at once. */
export function overlapProblems(published: readonly PublishedPort[], hasHealthCheck: boolean): string[] {
  return [
    ...published.map(
      ({ external }) =>
        `with Rollout.overlap() two versions run at once, and only one can have host port ${external}; publish the port of an Edge that ` +
        'leads to the service, or leave rollout out',
    ),
    ...(hasHealthCheck
      ? []
      : [
          'with Rollout.overlap() the old version is stopped when the new one is healthy, and nothing tells when that is; set its health, such ' +
            'as Health.http("/healthz"), or leave rollout out',
        ]),
  ];
}
