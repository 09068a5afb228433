import { readDirectives } from '../../lib/gomodule/module-syntax';

/** Words of every directive, its verb first. */
const wordsOf = (text: string): string[][] =>
  readDirectives(text).value.map(({ verb, words }) => [verb, ...words]);

describe('readDirectives', () => {
  test.each([
    ['module a.b/c\n', [['module', 'a.b/c']]],
    ['\n \t\nmodule\ta.b/c', [['module', 'a.b/c']]],
    [
      'require (\n\ta v1.0.0\n\n\tb v1.1.0\n)\ngo 1.27\n',
      [
        ['require', 'a', 'v1.0.0'],
        ['require', 'b', 'v1.1.0'],
        ['go', '1.27'],
      ],
    ],
    ['require ()\nrequire ( )\nrequire (\n)\n', []],
    [
      'module a\r\nrequire (\r\n\tb v1.0.0\r\n)\r\n',
      [
        ['module', 'a'],
        ['require', 'b', 'v1.0.0'],
      ],
    ],
    ['retract [v1.0.0,v1.1.0]', [['retract', '[', 'v1.0.0', ',', 'v1.1.0', ']']]],
  ])('reads lines and blocks (%#)', (text, words) => {
    expect(readDirectives(text).mistakes).toEqual([]);
    expect(wordsOf(text)).toEqual(words);
  });

  test.each([
    ['use "./a b"', './a b'],
    ['use "./a\\tb\\"c"', './a\tb"c'],
    ['use `./a "b\\`', './a "b\\'],
    ['use "./a//b"', './a//b'],
    ['use "("', '('],
    ['use ")"', ')'],
    ['use (\n\t")"\n)', ')'],
  ])('reads quoted words as they are meant: %s', (text, word) => {
    expect(readDirectives(text).value).toMatchObject([{ verb: 'use', words: [word] }]);
  });

  test.each([
    ['// module a\n//\n', [], []],
    ['module a//b', [['module', 'a']], ['b']],
    ['module a // b // c \r\n', [['module', 'a']], ['b // c']],
    ['require ( // open\n\ta v1.0.0 // x\n\t// only\n) // close\n', [['require', 'a', 'v1.0.0']], ['x']],
    ['require () // nothing\n', [], []],
  ])('keeps a comment apart from the words (%#)', (text, words, comments) => {
    expect(readDirectives(text).mistakes).toEqual([]);
    expect(wordsOf(text)).toEqual(words);
    expect(readDirectives(text).value.map(({ comment }) => comment)).toEqual(comments);
  });

  test('counts lines from 1, also in blocks', () => {
    const { value } = readDirectives('// words\nmodule a\n\nrequire (\n\n\tb v1.0.0\n)\ngo 1.27');
    expect(value.map(({ verb, line }) => [verb, line])).toEqual([
      ['module', 2],
      ['require', 6],
      ['go', 8],
    ]);
  });

  test.each([
    ['module a\nrequire (\n\tb v1.0.0\n', 2, /block of "require" that nothing closes/],
    ['module a\n)\n', 2, /"\)" that closes no block/],
    ['require (\n) go 1.27\n', 2, /"\)" that closes no block/],
    ['require (\n)\n)\n', 3, /"\)" that closes no block/],
    ['module "a\n', 1, /quoted text that nothing closes/],
    ['module `a\n', 1, /quoted text that nothing closes/],
    ['module a\n\nuse "./a\\"\n', 3, /quoted text that nothing closes/],
    ['require (b v1.0.0)\n', 1, /a bracket too many; a block begins with "require \(" alone/],
    ['require b (\n', 1, /a bracket too many/],
    ['require (\n\tb (\n)\n', 2, /a bracket inside a block/],
    ['module a\u00a0b\n', 1, /a character that no word of a module file can have/],
    ['use "\\q"\n', 1, /quoted text that is none, "\\q"/],
    ['module a\n/* words */\n', 2, /"\/\*": comments of module files begin with "\/\/"/],
    ['module a/*b\n', 1, /"\/\*"/],
  ])('tells the line of a mistake (%#)', (text, line, said) => {
    expect(readDirectives(text).mistakes).toEqual([{ line, text: expect.stringMatching(said) as string }]);
  });

  test('reads on after a mistake and tells the next one as well', () => {
    const { value, mistakes } = readDirectives('module "a\ngo 1.27\n)\nuse ./b\n');
    expect(mistakes.map(({ line }) => line)).toEqual([1, 3]);
    expect(value.map(({ verb }) => verb)).toEqual(['go', 'use']);
  });
});
