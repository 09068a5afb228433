import { Token } from 'cdktf';
import { quote } from '../core/errors';
import { sortedEntries } from '../core/names';
import type { GoProgram } from '../gomodule/go-program';
import { builderProblems } from './builder-version';
import type { ImageContract } from './contract';
import { referenceProblems } from './image-reference';
import type { Mirror } from './mirror';
import type { Runtime } from './runtime';

/** Everything that decides what an image is, and nothing that does not. */
export interface BuildPlan {
  readonly program: GoProgram;
  /** Repository of the image, without a tag. */
  readonly repository: string;
  /** The image that compiles, as the Engine will pull it. */
  readonly builder: string;
  /** The image that the result stands on, as the Engine will pull it. */
  readonly base: string;
  /** Whether the base has certificates, accounts and `/tmp`. */
  readonly baseIsComplete: boolean;
  /** Value of the linker's `-ldflags`. */
  readonly linkerFlags: string;
  /** Numeric `uid:gid`. */
  readonly user: string;
}

/** What a user may decide about a build; the rest is in the program. */
export interface BuildOptions {
  readonly name: string;
  readonly builder: string;
  readonly runtime: Runtime;
  readonly stamp: Readonly<Record<string, string>>;
}

/** Number of the account `nonroot` in distroless images; free on stock distributions. */
export const USER = '65532:65532';

/** Where the health probe is in every image. */
export const PROBE_PATH = '/usr/local/bin/go-containers-probe';

/** One plan from the program and the user's options; the mirror is applied last. */
export function planBuild(program: GoProgram, options: BuildOptions, mirror: Mirror): BuildPlan {
  return {
    program,
    repository: options.name,
    builder: mirror.apply(options.builder),
    base: mirror.apply(options.runtime.base),
    baseIsComplete: options.runtime.complete,
    linkerFlags: linkerFlags(options.stamp),
    user: USER,
  };
}

/** What is wrong with the program as a file of an image, and for the builder that shall compile it. */
export function programProblems({ programName, goLines }: GoProgram, { builder }: BuildOptions): string[] {
  return [...nameOfProgramProblems(programName), ...builderProblems(builder, goLines)];
}

function nameOfProgramProblems(programName: string): string[] {
  if (!/^[A-Za-z0-9][A-Za-z0-9._-]*$/.test(programName)) {
    return [
      `the program would be called ${quote(programName)}, after its package; rename the directory: letters, digits, ".", "_" ` +
        'and "-", beginning with a letter or digit',
    ];
  }
  return PROBE_PATH.endsWith(`/${programName}`)
    ? [
        `the program would be called ${quote(programName)}, which is the probe's name in every image; rename the directory`,
      ]
    : [];
}

/** Everything that is wrong with the options. */
export function optionProblems(options: BuildOptions): string[] {
  return [
    ...nameProblems(options.name),
    ...referenceProblems('builder', options.builder),
    ...(options.builder === 'scratch'
      ? ['builder "scratch" has no Go toolchain; write "golang:1.27-trixie"']
      : []),
    ...sortedEntries(options.stamp).flatMap(([symbol, value]) => stampProblems(symbol, value)),
  ];
}

/** What a service may rely on. */
export function contractOf(program: GoProgram | undefined): ImageContract {
  return { user: USER, probe: PROBE_PATH, goVersion: program?.goVersion };
}

const NAME = /^[a-z0-9]+([._-][a-z0-9]+)*(\/[a-z0-9]+([._-][a-z0-9]+)*)*$/;

function nameProblems(name: string): string[] {
  if (NAME.test(name) && name.length <= 128) {
    return [];
  }
  const better = name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
  return [
    `image name ${quote(name)} is not possible: lower case letters and digits, divided by single ".", "_", "-" or ` +
      `"/", at most 128 characters; write ${quote(better.slice(0, 128) || 'server')}`,
  ];
}

function stampProblems(symbol: string, value: unknown): string[] {
  if (typeof value !== 'string' || Token.isUnresolved(value)) {
    return [
      `stamp ${quote(symbol)} has a value that is no text while synthesizing; the image is named by a digest of it, so give ` +
        'the text itself',
    ];
  }
  if (!/^[^\s='"]+\.[\p{L}_][\p{L}\p{Nd}_]*$/u.test(symbol)) {
    return [
      `stamp ${quote(symbol)} names no variable; write the package and the variable, such as "main.version"`,
    ];
  }
  const both = value.includes("'") && value.includes('"');
  if (both || /[\r\n\0]/.test(value)) {
    return [
      `stamp ${quote(symbol)} has the value ${quote(value)}, which the linker cannot take: one line, with at most ` +
        'one kind of quotes in it',
    ];
  }
  return [];
}

/** No symbol table and no debug data, then one `-X` per stamp, quoted as the Go command splits such a list. */
function linkerFlags(stamp: Readonly<Record<string, string>>): string {
  const stamps = sortedEntries(stamp).flatMap(([symbol, value]) => {
    const quotes = value.includes("'") ? '"' : "'";
    return ['-X', `${quotes}${symbol}=${value}${quotes}`];
  });
  return ['-s', '-w', ...stamps].join(' ');
}
