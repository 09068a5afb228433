import { FILE_RULES } from './file-rules';
import { IMAGE_RULES } from './image-rules';
import type { Subject } from './inspection';
import { NETWORK_RULES } from './network-rules';
import { PROCESS_RULES } from './process-rules';
import { RESOURCE_RULES } from './resource-rules';
import type { Finding, Rule } from './rule';

/**
 * The baseline of a hardened container, and section 5 (containers at run time) of docker-bench-security, which follows the CIS Docker
 * Benchmark 1.6.
 */
export const RULES: readonly Rule[] = [
  ...PROCESS_RULES,
  ...FILE_RULES,
  ...RESOURCE_RULES,
  ...NETWORK_RULES,
  ...IMAGE_RULES,
];

/** Rules of docker-bench-security's section 5 that do not look at a container, by number. */
export const LEFT_OUT: Readonly<Record<string, string>> = {
  'CIS 5.1': 'is about the Engine: whether it is part of a swarm',
  'CIS 5.23': 'is about commands that somebody types: "docker exec --privileged"',
  'CIS 5.24': 'is about commands that somebody types: "docker exec --user root"',
};

/** A row of the table: a rule and what it finds. */
export interface Row extends Finding {
  readonly id: string;
  /** Such as `CIS 5.4`; empty when no list has it. */
  readonly reference: string;
  readonly title: string;
}

/** One row per rule. */
export function judge(subject: Subject): Row[] {
  return RULES.map(({ id, references, title, look }) => ({
    id,
    reference: references.join(', '),
    title,
    ...look(subject),
  }));
}

/** The rows that fail, each in one sentence. */
export function failuresOf(rows: readonly Row[]): string[] {
  return rows
    .filter(({ verdict }) => verdict === 'fail')
    .map(
      ({ id, reference, title, found }) =>
        `${id}${reference && ` (${reference})`}: ${title}; found: ${found}`,
    );
}
