import { meaningOf } from '../../lib/operate/exit-codes';

describe('an exit code', () => {
  test.each([
    [126, 'cannot be executed'],
    [127, 'not in the image'],
    [137, 'SIGKILL'],
    [139, 'SIGSEGV'],
    [143, 'SIGTERM'],
    [2, 'panics'],
    [159, 'signal 31 ended it'],
  ])('%i has a meaning: %s', (code, meaning) => {
    expect(meaningOf(code)).toContain(meaning);
  });

  test.each([1, 3, 42, 128, 193, 255, -1])('%i has none but what the program gives it', (code) => {
    expect(meaningOf(code)).toBeUndefined();
  });
});
