import { Annotations, Token } from 'cdktf';
import { Gate, GoImage, type GoImageProps, PrivateModules, Runtime } from '../../lib';
import {
  argumentProblems,
  generatedProblems,
  glibcProblems,
  nameProblems,
  portProblems,
  programNameProblems,
  proxyProblems,
  stampProblems,
} from '../../lib/image/image-problems';
import { writableProblems } from '../../lib/image/image-places';
import { goModule } from '../support/go-module';
import { problemsOf, synthesize } from '../support/stack';

const LATER = Token.asString({ resolve: () => '' });
const source = goModule();

describe('a value of an image', () => {
  test.each<[string, readonly string[]]>([
    ['a name', nameProblems('team/notes-api_2.x')],
    ['a program', programNameProblems('Notes_1.x-y')],
    ['a stamp', [...stampProblems('main.v', `it's`), ...stampProblems('a.b/c/v2.Größe', '"$x"')]],
    ['a proxy', proxyProblems('https://a.test/x|http://b.test,direct')],
    ['no proxy', proxyProblems(undefined)],
    ['a directory', writableProblems(['/data', '/run/notes', '/home/nonroot', '/da ta'])],
    ['a port', [...portProblems(1), ...portProblems(65_535), ...portProblems(undefined)]],
    ['an argument', argumentProblems(['-x', '$HOME', '/usr/local/bin/notes'], '/usr/local/bin/notes')],
  ])('may be %s', (_what, problems) => {
    expect(problems).toEqual([]);
  });

  test.each<[string, readonly string[], string]>([
    ['an empty name', nameProblems(''), 'at most 128 characters; write "server"'],
    ['a name with a tag', nameProblems('notes:1'), 'write "notes-1"'],
    ['a long name', nameProblems('a'.repeat(129)), `write "${'a'.repeat(128)}"`],
    ['a hidden program', programNameProblems('.notes'), 'rename the directory: letters, digits'],
    ['the probe', programNameProblems('go-containers-probe'), "the probe's name in every image"],
    ['a stamp without a package', stampProblems('version', ''), 'names no variable'],
    ['a stamp of two lines', stampProblems('main.v', 'a\nb'), 'which the linker cannot take'],
    ['a stamp of later', stampProblems('main.v', LATER), 'is no text while synthesizing'],
    [
      'a proxy with a password',
      proxyProblems('https://me:pw@a.test'),
      'the password by PrivateModules.netrc',
    ],
    ['a proxy of later', proxyProblems(LATER), 'not known while synthesizing'],
    ['a proxy without a protocol', proxyProblems('a.test'), 'proxy "a.test" is no address of a module proxy'],
    ['an empty proxy', proxyProblems('off,'), 'proxy "" is no address of a module proxy'],
    ['a relative directory', writableProblems(['data']), 'absolute, without ":"'],
    ['one directory twice', writableProblems(['/a', '/a']), 'is named twice; name it once'],
    ['one in another', writableProblems(['/a/b', '/a']), '"/a/b" is below "/a", which is writable already'],
    ['a link of the base', writableProblems(['/var/run/x']), 'write one like "/data" or "/run/notes"'],
    [
      'a directory of the library',
      writableProblems(['/etc/ssl']),
      'would have "/etc/ssl/certs/ca-certificates.crt"',
    ],
    [
      'the programs',
      writableProblems(['/usr/local/bin']),
      'is in a place that bases or the kernel have for themselves',
    ],
    ['a port of no machine', portProblems(65_536), 'give a whole number from 1 to 65535'],
    ['half a port', portProblems(1.5), 'port 1.5 is not possible'],
    ['an empty argument', argumentProblems([''], '/x'), 'an argument is empty or not known'],
    [
      'the program as argument',
      argumentProblems(['/x'], '/x'),
      'is the program itself, which the image starts anyway',
    ],
  ])('cannot be %s', (_what, problems, sentence) => {
    expect(problems).toEqual([expect.stringContaining(sentence)]);
  });

  test('never repeats a password', () => {
    expect(proxyProblems('https://me:hunter2@a.test').join('\n')).not.toContain('hunter2');
  });
});

