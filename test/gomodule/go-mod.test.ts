import fc, { type Arbitrary } from 'fast-check';
import {
  type GoMod,
  isDirectoryPath,
  type Placed,
  readGoMod,
  readGoWork,
  type Retraction,
} from '../../lib/gomodule/go-mod';

describe('readGoMod', () => {
  test('reads the module, the language version and the toolchain with their lines', () => {
    expect(readGoMod('module a.b/c\n\ngo 1.27.1\n\ntoolchain go1.27.4\n')).toMatchObject({
      mistakes: [],
      value: {
        module: { text: 'a.b/c', line: 1 },
        go: { text: '1.27.1', line: 3 },
        toolchain: { text: 'go1.27.4', line: 5 },
      },
    });
  });

  test('finds nothing in an empty file and calls that no mistake', () => {
    expect(readGoMod('')).toEqual({
      mistakes: [],
      value: {
        module: undefined,
        go: undefined,
        toolchain: undefined,
        godebug: {},
        require: [],
        replace: [],
        exclude: [],
        retract: [],
        tool: [],
        ignore: [],
      },
    });
  });

  test('passes over a byte order mark', () => {
    expect(readGoMod('\uFEFFmodule a\n')).toMatchObject({ mistakes: [], value: { module: { text: 'a' } } });
  });

  test.each([
    ['a v1.0.0', false],
    ['a v1.0.0 // indirect', true],
    ['a v1.0.0 //indirect', true],
    ['a v1.0.0 // indirect; for the tests', true],
    ['a v1.0.0 // indirectly', false],
    ['a v1.0.0 // not indirect', false],
    ['"a" `v1.0.0`', false],
  ])('reads a requirement: %s', (text, indirect) => {
    const requirement = { path: 'a', version: 'v1.0.0', indirect };
    expect(readGoMod(`require ${text}`).value.require).toEqual([{ ...requirement, line: 1 }]);
    expect(readGoMod(`require (\n\t${text}\n)`).value.require).toEqual([{ ...requirement, line: 2 }]);
  });

  test.each([
    ['a => ./b', { newPath: './b' }],
    ['a v1.0.0 => ../b', { version: 'v1.0.0', newPath: '../b' }],
    ['a => "../b c"', { newPath: '../b c' }],
    ['a => b v1.1.0', { newPath: 'b', newVersion: 'v1.1.0' }],
    ['a v1.0.0 => b v1.1.0', { version: 'v1.0.0', newPath: 'b', newVersion: 'v1.1.0' }],
  ])('reads a replacement: %s', (text, replacement) => {
    const { value, mistakes } = readGoMod(`replace ${text}\n`);
    expect(mistakes).toEqual([]);
    expect(value.replace).toEqual([{ path: 'a', ...replacement, line: 1 }]);
  });

  test.each([
    ['v1.0.0', { low: 'v1.0.0', high: 'v1.0.0' }],
    ['[v1.0.0, v1.9.9]', { low: 'v1.0.0', high: 'v1.9.9' }],
    ['[ v1.0.0 , v1.9.9 ] // slow', { low: 'v1.0.0', high: 'v1.9.9' }],
  ])('reads a retraction: %s', (text, retraction) => {
    expect(readGoMod(`retract ${text}`)).toMatchObject({ mistakes: [], value: { retract: [retraction] } });
    expect(readGoMod(`retract (\n${text}\n)`)).toMatchObject({
      mistakes: [],
      value: { retract: [retraction] },
    });
  });

  test('reads what is excluded, tools, ignored directories and debug settings', () => {
    const text =
      'exclude a v1.0.0\ntool (\n\tb/cmd/c\n\td\n)\nignore ./web\ngodebug default=go1.21\ngodebug (\n\tpanicnil=1\n)\n';
    expect(readGoMod(text)).toMatchObject({
      mistakes: [],
      value: {
        exclude: [{ path: 'a', version: 'v1.0.0', line: 1 }],
        tool: [
          { text: 'b/cmd/c', line: 3 },
          { text: 'd', line: 4 },
        ],
        ignore: [{ text: './web', line: 6 }],
        godebug: { default: 'go1.21', panicnil: '1' },
      },
    });
  });

  test('passes over verbs that it does not know in a file for a newer Go, also as blocks', () => {
    expect(readGoMod('module a\nfuture b c d\nlater (\n\te\n)\ngo 1.28\n')).toMatchObject({
      mistakes: [],
      value: { module: { text: 'a' }, go: { text: '1.28' } },
    });
  });

  test('tells of verbs that Go does not know', () => {
    expect(readGoMod('module a\nrequrie b v1.0.0\nuse ./c\ngo 1.27\n').mistakes).toEqual([
      { line: 2, text: 'has a line that begins with "requrie", which Go does not know; correct it' },
      { line: 3, text: 'has a line that begins with "use", which Go does not know; correct it' },
    ]);
    expect(readGoWork('module a\n').mistakes).toHaveLength(1);
  });

  test.each([
    ['require a', /must be "require <module> <version>"/],
    ['require a v1.0.0 v1.1.0', /must be "require <module> <version>"/],
    ['exclude a', /must be "exclude <module> <version>"/],
    ['replace a', /must be "replace <module> \[version\] => <directory>"/],
    ['replace a ./b', /must be "replace/],
    ['replace a =>', /must be "replace/],
    ['replace => ./b', /must be "replace/],
    ['replace a v1.0.0 x => ./b', /must be "replace/],
    ['replace a => b v1.0.0 x', /must be "replace/],
    ['replace a => b', /replaces a module by "b": a module needs a version, a directory begins with/],
    ['replace a => .b', /replaces a module by ".b"/],
    ['retract', /must be "retract <version>"/],
    ['retract [v1.0.0, v1.1.0, v1.2.0]', /must be "retract <version>"/],
    ['module', /needs one word after "module": the path/],
    ['module a b', /needs one word after "module"/],
    ['go', /needs one word after "go": a version/],
    ['go one', /says go "one"; write a version, such as 1.27/],
    ['go v1.27', /says go "v1.27"/],
    ['toolchain go1.27 go1.28', /needs one word after "toolchain"/],
    ['tool', /needs one word after "tool"/],
    ['ignore a b', /needs one word after "ignore"/],
    ['godebug panicnil', /must be "godebug <name>=<value>"/],
  ])('tells the line of a malformed directive and how to write it: %s', (text, said) => {
    expect(readGoMod(`// words\n\n${text}\n`).mistakes).toEqual([
      { line: 3, text: expect.stringMatching(said) as string },
    ]);
  });

  test.each(['module a', 'go 1.27', 'toolchain go1.27.4'])('refuses a second "%s"', (text) => {
    const [verb] = text.split(' ');
    expect(readGoMod(`${text}\n\n${text}\n`).mistakes).toEqual([
      { line: 3, text: expect.stringContaining(`has a second "${String(verb)}"`) as string },
    ]);
  });

  test('tells all mistakes in the order of their lines and keeps what is right', () => {
    const { value, mistakes } = readGoMod('go one\nrequire a\n)\nmodule b\nrequire c v1.0.0\nmodule d\n');
    expect(mistakes.map(({ line }) => line)).toEqual([1, 2, 3, 6]);
    expect(value).toMatchObject({ module: { text: 'b' }, require: [{ path: 'c' }] });
  });

  test('reads back every file, whatever its layout', () => {
    fc.assert(
      fc.property(GROUPS, fc.constantFrom('\n', '\r\n'), (groups, newline) => {
        const { text, said } = written(groups);
        const read = readGoMod(text.replaceAll('\n', newline));
        expect(read).toEqual({ value: valueOf(said), mistakes: [] });
      }),
    );
  });
});

describe('readGoWork', () => {
  test('reads the directories, and what go.mod says as well', () => {
    const text =
      'go 1.27\ntoolchain go1.27.4\nuse .\nuse (\n\t./a // first\n\t"./b c"\n)\nreplace d v1.0.0 => ./d\ngodebug panicnil=1\n';
    expect(readGoWork(text)).toEqual({
      mistakes: [],
      value: {
        go: { text: '1.27', line: 1 },
        toolchain: { text: 'go1.27.4', line: 2 },
        use: [
          { text: '.', line: 3 },
          { text: './a', line: 5 },
          { text: './b c', line: 6 },
        ],
        replace: [{ path: 'd', version: 'v1.0.0', newPath: './d', line: 8 }],
        godebug: { panicnil: '1' },
      },
    });
  });

  test('tells the line of a malformed use and of a bad language version', () => {
    expect(readGoWork('go x\nuse\nuse ./a ./b\n').mistakes.map(({ line, text }) => [line, text])).toEqual([
      [1, expect.stringContaining('says go "x"')],
      [2, expect.stringContaining('needs one word after "use": a directory')],
      [3, expect.stringContaining('needs one word after "use": a directory')],
    ]);
  });
});

describe('isDirectoryPath', () => {
  test.each(['.', '..', './a', '../a', '/a', '.\\a', '..\\a', '\\a', 'C:', 'c:\\a', './'])(
    'takes %s for a directory',
    (path) => {
      expect(isDirectoryPath(path)).toBe(true);
    },
  );

  test.each(['a', 'a.b/c', '...', '.../a', '.a', '..a', '', 'a/./b', 'ab:/c', '1:'])(
    'takes "%s" for a module',
    (path) => {
      expect(isDirectoryPath(path)).toBe(false);
    },
  );
});

/** Directives of one verb, and how they stand in the file. */
interface Group {
  readonly verb: string;
  readonly directives: readonly { readonly value: object; readonly text: string }[];
  readonly block: boolean;
  readonly before: string;
}

const PATHS = fc.stringMatching(/^[a-z][a-z0-9.-]{0,8}(\/[a-z0-9._~-]{1,6}){0,2}$/);
const DIRECTORIES = fc.stringMatching(/^\.{1,2}\/[a-z]{1,8}$/);
const VERSIONS = fc.stringMatching(/^v[0-9]\.[0-9]{1,2}\.[0-9](-rc\.[1-9])?(\+incompatible)?$/);
const GO_VERSIONS = fc.stringMatching(/^1\.[1-9][0-9](\.[0-9])?$/);

/** @param say gives the words of a directive; it passes to `word` what may be quoted */
function group<T extends object>(
  verb: string,
  values: Arbitrary<T>,
  say: (value: T, word: (text: string) => string) => string,
  maxLength = 3,
): Arbitrary<Group> {
  const directive = fc.record({ value: values, mark: fc.constantFrom('', '"', '`') });
  const texts = directive.map(({ value, mark }) => ({
    value,
    text: say(value, (text) => mark + text + mark),
  }));
  return fc.record({
    verb: fc.constant(verb),
    directives: fc.array(texts, { maxLength }),
    block: fc.boolean(),
    before: fc.constantFrom('', ' \t\n', '// go 1.1\n', '\n\t// (\n//)\n'),
  });
}

const placed = (verb: string, values: Arbitrary<string>, maxLength?: number): Arbitrary<Group> =>
  group(verb, fc.record({ text: values }), ({ text }, word) => word(text), maxLength);

const GROUPS: Arbitrary<Group[]> = fc
  .tuple(
    placed('module', PATHS, 1),
    placed('go', GO_VERSIONS, 1),
    placed('toolchain', GO_VERSIONS, 1),
    fc.array(
      fc.oneof(
        placed('tool', PATHS),
        placed('ignore', DIRECTORIES),
        group(
          'require',
          fc.record({ path: PATHS, version: VERSIONS, indirect: fc.boolean() }),
          ({ path, version, indirect }, word) =>
            `${word(path)} ${word(version)}${indirect ? ' // indirect' : ''}`,
        ),
        group(
          'exclude',
          fc.record({ path: PATHS, version: VERSIONS }),
          ({ path, version }, word) => `${word(path)} ${version}`,
        ),
        group(
          'replace',
          fc.record({ path: PATHS, newPath: DIRECTORIES }),
          ({ path, newPath }, word) => `${word(path)} => ${word(newPath)}`,
        ),
        group(
          'replace',
          fc.record({ path: PATHS, version: VERSIONS, newPath: PATHS, newVersion: VERSIONS }),
          ({ path, version, newPath, newVersion }, word) =>
            `${word(path)} ${version} => ${word(newPath)} ${newVersion}`,
        ),
        group(
          'retract',
          fc.record({ low: VERSIONS, high: VERSIONS }),
          ({ low, high }, word) => `[${word(low)}, ${word(high)}]`,
        ),
        group(
          'godebug',
          fc.record({
            key: fc.stringMatching(/^[a-z]{1,8}$/),
            setting: fc.stringMatching(/^[a-z0-9.]{1,8}$/),
          }),
          ({ key, setting }) => `${key}=${setting}`,
        ),
      ),
    ),
  )
  .map(([module, go, toolchain, others]) => [module, go, toolchain, ...others])
  .chain((groups) => fc.shuffledSubarray(groups, { minLength: groups.length }));

/** The text of a go.mod, and each of its directives by verb and with its line. */
function written(groups: readonly Group[]): { text: string; said: Map<string, object[]> } {
  const said = new Map<string, object[]>();
  let text = '';
  for (const { verb, directives, block, before } of groups) {
    text += before + (block ? `${verb} (\n` : '');
    for (const directive of directives) {
      const line = text.split('\n').length;
      said.set(verb, [...(said.get(verb) ?? []), { ...directive.value, line }]);
      text += `${block ? '\t' : `${verb} `}${directive.text}\n`;
    }
    text += block ? ') // end\n' : '';
  }
  return { text, said };
}

/** The directives as one value. */
function valueOf(said: ReadonlyMap<string, object[]>): GoMod {
  const all = <T>(verb: string): T[] => (said.get(verb) ?? []) as T[];
  return {
    module: all<Placed>('module')[0],
    go: all<Placed>('go')[0],
    toolchain: all<Placed>('toolchain')[0],
    godebug: Object.fromEntries(
      all<{ key: string; setting: string }>('godebug').map(({ key, setting }) => [key, setting]),
    ),
    require: all('require'),
    replace: all('replace'),
    exclude: all('exclude'),
    retract: all<Retraction>('retract').map(({ low, high }) => ({ low, high })),
    tool: all('tool'),
    ignore: all('ignore'),
  };
}
