import { readGoMod } from '../../lib/gomodule/go-mod';
import { readVendorList, vendorProblems } from '../../lib/gomodule/vendor';

describe('readVendorList', () => {
  test('reads modules with their packages and their lines', () => {
    expect(readVendorList('# a.b/c v1.0.0\na.b/c\na.b/c/d\n# e v1.1.0\ne\n')).toEqual({
      workspace: false,
      modules: [
        { path: 'a.b/c', version: 'v1.0.0', explicit: false, packages: ['a.b/c', 'a.b/c/d'], line: 1 },
        { path: 'e', version: 'v1.1.0', explicit: false, packages: ['e'], line: 4 },
      ],
    });
  });

  test.each([
    ['## explicit', { explicit: true }],
    ['## explicit; go 1.21', { explicit: true, goVersion: '1.21' }],
    ['## go 1.21.3', { explicit: false, goVersion: '1.21.3' }],
    ['## go 1.21;explicit', { explicit: true, goVersion: '1.21' }],
    ['## explicit\n## go 1.21', { explicit: true, goVersion: '1.21' }],
    ['## explicitly; later', { explicit: false }],
  ])('reads what is said of a module: %j', (text, said) => {
    expect(readVendorList(`# a v1.0.0\n${text}\na\n`).modules).toEqual([
      { path: 'a', version: 'v1.0.0', packages: ['a'], line: 1, ...said },
    ]);
  });

  test.each([
    ['# a => ./b', { path: 'a', replacedBy: './b' }],
    ['# a => b v1.1.0', { path: 'a', replacedBy: 'b@v1.1.0' }],
    ['# a v1.0.0 => ../b', { path: 'a', version: 'v1.0.0', replacedBy: '../b' }],
    ['# a v1.0.0 => b v1.1.0', { path: 'a', version: 'v1.0.0', replacedBy: 'b@v1.1.0' }],
  ])('reads what a module is replaced by: %s', (text, module) => {
    expect(readVendorList(`${text}\n`).modules).toEqual([
      { explicit: false, packages: [], line: 1, ...module },
    ]);
  });

  test('adds to a module what a later line says of it', () => {
    const text = '# a v1.0.0\n## explicit\na\n# b v1.0.0\n# a v1.0.0 => ./a\na/x\n';
    expect(readVendorList(text).modules).toMatchObject([
      { path: 'a', replacedBy: './a', explicit: true, packages: ['a', 'a/x'], line: 1 },
      { path: 'b' },
    ]);
  });

  test.each([
    ['## workspace\n# a v1.0.0\n', true],
    ['## workspace\r\n', true],
    ['# a v1.0.0\n## explicit\n', false],
    ['# workspace\n', false],
    ['', false],
  ])('knows a list that was made for a workspace (%#)', (text, workspace) => {
    expect(readVendorList(text).workspace).toBe(workspace);
  });

  test('takes lines that end as on Windows', () => {
    expect(readVendorList('# a v1.0.0\r\n## explicit; go 1.21\r\n\r\na\r\n').modules).toEqual([
      { path: 'a', version: 'v1.0.0', explicit: true, goVersion: '1.21', packages: ['a'], line: 1 },
    ]);
  });

  test('passes over what is no package', () => {
    expect(readVendorList('# a v1.0.0\n\ntwo words\na\n').modules).toMatchObject([{ packages: ['a'] }]);
  });

  test.each(['a/b\n', '## explicit\na\n', '# a latest\na\n', '#a v1.0.0\na\n', 'two words\n'])(
    'passes over what is no module: %j',
    (text) => {
      expect(readVendorList(text).modules).toEqual([]);
    },
  );
});

