import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { GoReader } from '../../lib/gomodule/go-program';
import { stampVerdict, type StampVerdict } from '../../lib/gomodule/stamp-verdict';
import { Toolchain } from './support/toolchain';

jest.setTimeout(600_000);

/** How many random programs are tried: `GO_CONTAINERS_STAMP_RUNS=50` for a longer campaign. */
const RUNS = Number(process.env.GO_CONTAINERS_STAMP_RUNS ?? 10);
/** Declarations in each of them. */
const DECLARATIONS = 30;
const STAMP = 'stamped';

/** What random declarations are made from. Calls must stay calls: what the compiler computes on its own, the linker may set. */
const SUPPORT = `package main

import "example.com/random/other"

const plain, typed = "plain", string("typed")
const (
	repeated = "again"
	alsoRepeated
)
const named Named = "named"
const number = 66

type (
	Named string
	Alias = string
	Second = Alias
)

var base = call()

//go:noinline
func call() string { return "call" }

//go:noinline
func pair() (string, string) { return "one", "two" }

//go:noinline
func generic[T any](value T) T { return value }

var _ = other.Constant
`;
/** No build takes it, so what it declares is not declared. */
const IGNORED = `//go:build ignore

package main

const plain = 3

type Alias int
`;

const { constant } = fc.letrec<{ constant: string }>((tie) => ({
  constant: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom(
      '"text"',
      '"var x = `1`; // no"',
      '`raw "var y"\n)`',
      '""',
      'plain',
      'typed',
      'alsoRepeated',
    ),
    fc.constantFrom(
      "string('a')",
      'string(number)',
      'string(named)',
      'Alias("a")',
      'Second(plain)',
      'min("a", "b")',
    ),
    tie('constant').map((inner) => `(${inner})`),
    tie('constant').map((inner) => `string(${inner})`),
    fc.tuple(tie('constant'), tie('constant')).map(([left, right]) => `${left} +\n\t${right}`),
    fc.tuple(tie('constant'), tie('constant')).map(([left, right]) => `${left} /* + */ + ${right}`),
  ),
}));
const computed = fc.oneof(
  fc.constantFrom(
    'call()',
    'base',
    '(base)',
    'string(base)',
    'generic("x")',
    'generic[string]("x")',
    'base[1:]',
  ),
  fc.constantFrom(
    'func() string { return call() }()',
    'fmt.Sprint("a", "b")',
    'min(base, "x")',
    'Alias(call())',
  ),
  constant.map((text) => `${text} + call()`),
);
const ofOtherType = fc.constantFrom(
  ...[
    '1',
    '.5',
    '5.',
    "'x'",
    'true',
    'named',
    'Named("x")',
    'number',
    '"a" == "b"',
    'len("x")',
    '[]string{"a, b"}',
  ],
  ...[
    'map[string]string{"a": "b"}',
    '&base',
    'struct{ a string }{"x"}',
    'func() string { return "x" }',
    'any("x")',
  ],
);
const type = fc.constantFrom(
  ...[
    'string',
    '(string)',
    'Alias',
    'Second',
    'Named',
    '[]string',
    '*string',
    'int',
    'map[string]string',
    'any',
  ],
  ...[
    'struct {\n\t\ta string `tag:"="`\n\t}',
    'func(string) string',
    'chan\n\t\tstring',
    'error',
    'time.Duration',
  ],
);
const stringType = fc.constantFrom('string', '(string)', 'Alias', 'Second');
const value = fc.oneof({ weight: 3, arbitrary: constant }, computed);
const any = fc.oneof({ weight: 2, arbitrary: value }, ofOtherType);
const end = fc.constantFrom('', ' // = 3', ';', ' /* string */');

/** What stands behind `var`, with ONE and TWO for the names of two variables; the second one may stay unused. */
const spec = fc.oneof(
  any.map((text) => `ONE = ${text}`),
  fc.tuple(stringType, value).map(([of, text]) => `ONE ${of} = ${text}`),
  type.map((of) => `ONE ${of}`),
  fc.tuple(any, any).map(([left, right]) => `ONE, TWO = ${left}, ${right}`),
  fc.tuple(stringType, value, value).map(([of, left, right]) => `ONE,\n\tTWO ${of} = ${left}, ${right}`),
  type.map((of) => `ONE, TWO ${of}`),
  fc.constantFrom('ONE, TWO = pair()', 'ONE, TWO string = pair()'),
);
const declarations = fc.array(fc.tuple(spec, end, fc.boolean()), {
  minLength: DECLARATIONS,
  maxLength: DECLARATIONS,
});

/** The declarations as a file, and the names in it. */
function programOf(made: readonly (readonly [string, string, boolean])[]): { text: string; names: string[] } {
  const all = made.map(([template, after, inBlock], index) => {
    const names = [`x${index}`, `y${index}`] as const;
    const line = `${template.replace('ONE', () => names[0]).replace('TWO', () => names[1])}${after}`;
    return { line: inBlock ? `var (\n\t// Words.\n\t${line}\n)` : `var ${line}`, names };
  });
  const names = all.flatMap(({ line, names: [one, two] }) => (line.includes(two) ? [one, two] : [one]));
  const prints = names.map((name) => `\tfmt.Printf("${name}=%v\\x00", ${name})\n`).join('');
  return {
    text: `package main\n\nimport (\n\t"fmt"\n\t"time"\n)\n\nvar _ time.Duration\n\n${all.map(({ line }) => line).join('\n')}\n\nfunc main() {\n\tvar x0 = 1\n\t_ = x0\n\tshow()\n}\n\nfunc show() {\n${prints}}\n`,
    names,
  };
}

