const PART = /(\d+(?:\.\d+)?)(ns|us|µs|ms|s|m|h)/g;
const SECONDS: Readonly<Record<string, number>> = {
  ns: 1e-9,
  us: 1e-6,
  µs: 1e-6,
  ms: 1e-3,
  s: 1,
  m: 60,
  h: 3_600,
};

/** The seconds of a duration as Go writes it, such as `1m30s`; nothing where it is none, or zero, for which the Engine has its default. */
export function goSeconds(text: string): number | undefined {
  const parts = [...text.matchAll(PART)];
  if (parts.map(([part]) => part).join('') !== text) {
    return undefined;
  }
  const total = parts.reduce((sum, [, amount, unit = '']) => sum + Number(amount) * (SECONDS[unit] ?? 0), 0);
  return total === 0 ? undefined : total;
}
