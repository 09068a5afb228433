import { substitute } from '../../lib/dockerfile/substitute';

describe('substitute', () => {
  test.each<[string, string | undefined]>([
    ['golang:$GO', 'golang:1.27'],
    ['golang:${GO}-trixie', 'golang:1.27-trixie'],
    ['${NONE:-x}${EMPTY:-y}${EMPTY-z}', 'xy'],
    ['${GO:+a}${NONE:+b}${EMPTY+c}', 'ac'],
    ['\\$GO', '$GO'],
    ['$NONE', undefined],
    ['${GO%.*}', undefined],
  ])('makes of %s what the builder makes of it', (text, expected) => {
    expect(substitute(text, { GO: '1.27', EMPTY: '' })).toBe(expected);
  });
});
