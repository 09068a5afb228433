import { orderSets } from './ordered-sets';

/** Members with a line for each of their own members: one changed resource is one changed line. */
const BY_LINE = ['resource_changes', 'resource_drift', 'output_changes', 'checks'];
/** Members that Terraform writes in another order every time. */
const UNORDERED = ['relevant_attributes'];

/** JSON that is small and has readable differences: a line for every member, and for every changed resource. */
export function goldenText(text: string): string {
  const plan = JSON.parse(text) as Readonly<Record<string, unknown>>;
  orderSets(plan);
  const members = Object.entries(plan).map(
    ([name, value]) => `${JSON.stringify(name)}:${memberText(name, value)}`,
  );
  return `{\n${members.join(',\n')}\n}\n`;
}

function memberText(name: string, value: unknown): string {
  if (Array.isArray(value)) {
    const lines = value.map((each) => JSON.stringify(each));
    if (UNORDERED.includes(name)) {
      lines.sort();
    }
    return BY_LINE.includes(name) ? `[\n${lines.join(',\n')}\n]` : `[${lines.join(',')}]`;
  }
  if (!BY_LINE.includes(name) || typeof value !== 'object' || value === null) {
    return JSON.stringify(value);
  }
  const lines = Object.entries(value).map(
    ([key, inner]) => `${JSON.stringify(key)}:${JSON.stringify(inner)}`,
  );
  return `{\n${lines.join(',\n')}\n}`;
}
