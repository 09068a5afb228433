import { compareGoVersions, isGoVersion } from './go-version';
import { type GoMod, OLDEST_GO, type Placed } from './go-mod';
import type { LocalModule } from './local-module';
import type { Workspace } from './workspace';

/** A `go` line, and where it is. */
export interface GoLine {
  readonly version: string;
  /** `/srv/notes/go.mod:3`. */
  readonly at: string;
}

/** Every `go` line that the toolchain of a build has to satisfy. */
export function goLinesOf(modules: readonly LocalModule[], workspace: Workspace | undefined): GoLine[] {
  return [
    ...modules
      .filter(({ isCertain }) => isCertain)
      .flatMap(({ tree, goMod }) => lineOf(goMod.go, tree.absolute('go.mod'))),
    ...(workspace ? lineOf(workspace.goWork.go, workspace.tree.absolute('go.work')) : []),
  ];
}

/** The language version of a module. */
export function languageOf({ go }: GoMod): string {
  return go && isGoVersion(go.text) ? go.text : OLDEST_GO;
}

/**
 * Modules that ask for a newer Go than the file that a build starts from, its go.work or the go.mod of its module: the Go
 * command refuses that, whatever toolchain it is.
 */
export function goLineProblems(
  [main, ...others]: readonly LocalModule[],
  workspace: Workspace | undefined,
): string[] {
  const first = workspace ? undefined : main;
  const file = workspace ? workspace.tree.absolute('go.work') : (first?.tree.absolute('go.mod') ?? '');
  const line = workspace ? workspace.goWork.go : first?.goMod.go;
  const [start = { version: workspace ? OLDEST_WORKSPACE : OLDEST_GO, at: file }] = lineOf(line, file);
  const fix = workspace ? 'go work use' : 'go mod tidy';
  return [...(workspace && main ? [main] : []), ...others]
    .filter(({ isCertain }) => isCertain)
    .flatMap(({ tree, goMod }) => lineOf(goMod.go, tree.absolute('go.mod')))
    .filter(({ version }) => compareGoVersions(version, start.version) > 0)
    .map(
      ({ version, at }) =>
        `${at} says go ${version}, which is newer than go ${start.version} of ${start.at}; run "${fix}" there, or lower the line`,
    );
}

/** What Go takes for a go.work without a `go` line. */
const OLDEST_WORKSPACE = '1.18';

function lineOf(go: Placed | undefined, file: string): GoLine[] {
  return go && isGoVersion(go.text) ? [{ version: go.text, at: `${file}:${go.line}` }] : [];
}
