import {
  DockerfileParser,
  type From,
  type Instruction,
  type PropertyInstruction,
  type Run,
} from 'dockerfile-ast';
import type {
  ParsedDockerfile,
  ParsedFlag,
  ParsedInstruction,
  ParsedPair,
  ParsedStage,
  TextRange,
} from './parsed-dockerfile';

/**
 * Reads the text of a Dockerfile.
 *
 * Any text can be read. Whether the builder takes it is not asked here.
 */
export function readDockerfile(source: string): ParsedDockerfile {
  const text = source.replace(/^\uFEFF/, '');
  const parsed = DockerfileParser.parse(text);
  const lines = new Lines(text);
  const preamble: ParsedInstruction[] = [];
  const stages: (ParsedStage & { readonly instructions: ParsedInstruction[] })[] = [];
  for (const instruction of parsed.getInstructions()) {
    const read = instructionOf(instruction, lines);
    if (read.keyword === 'FROM') {
      stages.push({ ...stageOf(instruction as FromInstruction, read, lines), instructions: [] });
    } else {
      (stages.at(-1)?.instructions ?? preamble).push(read);
    }
  }
  const syntax = parsed
    .getDirectives()
    .find((directive) => directive.getName().toLowerCase() === 'syntax')
    ?.getValue();
  return { text, syntax, preamble, stages };
}

type FromInstruction = Instruction &
  Pick<From, 'getImage' | 'getImageRange' | 'getBuildStage' | 'getPlatformFlag'>;
type Range = ReturnType<Instruction['getRange']>;

/** The lines of a text, and where they begin. */
class Lines {
  private readonly lines: readonly string[];
  private readonly starts: readonly number[];

  public constructor(private readonly text: string) {
    const ends = [...text.matchAll(/\r\n|\n|\r/g)];
    this.starts = [0, ...ends.map(({ index, 0: end }) => index + end.length)];
    this.lines = this.starts.map((start, index) => text.slice(start, ends[index]?.index));
  }

  /** The whole lines that a range touches. */
  public of({ start, end }: Range): string[] {
    return this.lines.slice(start.line, end.line + 1);
  }

  public range({ start, end }: Range): TextRange {
    return { start: this.offset(start), end: this.offset(end) };
  }

  public cut(range: Range): string {
    const { start, end } = this.range(range);
    return this.text.slice(start, end);
  }

  private offset({ line, character }: Range['start']): number {
    return (this.starts[line] ?? this.text.length) + character;
  }
}

function stageOf(
  from: FromInstruction,
  read: ParsedInstruction,
  lines: Lines,
): Omit<ParsedStage, 'instructions'> {
  const range = from.getImageRange();
  return {
    base: from.getImage() ?? '',
    baseRange: range === null ? { start: 0, end: 0 } : lines.range(range),
    name: from.getBuildStage() ?? undefined,
    platform: from.getPlatformFlag()?.getValue() ?? undefined,
    from: read,
  };
}

function instructionOf(instruction: Instruction, lines: Lines): ParsedInstruction {
  const keyword = instruction.getKeyword();
  const range = instruction.getRange();
  const text = instruction.getArgumentsContent()?.trim() ?? '';
  const command = keyword === 'HEALTHCHECK' ? text.replace(/^CMD\s+/i, '') : text;
  const items = EXEC_FORMS.has(keyword) ? jsonStrings(command) : undefined;
  return {
    keyword,
    line: range.start.line + 1,
    lines: lines.of(range),
    flags: flagsOf(instruction),
    form: items ? 'exec' : 'shell',
    text,
    words: items ?? command.split(/\s+/).filter((word) => word !== ''),
    pairs: pairsOf(instruction),
    scripts: scriptsOf(instruction, lines),
  };
}

/** Instructions that may have a JSON array. */
const EXEC_FORMS = new Set([
  ...['RUN', 'CMD', 'ENTRYPOINT', 'HEALTHCHECK', 'COPY', 'ADD', 'SHELL', 'VOLUME'],
]);

/** The builder takes for the shell form what is no array of strings. */
function jsonStrings(text: string): string[] | undefined {
  if (!text.startsWith('[')) {
    return undefined;
  }
  try {
    const items: unknown = JSON.parse(text);
    return Array.isArray(items) && items.every((item) => typeof item === 'string') ? items : undefined;
  } catch {
    return undefined;
  }
}

function flagsOf(instruction: Instruction): ParsedFlag[] {
  // Instructions that can have no flags lack the method.
  const { getFlags } = instruction as Partial<From>;
  const flags = getFlags?.call(instruction) ?? [];
  return flags.map((flag) => ({ name: flag.getName(), value: flag.getValue() ?? '' }));
}

function pairsOf(instruction: Instruction): ParsedPair[] {
  const { getProperties } = instruction as Partial<PropertyInstruction>;
  const pairs = getProperties?.call(instruction) ?? [];
  return pairs.map((pair) => ({ name: pair.getName(), value: pair.getValue() ?? undefined }));
}

function scriptsOf(instruction: Instruction, lines: Lines): string[] {
  // Elsewhere the method is there, and is not meant for anybody.
  const documents = HERE_DOCUMENTS.has(instruction.getKeyword())
    ? (instruction as unknown as Pick<Run, 'getHeredocs'>).getHeredocs()
    : [];
  return documents.map((document) => {
    const range = document.getContentRange();
    return range === null ? '' : lines.cut(range);
  });
}

const HERE_DOCUMENTS = new Set(['RUN', 'COPY', 'ADD']);
