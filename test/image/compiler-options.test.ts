import { buildTags, compilerProblems, compilerSettings } from '../../lib/image/compiler-options';
import { goBuild } from '../../lib/image/go-command';

const problems = (options: Parameters<typeof compilerSettings>[0], tags: string[] = []): string[] =>
  compilerProblems(tags, compilerSettings(options));

describe('compiler options', () => {
  test('are without problems when nothing is said', () => {
    expect(problems({})).toEqual([]);
  });

  test.each([
    ['-a', 'compiles everything anew'],
    ['--a', 'compiles everything anew'],
    ['-i', 'was removed in Go 1.20'],
    ['-installsuffix=cgo', 'has done nothing of use since Go 1.10'],
    ['-toolexec=/bin/sh', 'runs any program in place of the compiler'],
    ['-ldflags=-s', 'use strip, linkerFlags and stamp'],
    ['-tags=x', 'use the property tags'],
    ['-race', 'Gate.test({ race: true })'],
    ['-buildmode=pie', 'use positionIndependent'],
    ['-mod=mod', 'leave it out'],
    ['./cmd/x', 'is no flag of "go build"'],
    ['-ldflags -s', 'has a blank'],
    ['', 'is empty'],
  ])('refuse the build flag %j, and say why', (flag, sentence) => {
    const [problem, ...others] = problems({ flags: [flag] });
    expect(problem).toContain(sentence);
    expect(others).toEqual([]);
  });

  test.each(['-cover', '-p=2', '-v'])('let the build flag %j through', (flag) => {
    expect(problems({ flags: [flag] })).toEqual([]);
  });

  test.each([
    ['-X', 'use stamp'],
    ['-X=main.v=1', 'use stamp'],
    ['-s', 'use strip'],
    ['-w', 'use strip'],
    ['-linkmode=external', 'use staticLink'],
    ['-extldflags=-static', 'use staticLink'],
    ['-B gobuildid', 'has a blank'],
  ])('refuse the linker flag %j, and say why', (flag, sentence) => {
    expect(problems({ linkerFlags: [flag] }).join()).toContain(sentence);
  });

  test.each([
    ['a,b', 'give each tag as an element of its own'],
    ['a b', 'give each tag as an element of its own'],
    ['', 'is not possible'],
    ['!x', 'is not possible'],
    ['cgo', 'is set by Go itself'],
  ])('refuse the tag %j, and say why', (tag, sentence) => {
    expect(problems({}, [tag]).join()).toContain(sentence);
  });

  test('look up names in Go when a program is linked statically', () => {
    expect(buildTags(['a'], compilerSettings({ staticLink: true }))).toEqual(['a', 'netgo', 'osusergo']);
    expect(buildTags(['a'], compilerSettings({}))).toEqual(['a']);
  });

  test('are written as one command of words', () => {
    const settings = {
      tags: ['a', 'b'],
      cgo: true,
      compiler: compilerSettings({
        strip: false,
        positionIndependent: true,
        linkerFlags: ['-B', 'gobuildid'],
        compilerFlags: ['all=-B'],
        flags: ['-cover'],
      }),
    };
    const command = goBuild(settings, {
      output: '/out/x',
      packages: ['./a', './b'],
      stamp: { 'main.v': 'a b' },
    });
    expect(command).toEqual([
      ...['go', 'build', '-trimpath', '-buildvcs=false', '-tags=a,b', '-buildmode=pie', '-gcflags', 'all=-B'],
      ...['-ldflags', "-B gobuildid -X 'main.v=a b'", '-cover', '-o', '/out/x', './a', './b'],
    ]);
  });
});
