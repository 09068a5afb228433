import { quote } from '../core/errors';
import type { ClosurePackage, ImportClosure } from './closure';
import { type GoDeclarations, readDeclarations, type ValueDeclaration } from './go-declarations';
import { languageOf } from './go-lines';
import type { GoProgram } from './go-program';
import { compareGoVersions } from './go-version';
import { isStandard, isWithin } from './standard-library';
import { type Settability, settabilityOf } from './string-variables';

/** Whether the linker's `-X` gives a variable of a program its value; where it does not, it mostly says nothing. */
export interface StampVerdict {
  /** `unknown` where that depends on what is not here. */
  readonly kind: 'settable' | 'wrong' | 'unknown';
  /** Continues a sentence that begins with the symbol, with the fix; empty when the variable is settable. */
  readonly reason: string;
}

/** From here on a go.mod lists every module that its packages need, also by others. */
const LISTS_ALL = '1.17';

/**
 * Looks a variable up, as the linker will.
 *
 * @param symbol `main.version`, or the import path of a package, a dot and a variable
 */
export function stampVerdict({ closure }: GoProgram, symbol: string): StampVerdict {
  const dot = symbol.lastIndexOf('.');
  const path = symbol.slice(0, Math.max(dot, 0));
  const name = symbol.slice(dot + 1);
  if (path === '' || !/^[\p{L}_][\p{L}\p{Nd}_]*$/u.test(name)) {
    return wrong('names no variable; write the package and the variable, such as "main.version"');
  }
  if (path === 'main') {
    return inMains(closure.mains, name);
  }
  if (closure.mains.some(({ importPath }) => importPath === path)) {
    return wrong(
      `names a main package by its import path, by which the linker does not know it; write ${quote(`main.${name}`)}`,
    );
  }
  const found = closure.packages.filter(({ importPath }) => importPath === path);
  return found.length > 0 ? inPackages(closure, found, name) : elsewhere(closure, path, name);
}

function wrong(reason: string): StampVerdict {
  return { kind: 'wrong', reason };
}

function unknown(reason: string): StampVerdict {
  return { kind: 'unknown', reason };
}

/** One of several programs has to have the variable, and none may have it in a way that cannot be set. */
function inMains(mains: readonly ClosurePackage[], name: string): StampVerdict {
  const found = mains.flatMap((main) => variableIn(main, name) ?? []);
  const [bad] = found.filter(({ kind }) => kind === 'wrong');
  const [open] = found.filter(({ kind }) => kind === 'unknown');
  const [first] = mains;
  return bad ?? open ?? found[0] ?? (first ? missing(first, name) : wrong('names no variable'));
}

function inPackages(closure: ImportClosure, found: readonly ClosurePackage[], name: string): StampVerdict {
  const [first, ...others] = found.map((each) => variableIn(each, name) ?? missing(each, name));
  if (first === undefined || others.some(({ kind }) => kind !== first.kind)) {
    return unknown('names a package of which there are several versions here, not all with such a variable');
  }
  const isCertain = found.some((each) => closure.certain.has(each));
  return first.kind !== 'settable' || isCertain
    ? first
    : unknown(
        'names a package that may be no part of the program: it is imported for some platforms only, or by what is downloaded',
      );
}

/** A variable of a package that is no part of the program, or that is not here. */
function elsewhere(
  { set, locate, certain, packages }: ImportClosure,
  path: string,
  name: string,
): StampVerdict {
  const { modules, main, vendor } = set;
  if (locate(path).length > 0) {
    return wrong(
      `names a package that is no part of the program, since nothing in it imports ${quote(path)}; name a variable of the ` +
        'program, such as "main.version"',
    );
  }
  const local = new Set(modules.map((module) => module.path));
  const isRequired = modules.some(({ goMod }) =>
    goMod.require.some((each) => !local.has(each.path) && isWithin(each.path, path)),
  );
  const owner = modules.find((module) => isWithin(module.path, path));
  if (owner && !isRequired) {
    return wrong(
      `names a package that the module ${quote(owner.path)} in ${quote(owner.tree.root)} does not have; correct the path`,
    );
  }
  if (isStandard(path, set)) {
    const isImported = [...certain].some(({ read }) => read.imports.some((each) => each.path === path));
    const meant = packages.find(
      ({ read, importPath }) => read.names.includes(path) || importPath.endsWith(`/${path}`),
    );
    return meant && !isImported
      ? wrong(`names no package by its import path; write ${quote(`${meant.importPath}.${name}`)}`)
      : unknown('names a package of the standard library, or none: that is not looked into');
  }
  if (vendor) {
    return wrong('names a package that the vendor directory does not have; correct the path');
  }
  return isRequired || compareGoVersions(languageOf(main.goMod), LISTS_ALL) < 0
    ? unknown('names a package of a module that is downloaded, which is not looked into')
    : wrong('names a package of no module that go.mod requires; correct the path');
}

interface FileDeclarations {
  readonly path: string;
  readonly certain: boolean;
  readonly declarations: GoDeclarations;
}

function declarationsOf({ tree, read }: ClosurePackage): FileDeclarations[] {
  return read.go.map(({ path, certain }) => ({
    path,
    certain,
    declarations: tree.once(`declarations ${path}`, () => readDeclarations(tree.text(path))),
  }));
}

/** The verdict on a variable of a package; nothing when there is no such variable. */
function variableIn(located: ClosurePackage, name: string): StampVerdict | undefined {
  const files = declarationsOf(located);
  const all = files.map(({ declarations }) => declarations);
  const found = files.flatMap(({ path, certain, declarations }) =>
    declarations.variables
      .filter((each) => each.name === name)
      .map((variable) => ({ path, certain, variable })),
  );
  const certain = found.filter((each) => each.certain);
  const verdicts = (certain.length > 0 ? certain : found).map(({ path, variable }) =>
    verdictOf(settabilityOf(variable, all), variable, located.tree.absolute(path)),
  );
  return verdicts.some(({ kind }) => kind !== verdicts[0]?.kind)
    ? unknown(
        'names a variable that is not the same on all platforms, and not on all of them one that can be set',
      )
    : verdicts[0];
}

function verdictOf(
  { kind, reason }: Settability,
  { name, line }: ValueDeclaration,
  file: string,
): StampVerdict {
  const sentence = `names the variable in ${file}:${line}, which ${reason}`;
  return kind === 'settable'
    ? { kind, reason: '' }
    : kind === 'not'
      ? wrong(`${sentence}; declare it as "var ${name} string"`)
      : unknown(sentence);
}

/** No variable of that name: a constant, another spelling, or nothing. */
function missing(located: ClosurePackage, name: string): StampVerdict {
  const files = declarationsOf(located);
  const place = quote(located.tree.absolute(located.directory));
  const constant = files
    .flatMap(({ path, declarations }) => declarations.constants.map((each) => ({ ...each, path })))
    .find((each) => each.name === name);
  if (constant) {
    return wrong(
      `names the constant in ${located.tree.absolute(constant.path)}:${constant.line}, which the linker cannot set; declare it ` +
        `as "var ${name} string"`,
    );
  }
  const other = files
    .flatMap(({ declarations }) => declarations.variables)
    .find((each) => each.name.toLowerCase() === name.toLowerCase());
  return wrong(
    other
      ? `names no variable of the package in ${place}; write ${quote(other.name)}, as it is declared there`
      : `names no variable of the package in ${place}; declare "var ${name} string" there, or correct the name`,
  );
}
