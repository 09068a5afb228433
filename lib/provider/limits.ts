import type { Size } from '../core/size';

/** Microseconds; the kernel's own default period. */
const CPU_PERIOD = 100_000;

/** Arguments that limit memory. */
export interface MemoryLimit {
  readonly memory: number;
  readonly memorySwap: number;
}

/** Arguments that limit processor time. */
export interface CpuLimit {
  readonly cpuPeriod: number;
  readonly cpuQuota: number;
}

/**
 * A memory limit without swap.
 *
 * `memory_swap` is always said: the Engine sets it to twice the memory where it is missing, the provider reads that
 * back, and every later plan wants to change it.
 */
export function memoryLimit(memory: Size): MemoryLimit {
  return { memory: memory.toMebibytes(), memorySwap: memory.toMebibytes() };
}

/**
 * A limit of processor time as period and quota.
 *
 * Not `cpus`: 3.6 panics on it, and later releases read it back in another spelling, which replaces the container on
 * every apply (kreuzwerker/terraform-provider-docker#759, #771).
 */
export function cpuLimit(cpus: number): CpuLimit {
  return { cpuPeriod: CPU_PERIOD, cpuQuota: Math.round(cpus * CPU_PERIOD) };
}
