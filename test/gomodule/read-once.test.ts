import { openSync } from 'node:fs';
import { join } from 'node:path';
import { GoReader } from '../../lib/gomodule/go-program';
import { goModule, MAIN } from '../support/go-module';
import { LINUX } from '../support/go-program';

jest.mock('node:fs', () => {
  const real = jest.requireActual<typeof import('node:fs')>('node:fs');
  return { ...real, openSync: jest.fn(real.openSync) };
});

describe('programs of one module', () => {
  test('are read together with every file opened once, and none that neither needs', () => {
    const program = 'package main\nimport _ "example.com/notes/store"\nfunc main() {}\n';
    const source = goModule({
      'main.go': MAIN,
      'cmd/a/main.go': program,
      'cmd/b/main.go': program,
      'store/store.go': 'package store\nimport _ "embed"\n//go:embed data.txt\nvar x string\n',
      'store/data.txt': 'data',
      'store/asm_arm64.s': '',
      'store/store_test.go': 'package store\n',
      'README.md': '',
    });
    jest.mocked(openSync).mockClear();
    const reader = new GoReader();
    for (const packagePath of ['cmd/a', 'cmd/b']) {
      const { program: found } = reader.program({
        source,
        package: packagePath,
        workspace: true,
        settings: LINUX,
      });
      expect(found?.sources).toHaveLength(4);
    }
    const opened = jest.mocked(openSync).mock.calls.map(([path]) => path as string);
    const expected = [
      'cmd/a/main.go',
      'cmd/b/main.go',
      'go.mod',
      'store/asm_arm64.s',
      'store/data.txt',
      'store/store.go',
    ];
    expect(opened.sort()).toEqual(expected.map((path) => join(source, path)));
  });
});