describe('private modules through a proxy', () => {
  const modules = PrivateModules.netrc({ patterns: ['a.b/c'], netrcVariable: 'X', throughProxy: true });

  test.each([undefined, 'direct', 'http://a.test,off'])(
    'need one that gets the password, not %s',
    (proxy) => {
      expect(proxyProblems(proxy, modules)).toEqual([
        expect.stringContaining(
          'proxy names none with https://, the only one that Go tells a password; write',
        ),
      ]);
    },
  );

  test('are fine with one', () => {
    expect(proxyProblems('https://a.test,direct', modules)).toEqual([]);
  });
});

describe('every property of an image', () => {
  /** The booleans `probe`, `cgo`, `strict`, `dockerignore` and `workspace`, and `context`, have no value that is wrong in itself. */
  const WRONG: Partial<GoImageProps> = {
    package: './none',
    name: 'A',
    builder: 'golang:',
    tags: ['a b'],
    compiler: { flags: ['-race'] },
    stamp: { version: '1' },
    certificates: ['none.pem'],
    proxy: 'a.test',
    writable: ['data'],
    port: 0,
    labels: { 'a b': '' },
    strict: true,
    runtime: Runtime.distrolessStatic(),
  };

  test('is told with all others at once', () => {
    const text = problemsOf((stack) => new GoImage(stack, 'image', { source, ...WRONG }));
    const sentences = [
      ...['package "./none"', 'image name "A"', 'builder "golang:"', 'build tag "a b"', 'build flag "-race"'],
      ...['stamp "version"', 'certificates "none.pem"', 'proxy "a.test"', 'directory "data"', 'port 0'],
      ...['label "a b"', 'has no digest'],
    ];
    expect(
      sentences.filter((sentence) => !text.includes(`[dev/image] `) || !text.includes(sentence)),
    ).toEqual([]);
  });

  test.each<[string, Partial<GoImageProps>, string]>([
    ['alsoPackages', { alsoPackages: ['.'] }, 'package "." is asked for twice'],
    ['assets', { assets: { '/srv/a': 'none' } }, 'asset "none" is not there'],
    ['include', { include: ['none'] }, 'include "none" is not there'],
    ['arguments', { arguments: [''] }, 'an argument is empty'],
    ['runtime', { cgo: true, runtime: Runtime.scratch() }, 'scratch'],
    ['assumeGlibc', { cgo: true, assumeGlibc: '9.99' }, '9.99'],
  ])('is checked, those too that need the program: %s', (_what, props, sentence) => {
    expect(problemsOf((stack) => new GoImage(stack, 'image', { source, ...props }))).toContain(sentence);
  });
});

describe('a warning', () => {
  test('is an annotation of the image, and changes nothing else', () => {
    const add = jest.spyOn(Annotations.prototype, 'addWarning');
    const props = { source, runtime: Runtime.debianSlim('bullseye'), gates: [Gate.vet()] };
    const make = () => synthesize((stack) => new GoImage(stack, 'image', props)).json;
    const warned = make();
    expect(add.mock.calls).toEqual([[expect.stringContaining('whose support ended in')]]);
    add.mockReturnValue(undefined);
    expect(make()).toEqual(warned);
    expect(JSON.stringify(warned)).not.toContain('support ended');
    add.mockRestore();
  });
});

describe('directories that a step fills', () => {
  test.each(['', '.', './', '..', '../x', '/abs', 'a/../../b', 'C:\\x'])(
    'are refused when written %j',
    (path) => {
      expect(generatedProblems([path])).toEqual([expect.stringContaining('is not one below source')]);
    },
  );

  test.each(['internal/api', './gen', 'web/dist/', 'a..b'])('may be written %j', (path) => {
    expect(generatedProblems([path])).toEqual([]);
  });
});

describe('a glibc that is assumed', () => {
  test.each(['', '2', '2.x', 'glibc 2.34', '2.34.1'])('is refused when written %j', (version) => {
    expect(glibcProblems(version)).toEqual([
      expect.stringContaining('is no version of glibc; write it like "2.34"'),
    ]);
  });

  test('may be left out, or be a version', () => {
    expect([...glibcProblems(undefined), ...glibcProblems('2.34')]).toEqual([]);
  });
});
