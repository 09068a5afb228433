import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** The smallest program. */
export const MAIN = 'package main\n\nfunc main() {}\n';
/** The smallest module. */
export const GO_MOD = 'module example.com/notes\n\ngo 1.26\n';

const made: string[] = [];
afterAll(() => {
  made.forEach((folder) => {
    rmSync(folder, { recursive: true, force: true });
  });
});

/** An empty folder that is removed after the tests of the file. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'go-containers-test-'));
  made.push(folder);
  return folder;
}

/** Writes files, given by their relative path, into a folder of their own. */
export function writeTree(
  files: Readonly<Record<string, string>>,
  executable: readonly string[] = [],
): string {
  const folder = temporaryFolder();
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  executable.forEach((path) => {
    chmodSync(join(folder, path), 0o755);
  });
  return folder;
}

/** A module with a main package at its root and whatever else is given. */
export function goModule(files: Readonly<Record<string, string>> = {}): string {
  return writeTree({ 'go.mod': GO_MOD, 'main.go': MAIN, ...files });
}
