import { Token } from 'cdktf';
import { quote } from '../core/errors';
import { sortedEntries } from '../core/names';
import type { ParsedDockerfile } from '../dockerfile/parsed-dockerfile';
import type { SourceFile } from '../gomodule/source-file';
import { copyingsOf } from './dockerfile-copies';
import { userOf } from './dockerfile-image-rules';
import { namesSecret } from './dockerfile-text-rules';
import { DOCKERFILE_RULES, isRule } from './dockerfile-rule-table';
import type { DockerfileView } from './dockerfile-view';
import { referenceProblems } from './image-reference';
import { holdsSecret, withoutSecret } from '../core/secret-texts';

/** What is wrong with the rules that need not hold. */
export function acceptProblems(accept: Readonly<Record<string, string>>): string[] {
  return sortedEntries<unknown>(accept).flatMap(([rule, reason]) => {
    if (!isRule(rule)) {
      return [
        `accept names ${quote(rule)}, which is no rule; write one of ${Object.keys(DOCKERFILE_RULES).join(', ')}`,
      ];
    }
    return typeof reason === 'string' && reason.trim() !== '' && !Token.isUnresolved(reason)
      ? []
      : [
          `accept gives no reason for ${rule} (${DOCKERFILE_RULES[rule]}); write one for whoever reads the plan`,
        ];
  });
}

/** What BuildKit takes without an ARG of that name. */
const PREDEFINED = /^((HTTPS?|FTP|NO|ALL)_PROXY|BUILDKIT_\w+)$/i;

/** What is wrong with values of ARGs. */
export function buildArgumentProblems(
  values: Readonly<Record<string, string>>,
  { stages, preamble }: ParsedDockerfile,
): string[] {
  const declared = [...preamble, ...stages.flatMap(({ instructions }) => instructions)]
    .filter(({ keyword }) => keyword === 'ARG')
    .flatMap(({ pairs }) => pairs.map(({ name }) => name));
  return sortedEntries<unknown>(values).flatMap(([name, value]) => {
    if (name === 'SOURCE_DATE_EPOCH') {
      return [
        'buildArguments has SOURCE_DATE_EPOCH, which is 0 in every build, so that equal files give equal images; leave it out',
      ];
    }
    if (typeof value !== 'string' || Token.isUnresolved(value)) {
      return [
        `buildArguments ${quote(name)} has a value that is no text while synthesizing; the image is named by a digest of it, so give the ` +
          'text itself',
      ];
    }
    if (namesSecret(name) || holdsSecret(value)) {
      return [
        `buildArguments ${quote(name)} would hold a secret, which everybody can read in the plan and in the image's history; give it ` +
          'to the container, or build that part elsewhere',
      ];
    }
    return declared.includes(name) || PREDEFINED.test(name)
      ? []
      : [
          `buildArguments ${quote(name)} is no ARG of the Dockerfile, so it would change nothing; write "ARG ${name}" where it is used`,
        ];
  });
}

/** What the builder itself would refuse, each with its line. */
export function structureProblems({ stages, final, preamble, use }: DockerfileView): string[] {
  const names = stages.flatMap(({ parsed }) => parsed.name ?? []);
  return [
    ...preamble
      .filter(({ keyword }) => keyword !== 'ARG')
      .slice(0, 1)
      .map(({ keyword, line }) => `line ${line}: ${keyword} is before the first FROM; write only ARG there`),
    ...(stages.length === 0 ? ['there is no FROM; begin a stage, such as "FROM scratch"'] : []),
    ...(use.target !== undefined && !final
      ? [
          `target ${quote(use.target)} is no stage; write ${names.length > 0 ? `one of ${names.map(quote).join(', ')}` : '"AS" and a name behind the FROM'}`,
        ]
      : []),
    ...stages.flatMap(({ base, parent, parsed }) => {
      const at = `line ${parsed.from.line}: `;
      if (base === undefined) {
        // Only the builder knows what it runs on.
        return /\$\{?(BUILD|TARGET)(PLATFORM|OS|ARCH|VARIANT)\b/.test(parsed.base)
          ? []
          : [
              `${at}base ${quote(parsed.base)} has a variable without a value; write an ARG with a default before the first FROM, or ` +
                'give it in buildArguments',
            ];
      }
      return parent || base === 'scratch'
        ? []
        : referenceProblems('base', base).map((problem) => at + problem);
    }),
  ];
}

/** What COPY takes from the context and is not there. */
export function missingFileProblems({ stages }: DockerfileView, files: readonly SourceFile[]): string[] {
  const paths = new Set(files.flatMap(({ path }) => withParents(path)));
  return stages
    .flatMap(copyingsOf)
    .filter(({ from }) => from === undefined)
    .flatMap(({ step, sources }) =>
      sources
        .filter((source) => !/[*?[$\\"']|^https?:|^git@/.test(source))
        .filter(
          (source) =>
            !paths.has(
              source
                .replace(/^(\.?\/)+/, '')
                .replace(/\/+\.?$/, '')
                .replace(/^\.$/, ''),
            ),
        )
        .map(
          (source) =>
            `line ${step.instruction.line}: ${step.instruction.keyword} takes ${withoutSecret(source)}, which is not among the files that are sent; make ` +
            'it before the synthesis, or look into include and .dockerignore',
        ),
    );
}

/** A path and all that it is in. */
function withParents(path: string): string[] {
  return path.includes('/') ? [path, ...withParents(path.slice(0, path.lastIndexOf('/')))] : [path, ''];
}

/** Whether the declared user is the one of the file. */
export function userMismatch({ final }: DockerfileView, declared: string): string[] {
  const written = final && userOf(final);
  if (written === undefined || !/^\d+(:\d+)?$/.test(written)) {
    return [];
  }
  const isSame = written.includes(':') ? written === declared : written === declared.split(':')[0];
  return isSame
    ? []
    : [
        `user ${quote(declared)} is not the one of the Dockerfile, whose USER is ${quote(written)}; write the same in both`,
      ];
}
