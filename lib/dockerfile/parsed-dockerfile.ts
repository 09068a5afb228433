/** A place in a text: both are offsets, and the end is after the last character. */
export interface TextRange {
  readonly start: number;
  readonly end: number;
}

/** A flag such as `--from=build`. */
export interface ParsedFlag {
  readonly name: string;
  /** Empty when there is none. */
  readonly value: string;
}

/** A pair of ENV, ARG or LABEL. */
export interface ParsedPair {
  readonly name: string;
  /** Without its quotes, variables as written; nothing for an ARG without a default. */
  readonly value?: string;
}

/** One instruction of a Dockerfile. */
export interface ParsedInstruction {
  /** In upper case. */
  readonly keyword: string;
  /** The first of its lines, counted from 1. */
  readonly line: number;
  /** Its lines as written. */
  readonly lines: readonly string[];
  readonly flags: readonly ParsedFlag[];
  /** Whether the words are a JSON array, which no shell takes part in. A HEALTHCHECK has the form of its command. */
  readonly form: 'exec' | 'shell';
  /** Without keyword, flags and comments, continued lines joined. */
  readonly text: string;
  /** The items of the exec form, or what blanks divide. */
  readonly words: readonly string[];
  /** Of ENV, ARG and LABEL. */
  readonly pairs: readonly ParsedPair[];
  /** Contents of its here-documents. */
  readonly scripts: readonly string[];
}

/** What a FROM begins, up to the next one. */
export interface ParsedStage {
  /** As written: an image or another stage, perhaps with variables. */
  readonly base: string;
  /** Where the base is in the text. */
  readonly baseRange: TextRange;
  /** As written; nothing when it has no name. */
  readonly name?: string;
  /** Value of `--platform`. */
  readonly platform?: string;
  /** The FROM itself. */
  readonly from: ParsedInstruction;
  readonly instructions: readonly ParsedInstruction[];
}

/** A hand-written Dockerfile as data. */
export interface ParsedDockerfile {
  /** Without a byte order mark. */
  readonly text: string;
  /** The frontend image that a `# syntax=` line names. */
  readonly syntax?: string;
  /** What is before the first FROM: nothing but ARG is allowed there. */
  readonly preamble: readonly ParsedInstruction[];
  readonly stages: readonly ParsedStage[];
}
