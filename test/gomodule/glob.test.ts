import fc from 'fast-check';
import { globOf } from '../../lib/gomodule/glob';

describe('globOf', () => {
  test.each([
    ['', [''], ['a']],
    ['a.txt', ['a.txt'], ['axtxt', 'a.txt2', 'ba.txt', 'A.txt', '']],
    ['*', ['', 'a', '.a', 'a b', 'ä\n'], ['a/b', '/']],
    ['*.txt', ['.txt', 'a.txt', 'a.b.txt'], ['a.txt2', 'txt', 'a/b.txt']],
    ['a*b*c', ['abc', 'a--b--c', 'abbcc'], ['ac', 'abcd']],
    ['**', ['', 'ab'], ['a/b']],
    ['?', ['a', '.', 'ä', '😀'], ['', 'ab', '/']],
    ['a?c', ['abc', 'a?c'], ['ac', 'abbc']],
    ['[abc]', ['a', 'c'], ['d', '', 'ab']],
    ['[a-c]x', ['ax', 'bx'], ['dx', '-x', 'x']],
    ['[a-cx-z]', ['b', 'y'], ['m']],
    ['[^a-c]', ['d', '^', '😀'], ['a', 'b', '']],
    ['[a^]', ['a', '^'], ['b']],
    ['[!a]', ['!', 'a'], ['b']],
    ['[*?]', ['*', '?'], ['a', '']],
    ['[[]', ['['], ['\\', 'a']],
    ['[.]', ['.'], ['a']],
    ['[\\]]', [']'], ['\\', '[']],
    ['[\\^a]', ['^', 'a'], ['\\', 'b']],
    ['[a\\-c]', ['a', '-', 'c'], ['b', '\\']],
    ['[\\a-\\c]', ['b'], ['-', '\\']],
    ['\\*', ['*'], ['a', '\\*', '']],
    ['\\?\\[\\\\', ['?[\\'], ['a[\\']],
    ['\\n', ['n'], ['\n']],
    ['a]', ['a]'], ['a']],
    ['a-b+c(d){2}|^$', ['a-b+c(d){2}|^$'], ['a-bc(d){2}|^$', 'a-b+cdd']],
  ])('takes %j as Go does', (pattern, taken, left) => {
    const matches = globOf(pattern)!;
    expect(taken.filter((name) => !matches(name))).toEqual([]);
    expect(left.filter((name) => matches(name))).toEqual([]);
  });

  test.each(['[', '[a', '[]', '[]a]', '[^', 'a[', '\\', 'a\\', '[\\', '[a\\]', '*['])(
    'gives nothing for the malformed pattern %j',
    (pattern) => {
      expect(globOf(pattern)).toBeUndefined();
    },
  );

  test('takes every name by itself where all is escaped, and by a star and a question mark for each character', () => {
    const names = fc.string({ unit: 'binary' }).filter((name) => !name.includes('/'));
    fc.assert(
      fc.property(names, (name) => {
        expect(globOf(name.replace(/[^]/gu, '\\$&'))!(name)).toBe(true);
        expect(globOf(name.replace(/[^]/gu, '?'))!(name)).toBe(true);
        expect(globOf(`${name.replace(/[\\*?[]/gu, '\\$&')}*`)!(`${name}more`)).toBe(true);
      }),
    );
  });
});
