import { quote } from '../core/errors';
import type { ClosurePackage } from './closure';
import { languageOf } from './go-lines';
import type { PackageImport } from './go-package';
import { compareGoVersions } from './go-version';
import type { LocalModule } from './local-module';
import type { ModuleSet } from './module-set';
import { isWithin } from './standard-library';

/**
 * Imports that no build can find: of a package that its module does not have, or of a module that nobody requires.
 *
 * The Go command says so too, but inside the build, and it advises to fetch what is only misspelt.
 *
 * @param packages those that every build reads
 * @param isFound whether the files of a package are here
 */
export function missingImports(
  set: ModuleSet,
  packages: readonly ClosurePackage[],
  isFound: (importPath: string) => boolean,
): string[] {
  const required = set.modules.flatMap(({ goMod }) => goMod.require.map(({ path }) => path));
  const local = new Set(set.modules.map(({ path }) => path));
  const others = required.filter((path) => !local.has(path));
  const problems = packages.flatMap(({ module, read }) =>
    module === undefined
      ? []
      : read.imports
          .filter(({ path, certain }) => certain && !isFound(path))
          .flatMap((each) => problemOf(each, module, set, others)),
  );
  // From Go 1.17 on a module is looked at only when something of it is imported.
  const always = compareGoVersions(languageOf(set.main.goMod), '1.17') < 0 ? set.missing : [];
  return [...new Set([...always.map(({ problem }) => problem), ...problems])];
}

function problemOf(
  { path, at }: PackageImport,
  importer: LocalModule,
  { modules, workspace, vendor, missing }: ModuleSet,
  others: readonly string[],
): string[] {
  const gone = missing.filter((module) => isWithin(module.path, path)).map(({ problem }) => problem);
  if (gone.length > 0) {
    return gone;
  }
  // Most imports are found somewhere: no sentence is made for those.
  const but = (what: string): string[] => [`${at} imports ${quote(path)}, but ${what}`];
  const isRequired = others.some((module) => isWithin(module, path));
  const [owner] = modules
    .filter((module) => isWithin(module.path, path))
    .sort((left, right) => right.path.length - left.path.length);
  if (owner && !isRequired) {
    return but(
      `the module ${quote(owner.path)} in ${quote(owner.tree.root)} has no such directory; correct the path, or make the package`,
    );
  }
  // Without a dot in its first word a path is the standard library's. What a replaced module imports may be required by others.
  if (!/^[^/]*\./.test(path) || !importer.isMain || owner) {
    return [];
  }
  if (vendor) {
    return but(
      `the vendor directory does not have it; run "${workspace ? 'go work vendor' : 'go mod vendor'}"`,
    );
  }
  const alternative = workspace
    ? 'or list its module in go.work'
    : 'or take part in a go.work that lists its module';
  return isRequired ? [] : but(`no module that go.mod requires has it; run "go mod tidy", ${alternative}`);
}
