import { Duration } from '../core/duration';

/** A health check with every field said. */
export interface HealthCheck {
  /** `CMD` and the arguments: never a shell, which a minimal image does not have. */
  readonly test: readonly string[];
  readonly interval: Duration;
  readonly timeout: Duration;
  readonly startPeriod: Duration;
  readonly retries: number;
}

/** The same, as the provider's block. */
export interface HealthCheckBlock {
  readonly test: string[];
  readonly interval: string;
  readonly timeout: string;
  readonly startPeriod: string;
  readonly startInterval: string;
  readonly retries: number;
}

/**
 * A health check as the provider reads it back.
 *
 * Durations are in Go's own spelling (`1m30s`, not `90s`) and nothing is left out, or every plan shows a change. A
 * start interval is not asked for: Engines before 25 refuse it.
 */
export function healthCheckBlock(check: HealthCheck): HealthCheckBlock {
  return {
    test: [...check.test],
    interval: check.interval.toGoText(),
    timeout: check.timeout.toGoText(),
    startPeriod: check.startPeriod.toGoText(),
    startInterval: '0s',
    retries: check.retries,
  };
}

/** Seconds left over for starting the container and for the provider's own polling. */
const MARGIN = 15;

/**
 * How many seconds to wait for the first "healthy".
 *
 * Never less than the check itself allows; the provider does not stop early on "unhealthy"
 * (kreuzwerker/terraform-provider-docker#569).
 */
export function waitTimeout(check: HealthCheck): number {
  const each = check.interval.toMilliseconds() + check.timeout.toMilliseconds();
  const allowed = check.startPeriod.toMilliseconds() + each * (check.retries + 1);
  return Duration.milliseconds(allowed).toWholeSeconds() + MARGIN;
}