describe('the verdict on a stamp', () => {
  let toolchain: Toolchain;
  beforeAll(() => {
    toolchain = new Toolchain();
  });
  afterAll(() => {
    toolchain.remove();
  });

  function write(files: Readonly<Record<string, string>>): string {
    const folder = mkdtempSync(join(toolchain.folder, 'stamps-'));
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    return folder;
  }

  /** Verdicts by symbols. */
  function verdicts(
    source: string,
    packagePath: string,
    symbols: readonly string[],
  ): Map<string, StampVerdict> {
    const { program, problems } = new GoReader().program({
      source,
      package: packagePath,
      workspace: true,
      settings: { os: 'linux', architecture: 'amd64', tags: [], cgo: false, tests: false },
    });
    expect(problems).toEqual([]);
    return new Map(symbols.map((symbol) => [symbol, stampVerdict(program!, symbol)]));
  }

  /** What a program prints that is built with all symbols that the linker does not refuse. */
  function printed(cwd: string, packagePath: string, symbols: readonly string[]): string {
    const flags = symbols.map((symbol) => `-X ${symbol}=${STAMP}`).join(' ');
    try {
      toolchain.run(['go', 'build', '-o', 'program', '-ldflags', flags, packagePath], { cwd });
    } catch (error) {
      const refused = [...String(error).matchAll(/^(\S+): cannot set with -X/gm)].map(([, symbol]) => symbol);
      if (refused.length === 0) {
        throw error;
      }
      return printed(
        cwd,
        packagePath,
        symbols.filter((symbol) => !refused.includes(symbol)),
      );
    }
    return toolchain.run(['./program'], { cwd });
  }

  test('is what the linker does, for random variables of a main package', () => {
    const kinds = new Map<string, number>();
    const property = fc.property(declarations, (made) => {
      const { text, names } = programOf(made);
      const folder = write({
        'go.mod': 'module example.com/random\n\ngo 1.26\n',
        'main.go': text,
        'support.go': SUPPORT,
        'ignored.go': IGNORED,
        'other/other.go': 'package other\n\nconst Constant = "other"\n',
      });
      const symbols = names.map((name) => `main.${name}`);
      const output = printed(folder, '.', symbols).split('\0');
      const said = verdicts(folder, '.', symbols);
      const arrived = symbols.map((symbol) => [
        symbol,
        output.includes(`${symbol.slice('main.'.length)}=${STAMP}`),
      ]);
      expect(symbols.map((symbol) => [symbol, said.get(symbol)?.kind === 'settable'])).toEqual(arrived);
      said.forEach(({ kind }) => kinds.set(kind, (kinds.get(kind) ?? 0) + 1));
    });
    fc.assert(property, { numRuns: RUNS });
    expect([...kinds.keys()].sort()).toEqual(['settable', 'unknown', 'wrong']);
  });

  test('is what the linker does, for symbols of several packages', () => {
    const version = (name: string): string => `package ${name}\n\nvar Version = "${name}"\n`;
    const own = 'example.com/notes';
    const source = join(
      write({
        'app/go.mod': `module ${own}\n\ngo 1.26\n\nrequire example.com/fork v0.0.0\n\nreplace example.com/fork => ../fork\n`,
        'app/go.sum': '',
        'app/cmd/server/main.go':
          `package main\n\nimport (\n\t"${own}/internal/version"\n\t"example.com/fork"\n)\n\nvar Version, Number = "main", 1\n\n` +
          'const Constant = "constant"\n\nfunc main() { println(version.Version, fork.Version, Version, Number, Constant) }\n',
        'app/cmd/other/main.go': `${version('main')}\nfunc main() { println(Version) }\n`,
        'app/internal/version/version.go': version('version'),
        'app/internal/unused/unused.go': version('unused'),
        'fork/go.mod': 'module example.com/fork\n\ngo 1.26\n',
        'fork/fork.go': version('fork'),
      }),
      'app',
    );
    const expected: Readonly<Record<string, StampVerdict['kind']>> = {
      'main.Version': 'settable',
      [`${own}/internal/version.Version`]: 'settable',
      'example.com/fork.Version': 'settable',
      'main.version': 'wrong',
      'main.Number': 'wrong',
      'main.Constant': 'wrong',
      [`${own}/cmd/server.Version`]: 'wrong',
      [`${own}/cmd/other.Version`]: 'wrong',
      [`${own}/internal/unused.Version`]: 'wrong',
      [`${own}/internal/none.Version`]: 'wrong',
      [`${own}/internal/version.version`]: 'wrong',
      'version.Version': 'wrong',
      'example.com/nowhere.Version': 'wrong',
    };
    const symbols = Object.keys(expected);
    const said = verdicts(source, './cmd/server', symbols);
    expect(Object.fromEntries(symbols.map((symbol) => [symbol, said.get(symbol)?.kind]))).toEqual(expected);
    for (const symbol of symbols) {
      toolchain.run(['rm', '-f', 'program'], { cwd: source });
      printed(source, './cmd/server', [symbol]);
      // The program prints on standard error, so that its words come back in order.
      const words = toolchain.run(['sh', '-c', './program 2>&1'], { cwd: source });
      expect([symbol, words.includes(STAMP)]).toEqual([symbol, expected[symbol] === 'settable']);
    }
  });
});
