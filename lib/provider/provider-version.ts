import type { TerraformStack } from 'cdktf';
import { quote } from '../core/errors';

/** The oldest provider release whose plans of this library's resources are known to be quiet. */
const LEAST = [3, 9, 0];
/** What is asked for when nothing is said. */
export const PROVIDER_VERSION = `>= ${LEAST.join('.')}`;

/**
 * Asks for a provider release that works.
 *
 * The bindings pin 3.6.2 exactly, a release that panics on some arguments and cannot wait for an address that is
 * known only after apply (kreuzwerker/terraform-provider-docker#759, #808).
 */
export function requireProviderVersion(stack: TerraformStack, version = PROVIDER_VERSION): void {
  stack.addOverride('terraform.required_providers.docker.version', version);
}

/** What is wrong with a constraint that leaves Terraform no provider release that works. */
export function providerVersionProblems(constraint: string): string[] {
  return constraint.split(',').some(isTooOld)
    ? [
        `version ${quote(constraint)} of the Docker provider is too old: from ${LEAST.join('.')} on, plans of containers are quiet and ` +
          `true; write ${quote(PROVIDER_VERSION)}`,
      ]
    : [];
}

/** The same of a synthesized stack, where an override may have had the last word. */
export function synthesizedVersionProblems(stack: unknown): string[] {
  const { terraform } = stack as {
    terraform?: { required_providers?: { docker?: { version?: string } } };
  };
  return providerVersionProblems(terraform?.required_providers?.docker?.version ?? '');
}

/** Whether one part of a constraint allows nothing as new as the least release; what Terraform cannot read, it tells itself. */
function isTooOld(part: string): boolean {
  const [, operator = '=', numbers] = /^\s*(=|<=?|~>)?\s*v?(\d+(?:\.\d+)*)\s*$/.exec(part) ?? [];
  if (numbers === undefined) {
    return false;
  }
  const version = numbers.split('.').map(Number);
  switch (operator) {
    case '<':
      return compare(version, LEAST) <= 0;
    case '~>':
      return compare(endOf(version), LEAST) <= 0;
    default:
      return compare(version, LEAST) < 0;
  }
}

/** The first version that `~>` leaves out: `~> 3.6` goes to 4, `~> 3.6.0` to 3.7. */
function endOf(version: readonly number[]): number[] {
  const kept = version.length > 1 ? version.slice(0, -1) : version;
  return kept.map((each, index) => (index === kept.length - 1 ? each + 1 : each));
}

function compare(left: readonly number[], right: readonly number[]): number {
  const longest = Math.max(left.length, right.length);
  const difference = Array.from({ length: longest }, (_, index) => (left[index] ?? 0) - (right[index] ?? 0));
  return difference.find((each) => each !== 0) ?? 0;
}
