/** A finished text, ready for the last look for secrets. */
export interface Rendered {
  readonly text: string;
  /**
   * The same text with a line break in the place of each value of the plan: words of ours, and names that every reader knows. A secret that is found
   * in here as well is a word like any other.
   */
  readonly own: string;
}

/** A text that is being written, of which is known what comes out of the plan. */
export class Written implements Rendered {
  public static readonly nothing = new Written('', '');

  /** Words of ours, or a name. */
  public static own(text: string): Written {
    return new Written(text, text);
  }

  /** Something out of the plan, escaped for the format. */
  public static value(text: string): Written {
    return new Written(text, '\n');
  }

  public static joined(parts: readonly Written[], between: string): Written {
    let text = '';
    let own = '';
    parts.forEach((part, index) => {
      const before = index === 0 ? '' : between;
      text += before + part.text;
      own += before + part.own;
    });
    return new Written(text, own);
  }

  /** The parts of a template, and what stands between them. @internal */
  public static _template(fixed: readonly string[], parts: readonly (Written | number)[]): Written {
    let text = '';
    let own = '';
    fixed.forEach((words, index) => {
      const part = parts[index] ?? Written.nothing;
      text += words + (typeof part === 'number' ? String(part) : part.text);
      own += words + (typeof part === 'number' ? String(part) : part.own);
    });
    return new Written(text, own);
  }

  private constructor(
    public readonly text: string,
    public readonly own: string,
  ) {}
}

/** A template whose fixed part is ours: nothing else gets into a text but what was written before, and numbers that we counted. */
export function write(own: TemplateStringsArray, ...parts: readonly (Written | number)[]): Written {
  return Written._template(own, parts);
}

/** Lines, or parts with more between them; what is empty is left out. */
export function lines(parts: readonly Written[], between = '\n'): Written {
  return Written.joined(
    parts.filter(({ text }) => text !== ''),
    between,
  );
}
