import { inOrder } from '../../lib/operate/last-output';

describe('the last lines of a container', () => {
  test('are those of both outputs, in the order of their times', () => {
    const out = '2026-01-31T10:00:00.000000002Z two\n2026-01-31T10:00:00.000000004Z four\n';
    const errors = '2026-01-31T10:00:00.000000001Z one\n2026-01-31T10:00:00.000000003Z three\nnot a line\n';
    expect(inOrder([out, errors], 3)).toEqual(['two', 'three', 'four']);
    expect(inOrder(['', ''], 20)).toEqual([]);
  });
});
