import fc, { type Arbitrary } from 'fast-check';
import { constraintHolds, readHeader } from '../../lib/gomodule/build-constraint';
import {
  type Answer,
  both,
  type BuildSettings,
  either,
  nameMatches,
  not,
  tagHolds,
} from '../../lib/gomodule/build-settings';

const SETTINGS: BuildSettings = {
  os: 'linux',
  architecture: 'amd64',
  tags: ['mine'],
  cgo: false,
  goVersion: '1.26',
};

/** Whether the constraints in the text let a build for linux/amd64 with the tag "mine" take it. */
const holds = (text: string, settings: Partial<BuildSettings> = {}): Answer =>
  constraintHolds(readHeader(text), (tag) => tagHolds(tag, { ...SETTINGS, ...settings }));

describe('readHeader', () => {
  test.each([
    ['//go:build linux\n\npackage a\n', 'linux'],
    ['//go:build linux\npackage a\n', 'linux'],
    ['  //go:build\tlinux && amd64  \r\npackage a\r\n', 'linux && amd64'],
    ['// words\n\n//go:build linux\n\n// Package a does much.\npackage a\n', 'linux'],
    ['/* words\n//go:build no\n*/\n//go:build linux\npackage a\n', 'linux'],
    ['/* one */ /* two */ // three\n//go:build linux\npackage a\n', 'linux'],
    ['//go:build linux', 'linux'],
  ])('finds a go:build line before the first code (%#)', (text, expression) => {
    expect(readHeader(text).goBuild).toBe(expression);
  });

  test.each([
    '',
    '\n\n',
    'package a\n//go:build linux\n',
    '/* x */ package a\n//go:build linux\n',
    '// go:build linux\npackage a\n',
    '//go:builder linux\npackage a\n',
    '/*\n//go:build linux\n*/\npackage a\n',
    '/* never closed\n//go:build linux\npackage a\n',
    '#include "x.h"\n//go:build linux\n',
  ])('finds no other go:build line (%#)', (text) => {
    expect(readHeader(text).goBuild).toBeUndefined();
  });

  test.each([
    ['// +build linux\n\npackage a\n', ['linux']],
    ['//+build linux darwin\n// words\n//  +build\tamd64 \n\npackage a\n', ['linux darwin', 'amd64']],
    ['// +build linux\r\n\r\npackage a\r\n', ['linux']],
    ['// +build linux\n\n// +build amd64\npackage a\n', ['linux']],
    ['// +build linux\n\n// +build amd64\n\npackage a\n', ['linux', 'amd64']],
    ['// +build linux\npackage a\n', []],
    ['// +build linux\n/* words */\n\npackage a\n', []],
    ['/* words */\n// +build linux\n\npackage a\n', []],
    ['// +builder linux\n\npackage a\n', []],
    ['package a\n\n// +build linux\n\n', []],
  ])('finds +build lines only where a blank line comes before all else (%#)', (text, lines) => {
    expect(readHeader(text).plusBuild).toEqual(lines);
  });
});

