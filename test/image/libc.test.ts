import fc from 'fast-check';
import { Libc } from '../../lib/image/libc';

const version = fc
  .array(fc.nat({ max: 99 }), { minLength: 2, maxLength: 3 })
  .map((numbers) => numbers.join('.'));

describe('Libc', () => {
  test.each([
    [Libc.glibc('2.41'), 'glibc 2.41'],
    [Libc.musl('1.2.6'), 'musl 1.2.6'],
    [Libc.none(), 'no C library'],
  ])('says what it is: %p', (libc, text) => {
    expect(libc.toText()).toBe(text);
  });

  test('runs what was linked with an older version, counted and not spelled', () => {
    expect(Libc.glibc('2.41').runs(Libc.glibc('2.36'))).toBe(true);
    expect(Libc.glibc('2.36').runs(Libc.glibc('2.41'))).toBe(false);
    expect(Libc.glibc('2.10').runs(Libc.glibc('2.9'))).toBe(true);
    expect(Libc.musl('1.2').runs(Libc.musl('1.2.0'))).toBe(true);
  });

  test('runs nothing that was linked with another library', () => {
    const all = [Libc.glibc('2.41'), Libc.musl('2.41'), Libc.none()];
    const pairs = all.flatMap((one) => all.map((other) => [one.runs(other), one === other] as const));
    expect(pairs.filter(([runs, isSame]) => runs !== isSame)).toEqual([]);
  });

  test('of two versions always runs one on the other, and both only when they are equal', () => {
    fc.assert(
      fc.property(version, version, (left, right) => {
        const [one, two] = [Libc.glibc(left), Libc.glibc(right)];
        const numbers = (text: string) => [...text.split('.').map(Number), 0].slice(0, 3).join('.');
        expect([one.runs(two), two.runs(one)]).toContain(true);
        expect(one.runs(two) && two.runs(one)).toBe(numbers(left) === numbers(right));
      }),
    );
  });

  test('orders versions without a circle', () => {
    fc.assert(
      fc.property(version, version, version, (a, b, c) => {
        const [one, two, three] = [Libc.glibc(a), Libc.glibc(b), Libc.glibc(c)];
        expect(one.runs(two) && two.runs(three)).toBe(one.runs(two) && two.runs(three) && one.runs(three));
      }),
    );
  });

  test.each(['', '2', '2.x', 'v2.41', '2.41.', '02.41', '2.41.0.1', '2.41\n', '2.41-12'])(
    'refuses %p as a version',
    (text) => {
      expect(() => Libc.glibc(text)).toThrow(
        `glibc version ${JSON.stringify(text)} is not possible: two or three numbers with dots between; write "2.41"`,
      );
    },
  );
});
