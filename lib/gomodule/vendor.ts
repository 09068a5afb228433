import { isDirectoryPath, type Replacement, type Requirement } from './go-mod';

/** A module in vendor/modules.txt. */
export interface VendoredModule {
  readonly path: string;
  /** Nothing where all versions are replaced. */
  readonly version?: string;
  /** `path` or `path@version` of what replaces it. */
  readonly replacedBy?: string;
  /** Whether a go.mod requires it. */
  readonly explicit: boolean;
  readonly goVersion?: string;
  readonly packages: readonly string[];
  /** Counted from 1. */
  readonly line: number;
}

/** A vendor/modules.txt. */
export interface VendorList {
  /** Whether it was made for a workspace, by `go work vendor`. */
  readonly workspace: boolean;
  readonly modules: readonly VendoredModule[];
}

/** Reads the text of a vendor/modules.txt; as the Go command does, it passes over what it does not know. */
export function readVendorList(text: string): VendorList {
  const modules = new Map<string, VendoredModule>();
  let current: string | undefined;
  text.split('\n').forEach((line, index) => {
    if (/^# +\S+\s*$/.test(line)) {
      return;
    }
    if (line.startsWith('# ')) {
      const made = moduleOf(line, index + 1);
      current = made && identity(made);
      if (made && current !== undefined) {
        const before = modules.get(current);
        modules.set(current, before ? { ...before, replacedBy: made.replacedBy ?? before.replacedBy } : made);
      }
      return;
    }
    const module = current === undefined ? undefined : modules.get(current);
    if (module === undefined || current === undefined) {
      return;
    }
    if (line.startsWith('## ')) {
      modules.set(current, { ...module, ...annotations(line) });
    } else if (/^\S+$/.test(line.trim())) {
      modules.set(current, { ...module, packages: [...module.packages, line.trim()] });
    }
  });
  return { workspace: /^## workspace\s*$/m.test(text), modules: [...modules.values()] };
}

/** A `# path version`, `# path => path` or `# path version => path version` line. */
function moduleOf(line: string, at: number): VendoredModule | undefined {
  const [, path, ...words] = line.split(/\s+/).filter((word) => word !== '');
  const arrow = words.indexOf('=>');
  const version = arrow === 0 ? undefined : words[0];
  if (path === undefined || (version !== undefined && !version.startsWith('v')) || words.length === 0) {
    return undefined;
  }
  const replacedBy = arrow === -1 ? undefined : words.slice(arrow + 1).join('@') || undefined;
  return { path, version, replacedBy, explicit: false, packages: [], line: at };
}

function annotations(line: string): Partial<VendoredModule> {
  const entries = line
    .slice('## '.length)
    .split(';')
    .map((entry) => entry.trim());
  const goVersion = entries.find((entry) => entry.startsWith('go '))?.slice('go '.length);
  return {
    ...(entries.includes('explicit') ? { explicit: true } : {}),
    ...(goVersion === undefined ? {} : { goVersion }),
  };
}

/** What a go.mod or a go.work asks of its vendor directory, with the name of the file that asks. */
export interface VendorDemand {
  /** `/srv/notes/go.mod`. */
  readonly file: string;
  readonly require: readonly Requirement[];
  readonly replace: readonly Replacement[];
}

/**
 * Where a vendor directory and the files that it was made for disagree: the Go command refuses such a build.
 *
 * @param list path of vendor/modules.txt
 * @param sync the command that makes the directory anew
 */
export function vendorProblems(
  { modules }: VendorList,
  demands: readonly VendorDemand[],
  list: string,
  sync: string,
): string[] {
  const known = new Map(modules.map((module) => [identity(module), module]));
  const required = new Set(demands.flatMap(({ require }) => require.map(identity)));
  const fix = `run "${sync}"`;
  return [
    ...demands.flatMap(({ file, require }) =>
      require
        .filter((each) => !known.get(identity(each))?.explicit)
        .map(
          (each) => `${file}:${each.line} requires ${identity(each)}, but ${list} does not have it; ${fix}`,
        ),
    ),
    ...modules
      .filter((each) => each.explicit && each.packages.length > 0 && !required.has(identity(each)))
      .map(
        (each) => `${list}:${each.line} has ${identity(each)} as required, but no go.mod requires it; ${fix}`,
      ),
    ...replacementProblems(known, demands, list, fix),
  ];
}

function replacementProblems(
  known: ReadonlyMap<string, VendoredModule>,
  demands: readonly VendorDemand[],
  list: string,
  fix: string,
): string[] {
  const replaced = new Set(demands.flatMap(({ replace }) => replace.map(identity)));
  return [
    ...demands.flatMap(({ file, replace }) =>
      replace.flatMap((each) => {
        const listed = known.get(identity(each))?.replacedBy;
        const by = each.newVersion === undefined ? each.newPath : `${each.newPath}@${each.newVersion}`;
        // The list has a directory as seen from itself, which in a workspace is another path.
        return listed === by || (listed !== undefined && isDirectoryPath(listed) && isDirectoryPath(by))
          ? []
          : [
              `${file}:${each.line} replaces ${identity(each)} by ${by}, but ${list} ` +
                `${listed === undefined ? 'does not say so' : `says by ${listed}`}; ${fix}`,
            ];
      }),
    ),
    ...[...known.values()]
      .filter((each) => each.replacedBy !== undefined)
      // A line for all versions stands for the one that is in use as well.
      .filter((each) => !replaced.has(identity(each)) && !replaced.has(each.path))
      .map(
        (each) => `${list}:${each.line} has ${identity(each)} as replaced, but nothing replaces it; ${fix}`,
      ),
  ];
}

/** `example.com/x@v1.2.3`, or the path alone. */
function identity({ path, version }: Pick<VendoredModule, 'path' | 'version'>): string {
  return version === undefined ? path : `${path}@${version}`;
}