describe('constraintHolds', () => {
  test.each([
    ['linux', 'yes'],
    ['windows', 'no'],
    ['mine', 'yes'],
    ['other', 'no'],
    ['!other', 'yes'],
    ['ignore', 'no'],
    ['linux && amd64', 'yes'],
    ['linux&&!amd64', 'no'],
    ['!linux && windows', 'no'],
    ['windows || darwin || mine', 'yes'],
    ['linux || windows && other', 'yes'],
    ['(linux || windows) && other', 'no'],
    ['!(windows || other)', 'yes'],
    ['gc && !gccgo', 'yes'],
    ['größe_1.2', 'no'],
  ])('answers //go:build %s', (expression, answer) => {
    expect(holds(`//go:build ${expression}\n\npackage a\n`)).toBe(answer);
  });

  test.each([
    'linux &&',
    '&& linux',
    'linux windows',
    'linux & amd64',
    'linux | amd64',
    '(linux',
    '(linux windows',
    'linux && ||',
    'linux)',
    '()',
    '!',
    'linux,amd64',
    'a-b',
    '"linux"',
    'linux || || windows',
    '!!linux',
    'linux // words',
  ])('leaves a malformed expression to the Go command: %s', (expression) => {
    expect(holds(`//go:build ${expression}\n\npackage a\n`)).toBe('maybe');
  });

  test.each([
    ['// +build linux', 'yes'],
    ['// +build windows', 'no'],
    ['// +build windows linux', 'yes'],
    ['// +build linux,other mine', 'yes'],
    ['// +build linux,other', 'no'],
    ['// +build !windows,!other', 'yes'],
    ['// +build linux\n// +build windows', 'no'],
    ['// +build linux windows\n// +build mine', 'yes'],
    ['// +build', 'no'],
    ['// +build ! !!other', 'no'],
  ])('answers %j', (lines, answer) => {
    expect(holds(`${lines}\n\npackage a\n`)).toBe(answer);
  });

  test('hears go:build alone where both are there, in any order', () => {
    expect(holds('//go:build linux\n// +build windows\n\npackage a\n')).toBe('yes');
    expect(holds('// +build linux\n//go:build windows\n\npackage a\n')).toBe('no');
  });

  test('takes a file that says nothing', () => {
    expect(holds('package a\n')).toBe('yes');
    expect(holds('// +build windows\npackage a\n')).toBe('yes');
  });

  test('knows what does not depend on what it does not know', () => {
    const unknown = { architecture: undefined };
    expect(holds('//go:build arm64\npackage a\n', unknown)).toBe('maybe');
    expect(holds('//go:build !arm64\npackage a\n', unknown)).toBe('maybe');
    expect(holds('//go:build windows && arm64\npackage a\n', unknown)).toBe('no');
    expect(holds('//go:build linux || arm64\npackage a\n', unknown)).toBe('yes');
  });

  test('agrees with Boolean logic wherever all tags are known', () => {
    fc.assert(
      fc.property(TREES, fc.subarray(TAGS), ({ text, value }, on) => {
        const answer = constraintHolds({ goBuild: text, plusBuild: [] }, (tag) =>
          tagHolds(tag, { ...SETTINGS, tags: on }),
        );
        const isOn = (tag: string): boolean => tag === 'linux' || tag === 'amd64' || on.includes(tag);
        expect(answer).toBe(value(isOn) ? 'yes' : 'no');
      }),
    );
  });
});

describe('tagHolds', () => {
  test.each<[string, Partial<BuildSettings>, Answer]>([
    ['linux', {}, 'yes'],
    ['darwin', {}, 'no'],
    ['amd64', {}, 'yes'],
    ['arm64', {}, 'no'],
    ['arm64', { architecture: undefined }, 'maybe'],
    ['mine', {}, 'yes'],
    ['Mine', {}, 'no'],
    ['windows', { tags: ['windows'] }, 'yes'],
    ['cgo', { cgo: true }, 'yes'],
    ['cgo', { cgo: false }, 'no'],
    ['gc', {}, 'yes'],
    ['gccgo', {}, 'no'],
    ['unix', {}, 'yes'],
    ['unix', { os: 'darwin' }, 'yes'],
    ['unix', { os: 'windows' }, 'no'],
    ['unix', { os: 'plan9' }, 'no'],
    ['linux', { os: 'android' }, 'yes'],
    ['android', { os: 'linux' }, 'no'],
    ['solaris', { os: 'illumos' }, 'yes'],
    ['darwin', { os: 'ios' }, 'yes'],
    ['ios', { os: 'darwin' }, 'no'],
    ['go1.26', {}, 'yes'],
    ['go1.1', {}, 'yes'],
    ['go1.9', { goVersion: '1.26.4' }, 'yes'],
    ['go1.27', {}, 'maybe'],
    ['go1.27', { goVersion: '1.27rc1' }, 'yes'],
    ['go2', {}, 'no'],
    ['goexperiment.jsonv2', {}, 'maybe'],
    ['goexperiment.jsonv2', { tags: ['goexperiment.jsonv2'] }, 'yes'],
    ['boringcrypto', {}, 'maybe'],
    ['amd64.v3', {}, 'maybe'],
    ['', {}, 'no'],
  ])('"%s" with %j: %s', (tag, settings, answer) => {
    expect(tagHolds(tag, { ...SETTINGS, ...settings })).toBe(answer);
  });
});

