import { Duration } from '../core/duration';
import { quote } from '../core/errors';
import type { HealthCheck } from '../provider/health-check';
import { textProblems } from './plain-texts';

/** When and how often the Engine looks. */
export interface HealthOptions {
  /**
   * Time between two checks, and before the first one.
   *
   * @default 5s
   */
  readonly interval?: Duration;
  /**
   * Time after which one check counts as failed.
   *
   * @default 3s
   */
  readonly timeout?: Duration;
  /**
   * Time in which a failed check does not count yet.
   *
   * @default 10s
   */
  readonly startPeriod?: Duration;
  /**
   * Failed checks in a row that make the container unhealthy.
   *
   * @default 3
   */
  readonly retries?: number;
}

/** The documented defaults of `HealthOptions`. */
export const HEALTH_DEFAULTS = {
  interval: Duration.seconds(5),
  timeout: Duration.seconds(3),
  startPeriod: Duration.seconds(10),
  retries: 3,
};

/** What a health check is about: known only when the service is. */
export interface HealthTarget {
  /** The port that the program listens on. */
  readonly port?: number;
  /** Path of the probe in the image. */
  readonly probe?: string;
  /** Whether the image has a shell; unknown when nothing is said. */
  readonly shell?: boolean;
}

/** A health check ready to be rendered, or why there can be none. */
export interface RenderedHealth {
  readonly check?: HealthCheck;
  readonly problems: readonly string[];
}

type HealthTest =
  | { readonly kind: 'http'; readonly path: string }
  | { readonly kind: 'tcp' }
  | { readonly kind: 'grpc'; readonly service: string }
  | { readonly kind: 'command'; readonly command: readonly string[] }
  | { readonly kind: 'none' };

/** How the Engine finds out whether a container works. */
export class Health {
  /**
   * Healthy when a GET of `path` answers with 2xx or 3xx.
   *
   * Asked by the probe that `GoImage` puts into the image, so it needs no shell.
   */
  public static http(path: string, options: HealthOptions = {}): Health {
    return new Health({ kind: 'http', path }, options);
  }

  /** Healthy when the service's port accepts a connection; asked by the probe as well. */
  public static tcp(options: HealthOptions = {}): Health {
    return new Health({ kind: 'tcp' }, options);
  }

  /**
   * Healthy when the server's health service (`grpc.health.v1.Health`) says SERVING; asked by the probe, without TLS.
   *
   * @param service name of one service; the whole server when it is empty
   */
  public static grpc(service = '', options: HealthOptions = {}): Health {
    return new Health({ kind: 'grpc', service }, options);
  }

  /** Healthy when `command` exits with 0. Arguments, not a shell line. */
  public static command(command: readonly string[], options: HealthOptions = {}): Health {
    return new Health({ kind: 'command', command }, options);
  }

  /** No check: a deploy ends as soon as the program was started, whether it works or not. */
  public static none(): Health {
    return new Health({ kind: 'none' }, {});
  }

  private constructor(
    private readonly test: HealthTest,
    private readonly options: HealthOptions,
  ) {}

  /** @internal */
  public get _httpPath(): string | undefined {
    return this.test.kind === 'http' ? this.test.path : undefined;
  }

  /** @internal */
  public _render(target: HealthTarget): RenderedHealth {
    if (this.test.kind === 'none') {
      return { problems: [] };
    }
    const { retries = HEALTH_DEFAULTS.retries, ...durations } = this.options;
    const interval = durations.interval ?? HEALTH_DEFAULTS.interval;
    const timeout = durations.timeout ?? HEALTH_DEFAULTS.timeout;
    const startPeriod = durations.startPeriod ?? HEALTH_DEFAULTS.startPeriod;
    const problems = [...this.testProblems(target)];
    if (!Number.isInteger(retries) || retries < 1) {
      problems.push(`health retries ${retries} are not possible; give a whole number from 1 up`);
    }
    if (interval.toMilliseconds() === 0 || timeout.toMilliseconds() === 0) {
      problems.push('a health interval or timeout of zero is not possible; give at least one millisecond');
    }
    return {
      check: { test: ['CMD', ...this.command(target)], interval, timeout, startPeriod, retries },
      problems,
    };
  }

  private command({ port, probe }: HealthTarget): readonly string[] {
    switch (this.test.kind) {
      case 'http':
        return [`${probe}`, 'http', `${port}`, this.test.path];
      case 'tcp':
        return [`${probe}`, 'tcp', `${port}`];
      case 'grpc':
        return [`${probe}`, 'grpc', `${port}`, ...(this.test.service === '' ? [] : [this.test.service])];
      case 'command':
        return this.test.command;
      case 'none':
        return [];
    }
  }

  private testProblems({ port, probe, shell }: HealthTarget): string[] {
    if (this.test.kind === 'command') {
      return [
        ...commandProblems(this.test.command, shell),
        ...textProblems('the health command', this.test.command),
      ];
    }
    const problems: string[] = [];
    if (port === undefined) {
      problems.push(`a health check by ${this.test.kind} needs a port; set the service's port`);
    }
    if (probe === undefined) {
      problems.push(
        `a health check by ${this.test.kind} needs the probe of a GoImage, which this image does not have; use ` +
          'Health.command',
      );
    }
    if (this.test.kind === 'http' && !/^\/[!-~]*$/.test(this.test.path)) {
      const path = this.test.path;
      problems.push(
        path.startsWith('/')
          ? `health path ${quote(path)} has blanks or characters that a URL cannot hold; write them as %XX`
          : `health path ${quote(path)} must start with "/"; write ${quote(`/${path}`)}`,
      );
    }
    if (this.test.kind === 'grpc' && !/^[A-Za-z0-9_.]{0,100}$/.test(this.test.service)) {
      problems.push(
        `health service ${quote(this.test.service)} is no name of a gRPC service; write package and name, such as "notes.v1.Notes", or ` +
          'nothing for the whole server',
      );
    }
    return problems;
  }
}

function commandProblems(command: readonly string[], shell: boolean | undefined): string[] {
  const [program = ''] = command;
  if (command.length === 0 || command.includes('')) {
    return ['the health command has no words or an empty one; give the program and its arguments'];
  }
  return shell === false && SHELL.test(program)
    ? [
        `the health command begins with ${quote(program)}, and the image has no shell; name a program of the image itself`,
      ]
    : [];
}

const SHELL = /^((\/usr)?\/bin\/)?(ba|da|a)?sh$/;
