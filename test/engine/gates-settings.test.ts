import { Gate } from '../../lib';
import { PLAIN, RACE, staged, testOf } from './support/gate-cases';
import { runs, type StagedContext } from './support/staged-context';

jest.setTimeout(900_000);

/** A stamp and an asset are in the image, and no gate looks at them. */
const VERSION = 'package main\n\nvar version = "unknown"\n\nfunc init() { println(version) }\n';
const GATES = [
  ...Gate.recommended(),
  Gate.tool('golang.org/x/tools/go/analysis/passes/shadow/cmd/shadow@v0.52.0', ['./...']),
];
const TOOL = 'tool-shadow-program';

/** What no run of this test before can have left in the builder's cache. */
const NEW = `new${Date.now()}`;

describe('gates that have been passed', () => {
  let context: StagedContext;
  beforeAll(() => {
    context = staged(
      { ...PLAIN, 'version.go': VERSION, 'words.txt': 'words', 'main_test.go': testOf('\tt.Log(mode)') },
      { gates: GATES, stamp: { 'main.version': '1.0.0' }, assets: { '/words.txt': 'words.txt' } },
    );
    context.progress();
  });

  /** What runs after an edit of the staged files. */
  function ranAfter(path: string, change: (text: string) => string): string[] {
    context.edit(path, change);
    return runs(context.progress()).ran;
  }

  test('do not run again when nothing changed', () => {
    expect(runs(context.progress())).toEqual({
      ran: [],
      cached: ['assets', 'build', 'test', 'tool-shadow', TOOL, 'verify', 'vet'],
    });
  });

  test.each<[string, string, (text: string) => string, string[]]>([
    ['the stamp', 'Dockerfile', (text) => text.replace('version=1.0.0', `version=${NEW}`), ['build']],
    ['a file of the image', 'files/words.txt', () => NEW, ['assets']],
    ['a label', 'Dockerfile', (text) => text.replace('LABEL ', `LABEL x="${NEW}" `), []],
    [
      'a test',
      'tests/main_test.go',
      (text) => text.replace('mode', `mode, "${NEW}"`),
      ['test', 'tool-shadow', 'vet'],
    ],
    [
      'the program',
      'src/mode.go',
      (text) => text.replace('plain', NEW),
      ['build', 'test', 'tool-shadow', 'vet'],
    ],
    [
      'a module file',
      'src/go.mod',
      (text) => `${text}\n// ${NEW}\n`,
      ['build', 'test', 'tool-shadow', 'verify', 'vet'],
    ],
  ])('run again after an edit of %s only when they read it', (_what, path, change, expected) => {
    expect(ranAfter(path, change)).toEqual(expected);
  });
});

describe('gates share with the build', () => {
  const failing = (tag: string) => `//go:build ${tag}\n\n${testOf('\tt.Fatal("behind the tag")')}`;

  test('the tags: a test behind a tag runs with it only', () => {
    const files = { ...PLAIN, 'extra_test.go': failing('extra') };
    staged(files, { gates: [Gate.test()] }).progress();
    const { status, text } = staged(files, { gates: [Gate.test()], tags: ['extra'] }).build();
    expect(status).not.toBe(0);
    expect(text).toContain('behind the tag');
  });

  test('cgo: what is compiled with it only is vetted with it only', () => {
    const files = {
      'mode.go': '//go:build !cgo\n\npackage main\n\nconst mode = "plain"\n',
      'mode_cgo.go':
        'package main\n\n// static int one(void) { return 1; }\nimport "C"\n\nimport "fmt"\n\nconst mode = "with cgo"\n\n' +
        'func init() { fmt.Printf("%s\\n", int(C.one())) }\n',
    };
    staged(files, { gates: [Gate.vet()] }).progress();
    const { status, text } = staged(files, { gates: [Gate.vet()], cgo: true }).build();
    expect(status).not.toBe(0);
    expect(text).toMatch(/fmt\.Printf format %s has arg .* of wrong type int/);
  });
});

test('a data race is nothing that a gate without the race detector would see', () => {
  const files = { ...PLAIN, 'main_test.go': testOf(RACE) };
  expect(staged(files, { gates: [Gate.test()] }).build()).toMatchObject({ status: 0 });
});
