import { createHash } from 'node:crypto';
import { normalAddresses } from './normal-addresses';

/** Values of one kind that differ from run to run, and what stands for the n-th of them. */
interface Volatile {
  readonly pattern: RegExp;
  readonly stable: (index: number) => string;
  /** Which of them come first; the others come in the order of the text. */
  readonly first?: RegExp;
  /** How many leading characters of it are used elsewhere, as a short form. */
  readonly short?: number;
}

const UUID = /\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/g;

const VOLATILE: readonly Volatile[] = [
  // Ids of containers, networks and images; a container's host name is the beginning of its id.
  {
    pattern: /[0-9a-f]{64}/g,
    stable: (index) => digest(`id ${index}`),
    // Sets name them in an order that depends on the ids themselves.
    first: /(?<="id":")[0-9a-f]{64}(?=")/g,
    short: 12,
  },
  // Names of the generations of secrets end with the beginning of theirs.
  { pattern: UUID, stable: (index) => asUuid(digest(`uuid ${index}`)), short: 8 },
  { pattern: /\b(?:[0-9a-f]{2}:){5}[0-9a-f]{2}\b/g, stable: (index) => `02:42:ac:12:00:${hex(index + 2)}` },
  // Ids of the things of a swarm.
  { pattern: /(?<="id":")[0-9a-z]{25}(?=")/g, stable: (index) => digest(`swarm ${index}`).slice(0, 25) },
  // Ids of what a replacement has left behind.
  {
    pattern: /(?<="deposed(?:_key)?":")[0-9a-f]{8}(?=")/g,
    stable: (index) => digest(`deposed ${index}`).slice(0, 8),
  },
  // The time when a container was made, behind its name.
  {
    pattern: /(?<=-)20\d{6}-\d{6}(?=")/g,
    stable: (index) => `20260101-${String(index).padStart(6, '0')}`,
  },
];

/**
 * A text with everything that differs from run to run replaced: the same value by the same, and by one of the same shape. What stands for
 * a value depends on how many of its kind came before it only, so that a second recording says the same.
 */
export function normalText(text: string): string {
  return normalAddresses(VOLATILE.reduce(replaceAll, text)).replace(
    /"timestamp":"[^"]*"/,
    '"timestamp":"2026-01-01T00:00:00Z"',
  );
}

function replaceAll(text: string, { pattern, first, stable, short }: Volatile): string {
  const early = first === undefined ? [] : (text.match(first) ?? []);
  const found = [...new Set([...early, ...(text.match(pattern) ?? [])])];
  const replacements = new Map(found.map((value, index) => [value, stable(index)]));
  const shortened = new Map(
    short === undefined
      ? []
      : found.map((value) => [value.slice(0, short), replacements.get(value)!.slice(0, short)]),
  );
  const whole = text.replace(pattern, (value) => replacements.get(value)!);
  return short === undefined
    ? whole
    : whole.replace(new RegExp(`\\b[0-9a-f]{${short}}\\b`, 'g'), (value) => shortened.get(value) ?? value);
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function asUuid(hexadecimal: string): string {
  return hexadecimal.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, '$1-$2-$3-$4-$5');
}

function hex(value: number): string {
  return value.toString(16).padStart(2, '0');
}
