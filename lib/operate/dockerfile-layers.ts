/** An instruction of a Dockerfile, in the stage that it is written in. */
export interface Instruction {
  /** In capitals: `COPY`. */
  readonly keyword: string;
  /** The instruction on one line, as it is written. */
  readonly text: string;
  /** The stage that has the instruction. */
  readonly stage: string;
  /** The stage or the image that files are copied from; missing for files of the context. */
  readonly from?: string;
}

/** What an image is made of, from the base up. */
export interface ImageRecipe {
  /** The image below the first instruction, as FROM has it. */
  readonly base: string;
  /** The instructions of the last stage, after those of the stages that it begins from. */
  readonly instructions: readonly Instruction[];
}

interface WrittenStage {
  readonly name: string;
  readonly base: string;
  readonly instructions: Instruction[];
}

/** Reads which instructions made an image: those of the last stage, and of the stages that it stands on. */
export function imageRecipe(dockerfile: string): ImageRecipe {
  const stages = writtenStages(dockerfile);
  let stage = stages.at(-1);
  let instructions: Instruction[] = [];
  let base = 'scratch';
  while (stage) {
    instructions = [...stage.instructions, ...instructions];
    base = stage.base;
    stage = stageBefore(stages, stage);
  }
  return { base, instructions };
}

/** The stage that another begins from, which has to be written before it. */
function stageBefore(stages: readonly WrittenStage[], stage: WrittenStage): WrittenStage | undefined {
  return stages
    .slice(0, stages.indexOf(stage))
    .reverse()
    .find(({ name }) => isSame(name, stage.base));
}

function isSame(left: string, right: string): boolean {
  return left.toLowerCase() === right.toLowerCase();
}

function writtenStages(dockerfile: string): WrittenStage[] {
  const stages: WrittenStage[] = [];
  for (const line of logicalLines(dockerfile)) {
    const [, word = '', rest = ''] = /^\s*(\S+)\s*([\s\S]*)$/.exec(line) ?? [];
    const keyword = word.toUpperCase();
    const stage = stages.at(-1);
    if (keyword === 'FROM') {
      const [base = 'scratch', , name = String(stages.length)] = rest
        .split(/\s+/)
        .filter((each) => !each.startsWith('--'));
      stages.push({ name, base, instructions: [] });
    } else if (stage) {
      const from = sourceOf(keyword, rest, stages);
      stage.instructions.push({ keyword, text: line.trim(), stage: stage.name, from });
    }
  }
  return stages;
}

/** `--from=`, which may also be the number of a stage. */
function sourceOf(keyword: string, rest: string, stages: readonly WrittenStage[]): string | undefined {
  const flags = /^(?:--\S+\s+)*/.exec(rest)?.[0] ?? '';
  const from = keyword === 'COPY' ? /(?:^|\s)--from=(\S+)/.exec(flags)?.[1] : undefined;
  return from !== undefined && /^\d+$/.test(from) ? (stages[Number(from)]?.name ?? from) : from;
}

/** Instructions without comments, each joined to one line; the text of a here-document is left out. */
function logicalLines(dockerfile: string): string[] {
  const lines = dockerfile.split(/\r?\n/);
  const found: string[] = [];
  let joined = '';
  for (let index = 0; index < lines.length; index++) {
    const line = lines[index] ?? '';
    if (/^\s*(#|$)/.test(line)) {
      continue;
    }
    if (/\\\s*$/.test(line)) {
      joined += `${line.replace(/\\\s*$/, '').trim()} `;
      continue;
    }
    found.push(joined + line);
    index = endOfDocument(joined + line, lines, index);
    joined = '';
  }
  return joined === '' ? found : [...found, joined];
}

/** Where the here-document ends that begins in an instruction; `index` when none does. */
function endOfDocument(instruction: string, lines: readonly string[], index: number): number {
  const word = /^\s*(?:RUN|COPY|ADD)\b.*<<-?["']?(\w+)["']?/i.exec(instruction)?.[1];
  const end = word === undefined ? -1 : lines.findIndex((line, at) => at > index && line.trim() === word);
  return Math.max(end, index);
}
