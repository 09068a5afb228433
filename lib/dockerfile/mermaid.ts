import { nameOfBase } from './base-data';
import type { Stage } from './stage';
import { readsOf } from './stage-walk';

/**
 * A Mermaid flowchart of stages: what each begins with, and what goes from one to another.
 *
 * A need of a stage that is not there is left out.
 */
export function mermaidOf(stages: readonly Stage[]): string {
  const ids = new Map(stages.map(({ name }, index) => [name, `s${index}`]));
  const nodes = stages.map(
    (stage, index) => `  s${index}["${escaped(stage.name)}<br/>${escaped(nameOfBase(stage._base))}"]`,
  );
  const edges = stages.flatMap((stage, index) =>
    readsOf(stage).flatMap((read) => {
      const id = ids.get(read.stage);
      return id === undefined ? [] : [`  ${id} -->|${read.by}| s${index}`];
    }),
  );
  return ['flowchart LR', ...nodes, ...new Set(edges)].join('\n') + '\n';
}

/** Mermaid's own entity codes for all that could end a label or be taken for markup. */
function escaped(text: string): string {
  return text
    .replace(/\p{Surrogate}/gu, '\ufffd')
    .replace(/[^A-Za-z0-9 ._/:@-]/gu, (character) => `#${character.codePointAt(0) ?? 0};`);
}
