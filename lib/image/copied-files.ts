import { existsSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { basename, posix, resolve } from 'node:path';
import { quote } from '../core/errors';
import { sortedEntries } from '../core/names';
import type { GoProgram } from '../gomodule/go-program';
import { placed, unique } from '../gomodule/placed-tree';
import { readProblem } from '../gomodule/read-problem';
import { type SourceFile, textFile } from '../gomodule/source-file';
import { askFor, contextPath, type UnreadFile } from './asked-files';
import { CONTEXT } from './build-paths';
import { containerPathProblems } from './container-path';
import { assetProblems } from './image-places';
import { IgnoreFile } from './ignore-file';
import { looksLikeSecret } from './secret-names';

/** Files of a context that no Go file reads, and what is wrong with the request for them. */
export interface CopiedFiles {
  readonly files: readonly SourceFile[];
  readonly problems: readonly string[];
}

/** Where paths count from, and what is never taken along. */
export interface CopyPlace {
  readonly source: string;
  readonly leaveOut: readonly string[];
  /** Whether a `.dockerignore` counts. */
  readonly dockerignore: boolean;
}

/** Files of the image, by their path in it; none of them in a directory that is writable there. */
export function assetFiles(
  program: GoProgram,
  assets: Readonly<Record<string, string>>,
  writable: readonly string[],
  place: CopyPlace,
): CopiedFiles {
  const parts = sortedEntries(assets).map(([target, path]) => {
    const problems = containerPathProblems(target).map((text) => text.replace(/^directory/, 'asset'));
    return problems.length > 0
      ? { files: [], problems }
      : copied(program, path, `${CONTEXT.files}${target}`, place, 'asset');
  });
  const { files, problems } = together(parts);
  const paths = parts.flatMap((part) => part.files.map(({ path }) => path.slice(CONTEXT.files.length)));
  return { files, problems: [...problems, ...assetProblems(paths, writable)] };
}

/** What the user's own steps copy from the context. */
export function extraFiles(program: GoProgram, paths: readonly string[], place: CopyPlace): CopiedFiles {
  return together(
    paths.map((path) => {
      const inContext = posix.normalize(path).replace(/\/$/, '');
      return inContext.startsWith('..') || inContext.startsWith('/')
        ? {
            files: [],
            problems: [
              `${quote(path)}, which a step copies, leads out of source; copy what is below it, or point source higher`,
            ],
          }
        : copied(program, path, posix.join(CONTEXT.extra, inContext), place, 'path of a step');
    }),
  );
}

const CERTIFICATE = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g;

/** Files with certificate authorities: they may be anywhere on the machine that synthesizes. */
export function authorityFiles(paths: readonly string[], source: string): CopiedFiles {
  return together(
    paths.map((path, index) => {
      const absolute = resolve(source, path);
      if (!existsSync(absolute) || !statSync(absolute).isFile()) {
        return {
          files: [],
          problems: [`certificates ${quote(path)} is no file; give the path of a PEM file`],
        };
      }
      const text = readFileSync(absolute, 'utf8');
      if (/-----BEGIN [A-Z ]*PRIVATE KEY( BLOCK)?-----/.test(text)) {
        return {
          files: [],
          problems: [
            `certificates ${quote(path)} has a private key in it, which must not get into an image; give the certificate alone`,
          ],
        };
      }
      const blocks = text.match(CERTIFICATE) ?? [];
      if (blocks.length === 0) {
        return {
          files: [],
          problems: [
            `certificates ${quote(path)} has no certificate in PEM form; convert it by "openssl x509 -inform der"`,
          ],
        };
      }
      const name = `${index}-${basename(absolute).replace(/[^A-Za-z0-9._-]/g, '-')}`;
      // Nothing but certificates: exported files have names, and worse, beside them.
      const pem = blocks.map((block) => `${block}\n`).join('');
      return { files: [textFile(`${CONTEXT.certificates}/${name}`, pem)], problems: [] };
    }),
  );
}

function copied(
  program: GoProgram,
  path: string,
  target: string,
  { source, leaveOut, dockerignore }: CopyPlace,
  what: string,
): CopiedFiles {
  try {
    const asked = askFor(program, path, { source, leaveOut });
    if (asked.problems.length > 0) {
      return { files: [], problems: asked.problems.map((text) => text.replace(/^include/, what)) };
    }
    const ignoreFiles = dockerignore ? program.roots.flatMap((root) => IgnoreFile.in(root)) : [];
    const isIgnored = (file: UnreadFile): boolean =>
      !asked.isNamed && ignoreFiles.some((each) => each.leavesOut(contextPath(file)));
    const taken = asked.files.filter((file) => !isIgnored(file));
    if (taken.length === 0) {
      return {
        files: [],
        problems: [
          `${what} ${quote(path)} is a directory that brings no file; put one into it, or leave it out`,
        ],
      };
    }
    const files = taken.flatMap(({ root, path: inRoot }) =>
      placed({ tree: root.tree, at: '' }, [inRoot]).map((file) => ({
        ...file,
        path: asked.isNamed
          ? target
          : `${target}${resolve(root.tree.root, inRoot).slice(resolve(source, path).length)}`,
      })),
    );
    // A link is judged by what it leads to as well.
    const secrets = asked.isNamed
      ? []
      : files.filter(
          ({ path: name, content }) =>
            looksLikeSecret(name) ||
            (content.kind === 'disk' && looksLikeSecret(realpathSync(content.absolutePath))),
        );
    return {
      files,
      problems: [
        ...asked.unreadable.map(({ problem }) => problem),
        ...secrets.map(
          (file) =>
            `${quote(file.path.slice(file.path.indexOf('/') + 1))} would be in the image, by a name that says it holds a secret; ` +
            'keep it elsewhere; if it holds none, name it by itself',
        ),
      ],
    };
  } catch (error) {
    return { files: [], problems: [readProblem(error)] };
  }
}

function together(parts: readonly CopiedFiles[]): CopiedFiles {
  return {
    files: unique(parts.flatMap(({ files }) => files)),
    problems: parts.flatMap(({ problems }) => problems),
  };
}
