import { quote } from '../core/errors';
import { placeOf } from './edge-route';
import type { EdgeSettings } from './edge-settings';
import { routeProblems } from './route-problems';

/** Everything that is wrong with the settings of an edge. */
export function settingsProblems(settings: EdgeSettings): string[] {
  return [
    ...routeProblems(settings.routes, settings.tcpRoutes),
    ...headerProblems(settings.maxHeaders),
    ...bodyProblems('maxBody', settings.maxBody),
    ...settings.routes
      .filter(({ maxBody }) => maxBody !== settings.maxBody)
      .flatMap((route) => bodyProblems(`maxBody of the route ${quote(placeOf(route))}`, route.maxBody)),
    ...Object.entries<number>({ ...settings.timeouts }).flatMap(([name, time]) =>
      timeProblems(`timeout ${name}`, time),
    ),
    ...settings.routes
      .filter(({ responseTimeout }) => responseTimeout !== settings.timeouts.response)
      .flatMap((route) =>
        timeProblems(`responseTimeout of the route ${quote(placeOf(route))}`, route.responseTimeout),
      ),
  ];
}

/** A frame of HTTP/2 has to fit, and every connection needs two buffers of this size. */
const HEADERS = { least: 16_384, most: 131_072 };

function headerProblems(bytes: number): string[] {
  return bytes >= HEADERS.least && bytes <= HEADERS.most
    ? []
    : [
        `maxHeaders of ${bytes} bytes is not possible; give from ${HEADERS.least} to ${HEADERS.most}, such as Size.bytes(32768)`,
      ];
}

/** A tebibyte: beyond that, it was not meant as a limit. */
const LARGEST_BODY = 1_024 ** 4;

function bodyProblems(what: string, bytes: number): string[] {
  return bytes <= LARGEST_BODY
    ? []
    : [`${what} of ${bytes} bytes is not possible; give at most Size.gibibytes(1024)`];
}

/** The longest time that HAProxy knows, in whole days. */
const LONGEST = 24 * 24 * 3_600_000;

function timeProblems(what: string, milliseconds: number): string[] {
  return milliseconds >= 1 && milliseconds <= LONGEST
    ? []
    : [
        `${what} of ${milliseconds} milliseconds is not possible; give from one millisecond to 24 days, such as Duration.seconds(30)`,
      ];
}