describe('nameMatches', () => {
  test.each([
    ['a.go', 'yes'],
    ['linux.go', 'yes'],
    ['windows.go', 'yes'],
    ['arm64.s', 'yes'],
    ['windows_test.go', 'yes'],
    ['a_linux.go', 'yes'],
    ['a_windows.go', 'no'],
    ['a_amd64.s', 'yes'],
    ['a_arm64.s', 'no'],
    ['a_linux_amd64.go', 'yes'],
    ['a_linux_arm64.go', 'no'],
    ['a_windows_amd64.go', 'no'],
    ['a_linux_test.go', 'yes'],
    ['a_windows_test.go', 'no'],
    ['a_windows_amd64_test.go', 'no'],
    ['a_windows_b.go', 'yes'],
    ['a_arm64_linux.go', 'yes'],
    ['a_test.go', 'yes'],
    ['a_unix.go', 'yes'],
    ['a_mine.go', 'yes'],
    ['a_windows.pb.go', 'no'],
    ['a.pb_windows.go', 'yes'],
    ['', 'yes'],
  ])('"%s": %s', (name, answer) => {
    expect(nameMatches(name, SETTINGS)).toBe(answer);
  });

  test.each([
    ['a_arm64.go', 'maybe'],
    ['a_linux_arm64.go', 'maybe'],
    ['a_windows_arm64.go', 'no'],
    ['a_linux.go', 'yes'],
  ])('"%s" while the architecture is not known: %s', (name, answer) => {
    expect(nameMatches(name, { ...SETTINGS, architecture: undefined })).toBe(answer);
  });

  test('lets a system take the files of its elder', () => {
    expect(nameMatches('a_linux.go', { ...SETTINGS, os: 'android' })).toBe('yes');
    expect(nameMatches('a_android.go', SETTINGS)).toBe('no');
  });
});

describe('both, either and not', () => {
  test.each<[Answer, Answer, Answer, Answer]>([
    ['yes', 'yes', 'yes', 'yes'],
    ['yes', 'no', 'no', 'yes'],
    ['no', 'no', 'no', 'no'],
    ['maybe', 'yes', 'maybe', 'yes'],
    ['maybe', 'no', 'no', 'maybe'],
    ['maybe', 'maybe', 'maybe', 'maybe'],
  ])('of %s and %s are %s and %s, in any order', (one, two, and, or) => {
    expect([both(one, two), both(two, one)]).toEqual([and, and]);
    expect([either(one, two), either(two, one)]).toEqual([or, or]);
  });

  test('turn a known answer round and leave an unknown one', () => {
    expect((['yes', 'no', 'maybe'] as const).map(not)).toEqual(['no', 'yes', 'maybe']);
  });
});

/** A random expression as text, and its value where every tag is on or off. */
interface Tree {
  readonly text: string;
  readonly value: (isOn: (tag: string) => boolean) => boolean;
}

const TAGS = ['one', 'two', 'three'];

const { tree: TREES } = fc.letrec<{ tree: Tree }>((tie) => {
  const leaf = fc
    .constantFrom(...TAGS, 'linux', 'windows', 'amd64', 'arm64', 'cgo')
    .map((tag): Tree => ({ text: tag, value: (isOn) => isOn(tag) }));
  const inner: Arbitrary<Tree> = tie('tree');
  const negated = inner.map(({ text, value }): Tree => ({
    text: `!(${text})`,
    value: (isOn) => !value(isOn),
  }));
  const pair = fc.tuple(inner, fc.constantFrom('&&', ' || '), inner).map(([left, sign, right]): Tree => ({
    text: `(${left.text})${sign}(${right.text})`,
    value: (isOn) =>
      sign === '&&' ? left.value(isOn) && right.value(isOn) : left.value(isOn) || right.value(isOn),
  }));
  return { tree: fc.oneof({ depthSize: 'medium' }, leaf, negated, pair) };
});
