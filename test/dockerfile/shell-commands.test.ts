import fc from 'fast-check';
import { execCommands, shellCommands } from '../../lib/dockerfile/shell-commands';

describe('shellCommands', () => {
  test('divides a list, and tells what is between its commands', () => {
    expect(shellCommands('a 1 && b || c; d | e & f\ng')).toMatchObject([
      { words: ['a', '1'], separator: '&&' },
      { words: ['b'], separator: '||' },
      { words: ['c'], separator: ';' },
      { words: ['d'], separator: '|' },
      { words: ['e'], separator: '&' },
      { words: ['f'], separator: ';' },
      { words: ['g'], separator: '' },
    ]);
  });

  test.each([
    [`go build -ldflags "-s -w" -o '/a b'`, ['go', 'build', '-ldflags', '-s -w', '-o', '/a b']],
    ['go build -ldflags="-s -w"', ['go', 'build', '-ldflags=-s -w']],
    ['echo a\\ b "c \\" d" # no more && words', ['echo', 'a b', 'c " d']],
    ['echo a#b', ['echo', 'a#b']],
    ['if ! go vet ./...', ['go', 'vet', './...']],
    ['env A=b go build', ['go', 'build']],
  ])('takes %s for the words that a shell would make of it', (script, words) => {
    expect(shellCommands(script)[0]).toMatchObject({ words });
  });

  test('knows variables in front of a command, and where its output goes', () => {
    expect(shellCommands('CGO_ENABLED=0 A="b c" go build -v 2>&1 >> /x 2>/dev/null &>/y')).toEqual([
      {
        variables: { CGO_ENABLED: '0', A: 'b c' },
        words: ['go', 'build', '-v'],
        redirections: ['2>&1', '>>/x', '2>/dev/null', '&>/y'],
        separator: '',
      },
    ]);
  });

  test('reads the script of a shell that is started by name', () => {
    const expected = [
      { words: ['go', 'get'], redirections: ['&>/dev/null'], separator: ';' },
      { words: ['go', 'build'], separator: '&&' },
      { words: ['ls'], separator: '' },
    ];
    expect(shellCommands('bash -c "go get &> /dev/null; go build" && ls')).toMatchObject(expected);
    expect(execCommands(['/bin/sh', '-ec', 'go get &> /dev/null; go build && ls'])).toMatchObject(expected);
  });

  test('divides no words of the exec form', () => {
    expect(execCommands(['go', 'build', 'a && b'])).toMatchObject([{ words: ['go', 'build', 'a && b'] }]);
  });

  test('reads any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(shellCommands(text)).toBeDefined();
      }),
    );
  });
});
