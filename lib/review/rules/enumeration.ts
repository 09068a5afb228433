import { joined, type Phrase, type Piece, say } from '../model/phrase';

/** More of them nobody reads in a sentence. */
const SHOWN = 8;

/** `a, b and c`; of many the first, and how many more there are. */
export function enumerated(parts: readonly (Phrase | Piece)[]): Phrase {
  const rest = parts.length - SHOWN;
  if (rest > 0) {
    return say`${joined(parts.slice(0, SHOWN), ', ')} and ${rest} more`;
  }
  const last = parts.slice(-1);
  return parts.length < 2
    ? joined(last, '')
    : say`${joined(parts.slice(0, -1), ', ')} and ${joined(last, '')}`;
}
