import { cpSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { GoReader } from '../../lib/gomodule/go-program';
import { contentsOf } from '../../lib/gomodule/module-contents';
import { SourceTree } from '../../lib/gomodule/source-tree';
import { stage } from '../../lib/image/staging';
import { listedFiles, type ListedPackage, Toolchain } from './support/toolchain';

jest.setTimeout(600_000);

/** Modules of other people, as they are published. */
const TOOLS = 'golang.org/x/tools@v0.52.0';
const MOD = 'golang.org/x/mod@v0.42.0';
const SYNC = 'golang.org/x/sync@v0.24.0';
const SQLITE = 'github.com/mattn/go-sqlite3@v1.14.53';
const WEBP = 'github.com/chai2010/webp@v1.4.0';
const SAMPLER = 'rsc.io/sampler@v1.3.1';
const PPROF = 'github.com/google/pprof@v0.0.0-20260906184651-6331bc6350fe';

interface Case {
  readonly what: string;
  /** Published modules by the folder that they are put in. */
  readonly modules: Readonly<Record<string, string>>;
  /** What is done with them before they are read. */
  readonly prepare?: (toolchain: Toolchain, folder: string) => void;
  /** The folder of the program's module, and its package. */
  readonly source: string;
  readonly package: string;
  readonly cgo?: boolean;
}

const CASES: readonly Case[] = [
  {
    what: 'the example of this project',
    modules: {},
    prepare: (_toolchain, folder) => {
      cpSync(join(__dirname, '../../examples/hello'), join(folder, 'hello'), { recursive: true });
    },
    source: 'hello',
    package: '.',
  },
  {
    what: 'a module of over 1,000 files',
    modules: { tools: TOOLS },
    source: 'tools',
    package: './cmd/goimports',
  },
  {
    what: 'a workspace',
    modules: { tools: TOOLS, mod: MOD, sync: SYNC },
    prepare: (toolchain, folder) => {
      toolchain.run(['go', 'work', 'init', './tools', './mod', './sync'], { cwd: folder });
    },
    source: 'tools',
    package: './cmd/goimports',
  },
  {
    what: 'local replace directories',
    modules: { tools: TOOLS, 'lib/mod': MOD, 'lib/sync': SYNC },
    prepare: (toolchain, folder) => {
      const replace = ['-replace=golang.org/x/mod=../lib/mod', '-replace=golang.org/x/sync=../lib/sync'];
      toolchain.run(['go', 'mod', 'edit', ...replace], { cwd: join(folder, 'tools') });
    },
    source: 'tools',
    package: './cmd/goimports',
  },
  {
    what: 'a fork in the place of a module that only a downloaded one imports',
    modules: { sampler: SAMPLER },
    prepare: (toolchain, folder) => {
      mkdirSync(join(folder, 'app'));
      writeFileSync(
        join(folder, 'app/main.go'),
        'package main\n\nimport "rsc.io/quote"\n\nfunc main() { println(quote.Hello()) }\n',
      );
      writeFileSync(
        join(folder, 'app/go.mod'),
        'module example.com/app\n\ngo 1.26\n\nrequire rsc.io/quote v1.5.2\n\nreplace rsc.io/sampler => ../sampler\n',
      );
      toolchain.run(['go', 'mod', 'tidy'], { cwd: join(folder, 'app') });
    },
    source: 'app',
    package: '.',
  },
  { what: 'embedded directories', modules: { pprof: PPROF }, source: 'pprof', package: '.' },
  {
    what: 'cgo with C files beside the Go files',
    modules: { sqlite: SQLITE },
    source: 'sqlite',
    package: './_example/simple',
    cgo: true,
  },
  {
    what: 'cgo with C files in directories below, which only #include names',
    modules: { webp: WEBP },
    prepare: (_toolchain, folder) => {
      // As published it embeds those directories as well, and has no program.
      edit(join(folder, 'webp/webp.go'), (text) => text.replace(/^\/\/go:embed internal$/m, ''));
      mkdirSync(join(folder, 'webp/cmd/size'), { recursive: true });
      writeFileSync(
        join(folder, 'webp/cmd/size/main.go'),
        'package main\n\nimport "github.com/chai2010/webp"\n\nfunc main() { println(webp.GetInfo(nil)) }\n',
      );
    },
    source: 'webp',
    package: './cmd/size',
    cgo: true,
  },
];

describe('the import closure of a real program', () => {
  let toolchain: Toolchain;
  const published = new Map<string, string>();

  beforeAll(() => {
    toolchain = new Toolchain();
    const wanted = [...new Set(CASES.flatMap(({ modules }) => Object.values(modules)))];
    toolchain
      .goJson<{ Path: string; Version: string; Dir: string }>(['mod', 'download', '-json', ...wanted], {
        cwd: toolchain.folder,
      })
      .forEach(({ Path, Version, Dir }) => published.set(`${Path}@${Version}`, Dir));
  });
  afterAll(() => {
    toolchain.remove();
  });

  test.each(CASES)('is complete, and builds with the rest absent: $what', (each) => {
    const { modules, source, cgo = false } = each;
    const folder = join(toolchain.folder, 'modules', each.what.replace(/\W+/g, '-'));
    for (const [name, module] of Object.entries(modules)) {
      cpSync(published.get(module)!, join(folder, name), { recursive: true });
    }
    each.prepare?.(toolchain, folder);

    const { program, problems } = new GoReader().program({
      source: join(folder, source),
      package: each.package,
      workspace: true,
      settings: { os: 'linux', tags: [], cgo, tests: false },
    });
    expect(problems).toEqual([]);
    const files = [...program!.sources, ...program!.modules];
    const read = new Set(files.map(({ content }) => (content.kind === 'disk' ? content.absolutePath : '')));

    const run = {
      cwd: join(folder, source),
      environment: { CGO_ENABLED: cgo ? '1' : '0', CGO_CFLAGS: '-O0' },
    };
    const packages = toolchain.goJson<ListedPackage>(['list', '-deps', '-json', each.package], run);
    const listed = listedFiles(packages, folder);
    expect(listed).not.toEqual([]);
    expect(listed.filter((file) => !read.has(file))).toEqual([]);

    const staged = join(toolchain.folder, 'staged', each.what.replace(/\W+/g, '-'));
    mkdirSync(dirname(staged), { recursive: true });
    stage({ files, directories: [] }, staged);
    toolchain.run(
      ['go', 'build', '-trimpath', '-buildvcs=false', '-o', `${toolchain.folder}/program`, program!.package],
      { ...run, cwd: join(staged, program!.directory) },
    );
    tell(each.what, folder, [...new Set([...Object.keys(modules), source])], [...read]);
  });
});

/** How much of the modules a build does not get. */
function tell(what: string, folder: string, modules: readonly string[], sent: readonly string[]): void {
  const all = modules.flatMap((module) => {
    const tree = new SourceTree(join(folder, module));
    return contentsOf(tree, '').files.map((path) => tree.absolute(path));
  });
  const bytes = (files: readonly string[]): number =>
    files.reduce((sum, file) => sum + statSync(file).size, 0);
  const share = (part: number, whole: number): string => `${((1 - part / whole) * 100).toFixed(1)} %`;
  process.stderr.write(
    `  ${what}: ${sent.length} of ${all.length} files sent, left out ${share(sent.length, all.length)} of the files and ` +
      `${share(bytes(sent), bytes(all))} of the ${(bytes(all) / 1e6).toFixed(1)} MB\n`,
  );
}

function edit(file: string, change: (text: string) => string): void {
  writeFileSync(file, change(readFileSync(file, 'utf8')));
}
