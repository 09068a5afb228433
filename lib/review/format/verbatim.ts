import { isName, type Phrase } from '../model/phrase';
import { brief } from './visible-text';
import { Written } from './written';

/** A phrase as one line of a text without markup, such as a diff. */
export function verbatim(phrase: Phrase): Written {
  return Written.joined(
    phrase.map((piece) =>
      typeof piece === 'string'
        ? Written.own(piece.replace(/\s+/g, ' '))
        : isName(piece)
          ? Written.own(brief(piece.name))
          : Written.value(brief(piece.value)),
    ),
    '',
  );
}
