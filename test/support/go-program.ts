import { type GoProgramRequest, type GoProgramResult, GoReader } from '../../lib/gomodule/go-program';

/** What images are built with. */
export const LINUX = { os: 'linux', tags: [], cgo: false, tests: false };

/** Reads a program as an image does, by a reader of its own. */
export function read(
  source: string,
  packagePath = '.',
  settings: Partial<GoProgramRequest['settings']> = {},
  workspace = true,
): GoProgramResult {
  const request = { source, package: packagePath, workspace, settings: { ...LINUX, ...settings } };
  return new GoReader().program(request);
}

/** Paths of files. */
export function pathsOf(files?: readonly { readonly path: string }[]): string[] | undefined {
  return files?.map(({ path }) => path);
}

/** Paths of the sources that a build of a program gets. */
export function sources(source: string, packagePath = '.', settings = {}): string[] | undefined {
  return pathsOf(read(source, packagePath, settings).program?.sources);
}

/** A main package that imports these, from line 3 on. */
export function importing(...paths: string[]): string {
  return `package main\n\n${paths.map((path) => `import _ "${path}"\n`).join('')}\nfunc main() {}\n`;
}

/** A main package with an embed pattern on its line 3. */
export function embedding(pattern: string): string {
  return `package main\nimport _ "embed"\n//go:embed ${pattern}\nvar x string\nfunc main() {}\n`;
}

/** Files of a module, by their paths. */
export type Files = Readonly<Record<string, string>>;
