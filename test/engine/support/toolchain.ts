import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Mirror } from '../../../lib/image/mirror';
import { GO_IMAGE_DEFAULTS } from '../../../lib/image/go-image-props';
import { output } from './machine';

/** How a command is run in the toolchain's container. */
export interface Run {
  readonly cwd: string;
  readonly environment?: Readonly<Record<string, string>>;
}

/** What the user's own machine needs to reach a module proxy, the builder needs too. */
const PASSED_ON = ['GOPROXY', 'GONOSUMDB', 'GOPRIVATE', 'HTTP_PROXY', 'HTTPS_PROXY', 'NO_PROXY'];

/**
 * The Go toolchain of the builder image, in a container that sees one folder of this machine under the same path.
 *
 * What it compiles is kept in that folder, so that one toolchain compiles the standard library once.
 */
export class Toolchain {
  public readonly folder = mkdtempSync(join(tmpdir(), 'go-containers-toolchain-'));
  private readonly container: string;

  public constructor() {
    const image = Mirror.parse(process.env.GO_CONTAINERS_MIRROR ?? '').apply(GO_IMAGE_DEFAULTS.builder);
    const variables = [
      `GOPATH=${this.folder}/go`,
      `GOCACHE=${this.folder}/cache`,
      `HOME=${this.folder}`,
      'GOFLAGS=-modcacherw',
      'GOTOOLCHAIN=local',
      ...PASSED_ON.filter((name) => process.env[name] !== undefined),
    ].flatMap((variable) => ['--env', variable]);
    this.container = output('docker', [
      ...['run', '--detach', '--init', '--volume', `${this.folder}:${this.folder}`],
      ...['--user', `${process.getuid?.() ?? 0}:${process.getgid?.() ?? 0}`],
      ...variables,
      ...[image, 'sleep', '3600'],
    ]).trim();
  }

  /** Standard output of a program that must succeed. */
  public run(command: readonly string[], { cwd, environment = {} }: Run): string {
    const variables = Object.entries(environment).flatMap(([name, value]) => ['--env', `${name}=${value}`]);
    const args = ['exec', '--workdir', cwd, ...variables, this.container, ...command];
    const { status, stdout, stderr } = spawnSync('docker', args, {
      encoding: 'utf8',
      maxBuffer: 256 * 1024 * 1024,
    });
    if (status !== 0) {
      throw new Error(`${command.join(' ')} in ${cwd}: ${stderr || stdout}`);
    }
    return stdout;
  }

  /** The JSON objects, one after the other, that a Go command prints. */
  public goJson<T>(args: readonly string[], run: Run): T[] {
    const text = this.run(['go', ...args], run).trim();
    return text === '' ? [] : (JSON.parse(`[${text.replace(/\n}\n{/g, '\n},\n{')}]`) as T[]);
  }

  public remove(): void {
    output('docker', ['container', 'rm', '--force', this.container]);
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** What `go list -json` says of a package. */
export interface ListedPackage {
  readonly ImportPath: string;
  /** Missing when the package is. */
  readonly Dir?: string;
  readonly Standard?: boolean;
  readonly Module?: { readonly Path: string; readonly Main?: boolean; readonly Dir?: string };
  readonly IgnoredGoFiles?: readonly string[];
  readonly [list: string]: unknown;
}

/** Every list of files that the Go command reads to build a package. */
const LISTS = [
  ...['GoFiles', 'CgoFiles', 'CFiles', 'CXXFiles', 'MFiles', 'HFiles', 'FFiles', 'SFiles', 'SwigFiles'],
  ...['SwigCXXFiles', 'SysoFiles', 'EmbedFiles'],
];

/** Absolute paths of the files that `go list` names of packages below a folder. */
export function listedFiles(packages: readonly ListedPackage[], folder: string): string[] {
  return packages
    .filter(({ Dir = '' }) => Dir === folder || Dir.startsWith(`${folder}/`))
    .flatMap((each) =>
      LISTS.flatMap((list) => (each[list] as string[] | undefined) ?? []).map((file) =>
        join(each.Dir ?? '', file),
      ),
    );
}
