import type { Duration } from '../core/duration';

/** Arguments that stop a container gracefully. */
export interface GracefulStop {
  readonly stopSignal: string;
  readonly stopTimeout: number;
  readonly destroyGraceSeconds: number;
}

/**
 * A signal that asks to end, then the given time, then SIGKILL, on every way that a container is stopped.
 *
 * `destroy_grace_seconds` is what the provider waits; without it a destroy kills at once, whatever `stop_timeout` says.
 */
export function gracefulStop(signal: string, grace: Duration): GracefulStop {
  const seconds = grace.toWholeSeconds();
  return { stopSignal: signal, stopTimeout: seconds, destroyGraceSeconds: seconds };
}
