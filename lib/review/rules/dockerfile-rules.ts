import { dockerfileDiff } from './dockerfile-diff';
import type { DockerfileInstruction } from './dockerfile-lines';
import { imageFacts } from './docker-images';
import { enumerated } from './enumeration';
import type { Finding } from '../model/finding';
import { say, value } from '../model/phrase';
import type { DiffLine } from '../model/review-model';
import type { ReviewContext } from '../model/rule';

/** CR-IMG-2: another Dockerfile. */
export function judgeDockerfiles(context: ReviewContext): readonly Finding[] {
  return imageFacts(context).flatMap(({ path, address, before, after }): Finding[] => {
    if (before === undefined || after === undefined) {
      return [];
    }
    const { lines, touched } = dockerfileDiff(before.dockerfile, after.dockerfile);
    if (lines.length === 0) {
      return [];
    }
    const reasons = WEIGHTY.filter(({ fits }) => touched.some(fits)).map(({ words }) => words);
    const what = address === undefined ? say`the Dockerfile of ${value(path)}` : say`its Dockerfile`;
    return [
      {
        rule: 'CR-IMG-2',
        severity: reasons.length > 0 ? 'warn' : 'info',
        address,
        effect:
          reasons.length > 0
            ? say`${what} changes${counted(lines)}, also in ${enumerated(reasons)}`
            : say`${what} changes${counted(lines)}, but not in what it starts from, who runs it, or what it runs`,
        fix: say`read what is not the same in the two, and check that it was meant`,
      },
    ];
  });
}

function counted(lines: readonly DiffLine[]): string {
  const [added = 0, removed = 0] = ['+', '-'].map((each) => lines.filter(({ sign }) => sign === each).length);
  return added + removed === 0 ? ' too much to be shown' : ` (+${added} -${removed} lines)`;
}

/** What decides what runs, as whom, and what the build gets to see. */
const WEIGHTY: readonly {
  readonly words: string;
  readonly fits: (each: DockerfileInstruction) => boolean;
}[] = [
  { words: 'the frontend that reads it ("# syntax")', fits: ({ keyword }) => keyword === 'syntax' },
  ...['FROM', 'USER', 'EXPOSE', 'ENTRYPOINT', 'CMD', 'HEALTHCHECK'].map((words) => ({
    words,
    fits: ({ keyword }: DockerfileInstruction) => keyword === words,
  })),
  { words: 'a RUN that mounts a secret', fits: mountsSecret },
];

function mountsSecret({ keyword, text }: DockerfileInstruction): boolean {
  return (
    keyword === 'RUN' &&
    text
      .split(/\s+/)
      .filter((word) => word.startsWith('--mount='))
      .some((word) => word.split(/[=,]/).some((part, index, all) => isSecretType(all[index - 1], part)))
  );
}

/** Quotes are those of CSV, which mounts are written in. */
function isSecretType(key = '', said: string): boolean {
  return /^["']?type$/i.test(key) && /^["']?secret["']?$/i.test(said);
}
