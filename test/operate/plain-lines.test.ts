import fc from 'fast-check';
import { linesOf, shownLine, shownText } from '../../lib/operate/plain-lines';

const ESC = String.fromCharCode(0x1b);
const BELL = String.fromCharCode(0x07);

describe('output of a program', () => {
  test('has no colours, cursor movements and titles when it is shown', () => {
    const text = `${ESC}[31;1mred${ESC}[0m ${ESC}[2J${ESC}]0;a title${BELL}plain${ESC}]8;;http://x${ESC}\\link${ESC}c`;
    expect(linesOf(text).map(shownLine)).toEqual(['red plainlink']);
  });

  test('is one line for each end of a line, whatever it is written with', () => {
    expect(linesOf('one\r\ntwo\rthree\nfour')).toEqual(['one', 'two', 'three', 'four']);
  });

  test('shows a sequence that nothing ends, instead of swallowing what follows', () => {
    expect(linesOf(`${ESC}]0;rest\nnext`).map(shownLine)).toEqual(['␛]0;rest', 'next']);
  });

  test('shows what turns the direction of writing', () => {
    expect(shownLine('safe\u202eelif')).toBe('safe\\u{202e}elif');
  });

  test('is cut where a line is too long', () => {
    expect(shownLine('x'.repeat(10_000))).toHaveLength(501);
  });

  test('never has a control character, whatever a program writes', () => {
    const characters = fc.string({
      unit: fc.constantFrom(ESC, BELL, '[', ']', 'm', ';', '\r', '\n', '\t', '\u009b', 'a', '\u200b'),
    });
    fc.assert(
      fc.property(characters, (text) => {
        expect(shownText(text)).not.toMatch(/[\p{Cc}\p{Cf}]/u);
        linesOf(text).forEach((line) => {
          expect(shownLine(line)).not.toMatch(/[\p{Cc}\p{Cf}]/u);
        });
      }),
    );
  });

  test('is read in time when it was made to take long', () => {
    expect(linesOf(`${ESC}]`.repeat(100_000))).toHaveLength(1);
    expect(linesOf(`${ESC}[${'0'.repeat(100_000)}\u0001`)).toHaveLength(1);
  });
});
