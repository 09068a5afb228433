import { isValue, plain, type Phrase } from '../model/phrase';
import type { Replacement, Review } from '../model/review-model';
import { EFFECTS } from './review-words';
import { charactersOf } from './visible-text';
import { lines, write, Written } from './written';

/** Mermaid's own limit is 500; nobody reads that many. */
const MOST_ARROWS = 100;

const LONGEST_LABEL = 60;

/** A Mermaid flowchart of what is replaced because of what; nothing when there is nothing to draw, or too much. */
export function pictureOf({ replacements }: Review): Written {
  if (replacements.length === 0 || replacements.length > MOST_ARROWS) {
    return Written.nothing;
  }
  const ids = new Map<string, { readonly id: string; readonly label: Written }>();
  const idOf = (phrase: Phrase): Written => {
    const key = plain(phrase);
    const known = ids.get(key) ?? { id: `r${ids.size}`, label: labelOf(phrase) };
    ids.set(key, known);
    return Written.own(known.id);
  };
  const arrow = ({ from, to, effect }: Replacement) =>
    write`  ${idOf(from)} -->|"${Written.own(EFFECTS[effect])}"| ${idOf(to)}`;
  const arrows = replacements.map(arrow);
  const nodes = [...ids.values()].map(({ id, label }) => write`  ${Written.own(id)}["${label}"]`);
  return write`flowchart LR\n${lines(nodes)}\n${lines(arrows)}`;
}

/** Only characters that mean nothing to Mermaid, and not even its entity codes. */
function labelOf(phrase: Phrase): Written {
  let room = LONGEST_LABEL;
  const parts = phrase.map((piece) => {
    const text = typeof piece === 'string' ? piece : isValue(piece) ? piece.value : piece.name;
    const kept = text.replace(/[^A-Za-z0-9 ._/:-]/g, '').slice(0, Math.max(0, room));
    room -= charactersOf(kept);
    return isValue(piece) ? Written.value(kept) : Written.own(kept);
  });
  const label = Written.joined(parts, '');
  return label.text.trim() === '' ? Written.own('unnamed') : label;
}
