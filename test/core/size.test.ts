import { Size } from '../../lib';

describe('Size', () => {
  test('counts in binary units', () => {
    expect(Size.gibibytes(2).toMebibytes()).toBe(2_048);
  });

  test.each([0, -5, 1.5, Number.NaN])('refuses %p and says what is possible', (amount) => {
    expect(() => Size.mebibytes(amount)).toThrow(
      `a size of ${amount} mebibytes is not possible; give a whole number from 1 up`,
    );
  });
});
