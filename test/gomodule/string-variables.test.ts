import { readDeclarations } from '../../lib/gomodule/go-declarations';
import { settabilityOf } from '../../lib/gomodule/string-variables';

/** Kinds of all variables that the first file declares, by their names; the others are of the same package. */
const kindsOf = (...texts: string[]): Record<string, string> => {
  const files = texts.map((text) => readDeclarations(`package a\n\n${text}\n`));
  return Object.fromEntries(
    (files[0]?.variables ?? []).map((variable) => [variable.name, settabilityOf(variable, files).kind]),
  );
};
const reasonOf = (text: string): string => {
  const file = readDeclarations(`package a\n\n${text}\n`);
  return settabilityOf(file.variables[0]!, [file]).reason;
};

describe('readDeclarations', () => {
  const namesOf = (text: string): string[] => readDeclarations(text).variables.map(({ name }) => name);

  test.each<[string, string, string[]]>([
    ['alone', 'package a\nvar x string', ['x']],
    ['in a block', 'package a\nvar (\n\tx string // words\n\ty = 1\n)\n', ['x', 'y']],
    ['with semicolons', 'package a; var x string; var (y = 1; z int;); var q = 2', ['x', 'y', 'z', 'q']],
    ['several at once', 'package a\nvar x, y,\n\tz = 1, "a, b", f(1, 2)\nvar q int\n', ['x', 'y', 'z', 'q']],
    [
      'over several lines',
      'package a\nvar x = "a" +\n\t"b"\nvar y = f(\n1,\n)\nvar z = m.\n\tn\n',
      ['x', 'y', 'z'],
    ],
    [
      'after a number',
      'package a\nvar x = 5.\nvar y = .5e+3\nvar z = 0x1p-2\nvar q = 1i\n',
      ['x', 'y', 'z', 'q'],
    ],
    [
      'after raw text',
      'package a\nvar x = `\nvar no = "\n`\nvar y = \'"\'\nvar z = "\\"var no"\n',
      ['x', 'y', 'z'],
    ],
    ['after comments', 'package a\n// var no\n/*\nvar no\n*/ var x /* string */ string\n', ['x']],
    [
      'beside functions',
      'package a\nfunc f[T any](v T) {\n\tvar no string\n}\nvar x = func() { var no int }\n',
      ['x'],
    ],
    ['after a function without a body', 'package a\nfunc f(a int) (b string)\nvar x string\n', ['x']],
    [
      'with types in one piece',
      'package a\nvar x struct {\n\ta string `x:"="`\n}\nvar y chan\nint\nvar z [2]int\n',
      ['x', 'y', 'z'],
    ],
    ['in empty blocks', 'package a\nvar ()\nvar (\n)\n', []],
    ['in a file that ends too soon', 'package a\nvar x = f(\n', ['x']],
    ['in a file that is none', '', []],
  ])('finds variables %s', (_what, text, names) => {
    expect(namesOf(text)).toEqual(names);
  });

  test('knows the lines, and which value belongs to which name', () => {
    const { variables } = readDeclarations(
      'package a\n\nvar (\n\tx,\n\ty = "1", "2"\n)\n/*\n*/ var z, q = f()\n',
    );
    expect(variables.map(({ name, line, value }) => [name, line, value?.map(({ text }) => text)])).toEqual([
      ['x', 4, ['"1"']],
      ['y', 5, ['"2"']],
      ['z', 8, undefined],
      ['q', 8, undefined],
    ]);
    expect(variables.every(({ isInitialized }) => isInitialized)).toBe(true);
  });

  test('repeats what stands above for constants without a value', () => {
    const { constants } = readDeclarations('package a\nconst (\n\tx T = "1"\n\ty\n\tz = 2\n)\nconst q = 3\n');
    const shown = constants.map(({ name, type, value }) => [name, type[0]?.text, value?.[0]?.text]);
    expect(shown).toEqual([
      ['x', 'T', '"1"'],
      ['y', 'T', '"1"'],
      ['z', undefined, '2'],
      ['q', undefined, '3'],
    ]);
  });

  test('tells another name of a type from a type', () => {
    const { types } = readDeclarations(
      'package a\ntype A = string\ntype (\n\tB string\n\tC[T any] struct{}\n)\n',
    );
    expect(types.map(({ name, alias }) => [name, alias?.[0]?.text])).toEqual([
      ['A', 'string'],
      ['B', undefined],
      ['C', undefined],
    ]);
  });
});

