import { join } from 'node:path';
import { GoReader } from '../../lib/gomodule/go-program';
import { stampVerdict, type StampVerdict } from '../../lib/gomodule/stamp-verdict';
import { GO_MOD, goModule, MAIN, writeTree } from '../support/go-module';
import { type Files, importing, LINUX } from '../support/go-program';

const MODULE = 'example.com/notes';

function verdict(
  source: string,
  symbol: string,
  packages: readonly string[] = ['.'],
  settings = {},
): StampVerdict {
  const [first = '.', ...others] = packages;
  const { program, problems } = new GoReader().program({
    source,
    package: first,
    alsoPackages: others,
    workspace: true,
    settings: { ...LINUX, ...settings },
  });
  expect(problems).toEqual([]);
  return stampVerdict(program!, symbol);
}
const version = (name: string, declaration = 'var Version string'): string =>
  `package ${name}\n\n${declaration}\n`;
const SETTABLE: StampVerdict = { kind: 'settable', reason: '' };

describe('the verdict on a stamp of package main', () => {
  test('is that on the variable, with its place and what to do', () => {
    const source = goModule({ 'version.go': version('main', 'var a, b, C = "x", 1, "y"\nconst d = "z"') });
    expect(verdict(source, 'main.a')).toEqual(SETTABLE);
    expect(verdict(source, 'main.b')).toEqual({
      kind: 'wrong',
      reason:
        `names the variable in ${source}/version.go:3, which is initialized by something that is no constant of type string; ` +
        'declare it as "var b string"',
    });
    expect(verdict(source, 'main.c').reason).toBe(
      `names no variable of the package in "${source}"; write "C", as it is declared there`,
    );
    expect(verdict(source, 'main.d').reason).toBe(
      `names the constant in ${source}/version.go:4, which the linker cannot set; declare it as "var d string"`,
    );
    expect(verdict(source, 'main.main').reason).toBe(
      `names no variable of the package in "${source}"; declare "var main string" there, or correct the name`,
    );
  });

  test.each(['version', '', '.version', 'main.', 'main.a b', 'main.1'])(
    'refuses %j, which is no symbol',
    (symbol) => {
      expect(verdict(goModule(), symbol)).toMatchObject({
        kind: 'wrong',
        reason: expect.stringContaining('such as "main.version"') as string,
      });
    },
  );

  test('wants the variable in one of several programs, and in none of them one that cannot be set', () => {
    const source = writeTree({
      'go.mod': GO_MOD,
      'a/main.go': `${MAIN}var one, bad string\n`,
      'b/main.go': `${MAIN}var bad = 1\n`,
    });
    expect(verdict(source, 'main.one', ['a', 'b'])).toEqual(SETTABLE);
    expect(verdict(source, 'main.one', ['b', 'a'])).toEqual(SETTABLE);
    expect(verdict(source, 'main.bad', ['a', 'b']).kind).toBe('wrong');
    expect(verdict(source, 'main.none', ['a', 'b']).kind).toBe('wrong');
    expect(verdict(source, 'main.one', ['b']).kind).toBe('wrong');
  });

  test('says what to write instead of the import path', () => {
    const source = writeTree({ 'go.mod': GO_MOD, 'cmd/a/main.go': version('main') });
    expect(verdict(source, `${MODULE}/cmd/a.Version`, ['cmd/a'])).toEqual({
      kind: 'wrong',
      reason:
        'names a main package by its import path, by which the linker does not know it; write "main.Version"',
    });
  });

  test('goes by the files that the build takes', () => {
    const source = goModule({
      'a.go': version('main', '').replace('package', '//go:build mine\n\npackage') + 'var Version string\n',
      'a_windows.go': version('main', 'var Version, Other string'),
      'a_test.go': version('main', 'var Other string'),
    });
    expect(verdict(source, 'main.Version').kind).toBe('wrong');
    expect(verdict(source, 'main.Version', ['.'], { tags: ['mine'] })).toEqual(SETTABLE);
    expect(verdict(source, 'main.Other', ['.'], { tests: true }).kind).toBe('wrong');
  });

  test.each<[StampVerdict['kind'], string, string]>([
    ['settable', 'var Version string', 'var Version = "1"'],
    ['wrong', 'var Version = 1', 'var Version = 2'],
    ['unknown', 'var Version string', 'var Version = 1'],
  ])('is %s when the platforms have: %s, %s', (kind, one, other) => {
    const source = goModule({ 'a_amd64.go': version('main', one), 'a_arm64.go': version('main', other) });
    expect(verdict(source, 'main.Version').kind).toBe(kind);
  });
});