describe('vendorProblems', () => {
  const problems = (goMod: string, list: string): string[] => {
    const { require, replace } = readGoMod(goMod).value;
    const demands = [{ file: '/srv/go.mod', require, replace }];
    return vendorProblems(readVendorList(list), demands, '/srv/vendor/modules.txt', 'go mod vendor');
  };

  test.each([
    ['', ''],
    ['require a v1.0.0', '# a v1.0.0\n## explicit\na\n'],
    ['require a v1.0.0', '# a v1.0.0\n## explicit\na\n# b v1.0.0\nb\n'],
    ['require a v1.0.0\nreplace a v1.0.0 => ./a', '# a v1.0.0 => ./a\n## explicit\na\n'],
    ['require a v1.0.0\nreplace a v1.0.0 => b v1.1.0', '# a v1.0.0 => b v1.1.0\n## explicit\na\n'],
    ['replace a => ./a', '# a => ./a\n'],
    ['require a v1.0.0\nreplace a => ./b', '# a v1.0.0 => ./b\n## explicit\na\n# a => ./b\n'],
    ['', '# z v1.0.0\n## explicit\n'],
    ['replace a => b v1.1.0', '# a => b v1.1.0\n'],
  ])('finds none where both agree (%#)', (goMod, list) => {
    expect(problems(goMod, list)).toEqual([]);
  });

  test.each([
    [
      'a module that is not in the list',
      'require (\n\ta v1.0.0\n)',
      '',
      ['/srv/go.mod:2 requires a@v1.0.0, but /srv/vendor/modules.txt does not have it'],
    ],
    [
      'a module that the list has for others only',
      'require a v1.0.0',
      '# a v1.0.0\na\n',
      ['/srv/go.mod:1 requires a@v1.0.0, but /srv/vendor/modules.txt does not have it'],
    ],
    [
      'another version',
      'require a v1.1.0',
      '# b v1.0.0\nb\n# a v1.0.0\n## explicit\na\n',
      [
        '/srv/go.mod:1 requires a@v1.1.0, but /srv/vendor/modules.txt does not have it',
        '/srv/vendor/modules.txt:3 has a@v1.0.0 as required, but no go.mod requires it',
      ],
    ],
    [
      'a module that is no longer required',
      '',
      '# a v1.0.0\n## explicit\na\n',
      ['/srv/vendor/modules.txt:1 has a@v1.0.0 as required, but no go.mod requires it'],
    ],
    [
      'a replacement that is not in the list',
      'replace a => ./a',
      '',
      ['/srv/go.mod:1 replaces a by ./a, but /srv/vendor/modules.txt does not say so'],
    ],
    [
      'a replacement by another module',
      'replace a v1.0.0 => b v1.2.0',
      '# a v1.0.0 => b v1.1.0\n',
      ['/srv/go.mod:1 replaces a@v1.0.0 by b@v1.2.0, but /srv/vendor/modules.txt says by b@v1.1.0'],
    ],
    [
      'a replacement by a directory where the list has a module',
      'replace a => ./a',
      '# a => b v1.1.0\n',
      ['/srv/go.mod:1 replaces a by ./a, but /srv/vendor/modules.txt says by b@v1.1.0'],
    ],
    [
      'a replacement that is no longer in go.mod',
      '',
      '# b v1.0.0\n# a => ./a\n',
      ['/srv/vendor/modules.txt:2 has a as replaced, but nothing replaces it'],
    ],
  ])('tells of %s, and how to mend it', (_, goMod, list, said) => {
    expect(problems(goMod, list)).toEqual(said.map((each) => `${each}; run "go mod vendor"`));
  });

  test('takes what any module of a workspace requires, and directories as seen from elsewhere', () => {
    const one = readGoMod('require b v1.0.0').value;
    const two = readGoMod('replace b => ../b').value;
    const list = readVendorList('## workspace\n# b v1.0.0\n## explicit\nb\n# b => ./b\n');
    const demands = [
      { file: '/srv/one/go.mod', ...one },
      { file: '/srv/two/go.mod', ...two },
    ];
    expect(vendorProblems(list, demands, '/srv/vendor/modules.txt', 'go work vendor')).toEqual([]);
  });
});