describe('settabilityOf', () => {
  test.each([
    'var x string',
    'var x (string)',
    'var x = "1"',
    'var x string = `1`',
    'var x = ("a") + /* + */ "b" + `c`',
    'var x = string("a")',
    "var x = string('a')",
    'const c, d = 1, "a"\nvar x = d',
    'const ( c = "a"; d )\nvar x = "b" + d',
    'type A = string\ntype B = A\nvar x B',
    'type A = string\nvar x = A("a")',
    'type N string\nconst c N = "a"\nvar x = string(c)',
    'var x = min("a", "b")',
    '//go:embed x.txt\nvar x string',
  ])('says that the linker sets %j', (text) => {
    expect(kindsOf(text)).toEqual({ x: 'settable' });
  });

  test.each([
    ['var x int', 'has the type int'],
    ['var x []string', 'has the type []string'],
    ['var x map[string]time.Time', 'has the type map[string]time.Time'],
    ['var x *string', 'has the type *string'],
    ['var x func(a string) string', 'has the type func(a string)string'],
    ['type N string\nvar x N = "a"', 'has the type N'],
    ['type N A\ntype A = string\nvar x N', 'has the type N'],
    ['type A = B\ntype B = A\nvar x A', 'has the type A'],
    ['type N string\nconst c N = "a"\nvar x = c', 'is no constant of type string'],
    ['type N string\nvar x = N("a")', 'is no constant of type string'],
    ['var x = 1', 'is no constant of type string'],
    ["const c = 'a'\nvar x = c", 'is no constant of type string'],
    ['var x = "a" == "b"', 'is no constant of type string'],
    ['var x = "abc"[1:]', 'is no constant of type string'],
    ['var x = []string{"a"}', 'is no constant of type string'],
    ['var x = true', 'is no constant of type string'],
    ['var x = f()', 'is initialized by a call'],
    ['var x = "a" + f()', 'is initialized by a call'],
    ['var x = p.F("a")', 'is initialized by a call'],
    ['var x = f[string]("a")', 'is initialized by a call'],
    ['var x = string(f())', 'is initialized by a call'],
    ['var x, y = f()', 'is initialized by a call'],
    ['var x = y\nvar y = "a"', 'is initialized by another variable'],
    ['var x = y.z\nvar y T', 'is initialized by another variable'],
    ['var _ string', 'has no name'],
  ])('says that the linker does not set %j, and why', (text, reason) => {
    expect(reasonOf(text)).toContain(reason);
  });

  test.each([
    'var x p.T',
    'var x = p.Constant',
    'var x = nowhere',
    'const c = p.C\nvar x = c + "a"',
    'var x T',
  ])('leaves open what comes from another package: %j', (text) => {
    expect(kindsOf(text)).toEqual({ x: 'unknown' });
  });

  test('knows the other files of the package', () => {
    expect(kindsOf('var x, y = c, v\nvar z A', 'const c = "a"\nvar v = "b"', 'type A = string')).toEqual({
      x: 'settable',
      y: 'not',
      z: 'settable',
    });
  });

  test('leaves open what two files say differently', () => {
    expect(kindsOf('var x = c', 'const c = "a"', 'const c = 1')).toEqual({ x: 'unknown' });
  });

  test('tells the beginning of a long type', () => {
    expect(reasonOf('var x struct { first string; second string; third string }')).toMatch(
      /^has the type struct\{first string ; second string ; th\.\.\., and/,
    );
  });
});
