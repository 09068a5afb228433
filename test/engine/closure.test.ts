import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { GoReader } from '../../lib/gomodule/go-program';
import { listedFiles, type ListedPackage, Toolchain } from './support/toolchain';

jest.setTimeout(600_000);

/** How many random modules are tried: `GO_CONTAINERS_CLOSURE_RUNS=500` for a longer campaign. */
const RUNS = Number(process.env.GO_CONTAINERS_CLOSURE_RUNS ?? 25);

const TAGS = ['alpha', 'beta', 'gamma'];
const SYSTEMS = ['linux', 'windows', 'darwin', 'freebsd'];
const ARCHITECTURES = ['amd64', 'arm64'];
const WORDS = [
  ...TAGS,
  ...SYSTEMS,
  ...ARCHITECTURES,
  ...['android', 'cgo', 'gc', 'gccgo', 'go1.18', 'ignore', 'race', 'riscv64', 'unix'],
];
const PACKAGES = ['a', 'b', 'b/c', 'd'];

const expression: fc.Arbitrary<string> = fc.letrec<{ any: string }>((tie) => ({
  any: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom(...WORDS),
    tie('any').map((inner) => `!(${inner})`),
    fc.tuple(tie('any'), tie('any')).map(([left, right]) => `(${left} && ${right})`),
    fc.tuple(tie('any'), tie('any')).map(([left, right]) => `${left} || ${right}`),
  ),
})).any;
const term = fc
  .tuple(fc.boolean(), fc.constantFrom(...WORDS))
  .map(([not, word]) => `${not ? '!' : ''}${word}`);
const option = fc.array(term, { minLength: 1, maxLength: 2 }).map((terms) => terms.join(','));
const plusBuild = fc.array(option, { minLength: 1, maxLength: 3 }).map((options) => options.join(' '));

/** What stands before the package clause, in all the ways that people write it. */
const header = fc.oneof(
  fc.constant(''),
  expression.map((text) => `//go:build ${text}\n\n`),
  expression.map((text) => `// Words.\n\n//go:build ${text}\n`),
  expression.map((text) => `/* Words\n//go:build nothing\n*/\n\n//go:build ${text}\n\n`),
  fc
    .array(plusBuild, { minLength: 1, maxLength: 2 })
    .map((lines) => `${lines.map((each) => `// +build ${each}\n`).join('')}\n`),
  // Without a blank line after it, this counts for nothing.
  plusBuild.map((line) => `// +build ${line}\n`),
  fc.tuple(expression, plusBuild).map(([text, line]) => `//go:build ${text}\n// +build ${line}\n\n`),
);

const imports = fc.uniqueArray(fc.constantFrom(...PACKAGES.slice(1), 'C', 'embed'), { maxLength: 3 });
const suffix = fc.constantFrom(
  '',
  '_linux',
  '_windows',
  '_amd64',
  '_linux_arm64',
  '_darwin',
  '_unix',
  '_test',
  '_arm64_test',
);

interface RandomFile {
  readonly path: string;
  readonly text: string;
}

const goFile: fc.Arbitrary<RandomFile> = fc
  .record({
    folder: fc.constantFrom(...PACKAGES),
    stem: fc.constantFrom('x', 'y', 'linux', 'amd64'),
    suffix,
    header,
    imports,
  })
  .map(({ folder, stem, suffix: end, header: top, imports: paths }) => {
    const lines = paths
      // Only to packages that come later: no cycles here.
      .filter((path) => !PACKAGES.includes(path) || PACKAGES.indexOf(path) > PACKAGES.indexOf(folder))
      .map((path) => `import _ "${PACKAGES.includes(path) ? `example.com/random/${path}` : path}"\n`);
    const embed = paths.includes('embed') ? '\n//go:embed data\nvar data string\n' : '';
    const name = folder === 'a' ? 'main' : folder.replace('/', '');
    return {
      path: `${folder}/${stem}${end}.go`,
      text: `${top}package ${name}\n${lines.join('').replace('import _ "C"', 'import "C"')}${embed}`,
    };
  });
const otherFile: fc.Arbitrary<RandomFile> = fc
  .record({
    folder: fc.constantFrom(...PACKAGES),
    stem: fc.constantFrom('n', 'arm64'),
    suffix,
    extension: fc.constantFrom('s', 'S', 'c', 'h', 'cpp', 'hpp', 'm', 'f90', 'syso', 'swig', 'txt'),
    header,
  })
  .map(({ folder, stem, suffix: end, extension, header: top }) => ({
    path: `${folder}/${stem}${end}.${extension}`,
    text: top,
  }));

const settings = fc.record({
  os: fc.constantFrom(...SYSTEMS),
  architecture: fc.constantFrom(...ARCHITECTURES),
  tags: fc.subarray(TAGS),
  cgo: fc.boolean(),
});

describe('the import closure of a random module', () => {
  let toolchain: Toolchain;
  beforeAll(() => {
    toolchain = new Toolchain();
  });
  afterAll(() => {
    toolchain.remove();
  });

  test('has every file that go list names for the same platform, tags and cgo, and none that it ignores', () => {
    let compared = 0;
    const property = fc.property(
      fc.array(fc.oneof({ weight: 3, arbitrary: goFile }, { weight: 1, arbitrary: otherFile }), {
        minLength: 4,
        maxLength: 40,
      }),
      fc.array(settings, { minLength: 1, maxLength: 3 }),
      (files, several) => {
        const folder = mkdtempSync(join(toolchain.folder, 'random-'));
        const fixed = [
          { path: 'go.mod', text: 'module example.com/random\n\ngo 1.26\n' },
          { path: 'a/main.go', text: 'package main\n\nimport _ "example.com/random/b"\n\nfunc main() {}\n' },
          ...PACKAGES.map((name) => ({ path: `${name}/data`, text: '' })),
        ];
        for (const { path, text } of [...files, ...fixed]) {
          mkdirSync(dirname(join(folder, path)), { recursive: true });
          writeFileSync(join(folder, path), text);
        }
        for (const { os, architecture, tags, cgo } of several) {
          const listed = toolchain.goJson<ListedPackage>(
            ['list', '-e', '-deps', '-json', '-tags', tags.join(','), './a'],
            {
              cwd: folder,
              environment: { GOOS: os, GOARCH: architecture, CGO_ENABLED: cgo ? '1' : '0' },
            },
          );
          const read = (known: string | undefined): string[] => {
            const { program } = new GoReader().program({
              source: folder,
              package: './a',
              workspace: true,
              settings: { os, architecture: known, tags, cgo, tests: false },
            });
            return (program?.sources ?? []).map(({ path }) => join(folder, path));
          };
          // Without cgo a file that needs it is refused, and there is no program to compare.
          const exact = read(architecture);
          if (exact.length === 0) {
            continue;
          }
          compared += 1;
          const named = listedFiles(listed, folder);
          const ignored = listed.flatMap(({ Dir = '', IgnoredGoFiles = [] }) =>
            IgnoredGoFiles.map((file) => join(Dir, file)),
          );
          expect(named.filter((file) => !exact.includes(file))).toEqual([]);
          expect(exact.filter((file) => ignored.includes(file))).toEqual([]);
          const any = read(undefined);
          expect(named.filter((file) => !any.includes(file))).toEqual([]);
        }
      },
    );
    fc.assert(property, { numRuns: RUNS });
    expect(compared).toBeGreaterThan(RUNS / 2);
  });
});
