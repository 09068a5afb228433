import { readGoSum } from '../../lib/gomodule/go-sum';

describe('readGoSum', () => {
  test('tells the checksum of a module from that of its go.mod', () => {
    expect(readGoSum('a.b/c v1.0.0 h1:one=\na.b/c v1.0.0/go.mod h1:two=\n')).toEqual({
      mistakes: [],
      value: [
        { path: 'a.b/c', version: 'v1.0.0', ofGoMod: false, hash: 'h1:one=' },
        { path: 'a.b/c', version: 'v1.0.0', ofGoMod: true, hash: 'h1:two=' },
      ],
    });
  });

  test.each(['', '\n', '\r\n \t\n'])('finds nothing where nothing is (%#)', (text) => {
    expect(readGoSum(text)).toEqual({ value: [], mistakes: [] });
  });

  test.each(['a v1.0.0 h1:x', '  a\tv1.0.0   h1:x \n', '\na v1.0.0 h1:x\r\n\n'])(
    'takes any blanks between the words and around them (%#)',
    (text) => {
      expect(readGoSum(text)).toEqual({
        mistakes: [],
        value: [{ path: 'a', version: 'v1.0.0', ofGoMod: false, hash: 'h1:x' }],
      });
    },
  );

  test.each(['b', 'b v1.0.0', 'b v1.0.0 h1:x more', '<<<<<<< HEAD'])(
    'tells the line of a malformed one and reads the others: %s',
    (line) => {
      const { value, mistakes } = readGoSum(`a v1.0.0 h1:x\n\n${line}\nc v1.0.0 h1:z\n`);
      expect(mistakes).toEqual([{ line: 3, text: expect.stringContaining('go mod tidy') as string }]);
      expect(value.map(({ path }) => path)).toEqual(['a', 'c']);
    },
  );
});