describe('the verdict on a stamp of another package', () => {
  const files: Files = {
    'go.mod': `${GO_MOD}require a.b/c v1.0.0\n`,
    'go.sum': '',
    'main.go': importing('a.b/c', 'fmt', `${MODULE}/internal/version`, `${MODULE}/log`),
    'main_amd64.go': `package main\nimport _ "${MODULE}/some"\n`,
    'main_test.go': `package main\nimport _ "${MODULE}/unused"\n`,
    'internal/version/v.go': version('build'),
    'log/log.go': version('log'),
    'some/some.go': version('some', 'var Version string\nvar Number int'),
    'unused/unused.go': version('unused'),
    'cmd/other/main.go': version('main'),
  };

  test.each<[string, StampVerdict['kind'], string]>([
    [`${MODULE}/internal/version.Version`, 'settable', ''],
    [`${MODULE}/internal/version.Versoin`, 'wrong', 'names no variable of the package in'],
    [`${MODULE}/some.Version`, 'unknown', 'imported for some platforms only'],
    [`${MODULE}/some.Number`, 'wrong', 'has the type int'],
    [`${MODULE}/unused.Version`, 'wrong', 'no part of the program, since nothing in it imports'],
    [`${MODULE}/cmd/other.Version`, 'wrong', 'no part of the program'],
    [`${MODULE}/internal/none.Version`, 'wrong', 'does not have; correct the path'],
    ['version.Version', 'wrong', `write "${MODULE}/internal/version.Version"`],
    ['build.Version', 'wrong', `write "${MODULE}/internal/version.Version"`],
    ['log.Version', 'wrong', `write "${MODULE}/log.Version"`],
    ['fmt.Version', 'unknown', 'of the standard library, or none'],
    ['runtime.buildVersion', 'unknown', 'of the standard library, or none'],
    ['a.b/c.Version', 'unknown', 'of a module that is downloaded'],
    ['a.b/c/d/v2.Version', 'unknown', 'of a module that is downloaded'],
    ['a.b/other.Version', 'wrong', 'of no module that go.mod requires'],
  ])('of %s is: %s', (symbol, kind, reason) => {
    const found = verdict(goModule(files), symbol, ['.'], { tests: true });
    expect(found).toEqual({ kind, reason: expect.stringContaining(reason) as string });
  });

  test('is open for a module that an old go.mod need not name', () => {
    const source = goModule({
      ...files,
      'go.mod': 'module example.com/notes\n\ngo 1.16\nrequire a.b/c v1.0.0\n',
    });
    expect(verdict(source, 'a.b/other.Version').kind).toBe('unknown');
  });

  test('looks into what is vendored, and nothing else is there', () => {
    const source = goModule({
      'go.mod': `${GO_MOD}require a.b/c v1.0.0\n`,
      'main.go': importing('a.b/c'),
      'vendor/modules.txt': '# a.b/c v1.0.0\n## explicit\na.b/c\na.b/c/d\n',
      'vendor/a.b/c/c.go': version('c'),
      'vendor/a.b/c/d/d.go': version('d'),
    });
    expect(verdict(source, 'a.b/c.Version')).toEqual(SETTABLE);
    expect(verdict(source, 'a.b/c.version').kind).toBe('wrong');
    expect(verdict(source, 'a.b/c/d.Version').kind).toBe('wrong');
    expect(verdict(source, 'a.b/c/none.Version').reason).toContain('the vendor directory does not have');
  });

  test('looks into modules of the workspace, and into replaced ones', () => {
    const folder = writeTree({
      'go.work': 'go 1.26\nuse (\n./app\n./shared\n)\n',
      'app/go.mod': `${GO_MOD}require a.b/fork v0.0.0\nreplace a.b/fork => ../fork\n`,
      'app/go.sum': '',
      'app/main.go': importing('a.b/fork', 'example.com/shared'),
      'shared/go.mod': 'module example.com/shared\n\ngo 1.26\n',
      'shared/shared.go': version('shared'),
      'fork/go.mod': 'module a.b/fork\n\ngo 1.26\n',
      'fork/fork.go': version('fork', 'var Version = 1'),
    });
    expect(verdict(join(folder, 'app'), 'example.com/shared.Version')).toEqual(SETTABLE);
    expect(verdict(join(folder, 'app'), 'a.b/fork.Version').reason).toContain(`${folder}/fork/fork.go:3`);
  });

  test('is open where several versions of a package are here', () => {
    const folder = writeTree({
      'app/go.mod':
        `${GO_MOD}require (\na.b/c v1.0.0\nx.y/z v1.0.0\n)\n` +
        'replace (\nx.y/z v1.0.0 => ../one\nx.y/z v1.1.0 => ../two\n)\n',
      'app/go.sum': '',
      'app/main.go': importing('a.b/c', 'x.y/z'),
      'one/go.mod': 'module x.y/z\n',
      'one/z.go': version('z'),
      'two/go.mod': 'module x.y/z\n',
      'two/z.go': version('z', 'var Version, Number = 1, 2'),
    });
    expect(verdict(join(folder, 'app'), 'x.y/z.Version').kind).toBe('unknown');
    expect(verdict(join(folder, 'app'), 'x.y/z.None').kind).toBe('wrong');
  });
});
