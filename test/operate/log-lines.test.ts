import { engineTime, LineCutter, readLogLine, sinceTime } from '../../lib/operate/log-lines';

const AT = '2026-11-21T22:10:38.000000007Z';

describe('engineTime', () => {
  test('counts every nanosecond, however many digits the Engine writes', () => {
    expect(engineTime('1970-01-01T00:00:01.5Z')).toBe(1_500_000_000n);
    expect(engineTime('1970-01-01T00:00:01Z')).toBe(1_000_000_000n);
    expect(engineTime('1970-01-01T00:00:00.000000001Z')).toBe(1n);
  });

  test('takes the time zone of the Engine into account', () => {
    expect(engineTime('1970-01-01T02:00:01.25+02:00')).toBe(1_250_000_000n);
  });

  test.each(['', 'Error', '2026-11-21', '2026-11-21T22:10:38', '2026-11-21 22:10:38Z'])(
    'is none of %p',
    (words) => {
      expect(engineTime(words)).toBeUndefined();
    },
  );

  test('comes back in the form that the Docker command takes, to the nanosecond', () => {
    expect(sinceTime(engineTime(AT)!)).toBe('1795299038.000000007');
  });
});

describe('readLogLine', () => {
  test('parts the time from what the program wrote, blanks and all', () => {
    expect(readLogLine(`${AT}  two  blanks `)).toEqual({ time: engineTime(AT), text: ' two  blanks ' });
    expect(readLogLine(`${AT} `)).toEqual({ time: engineTime(AT), text: '' });
  });

  test('puts together a long line that the Engine keeps in pieces', () => {
    const pieces = ['a'.repeat(16_384), 'b'.repeat(16_384), 'c'];
    expect(readLogLine(pieces.map((piece) => `${AT} ${piece}`).join(''))?.text).toBe(pieces.join(''));
  });

  test('leaves a short line alone that repeats its own time', () => {
    expect(readLogLine(`${AT} at ${AT} it was`)?.text).toBe(`at ${AT} it was`);
  });

  test.each(['Error: No such container: x', 'error', ''])(
    'has nothing for %p, which no program wrote',
    (line) => {
      expect(readLogLine(line)).toBeUndefined();
    },
  );
});

describe('a line cutter', () => {
  test('gives lines when they end, wherever the stream was cut', () => {
    const cutter = new LineCutter();
    expect(cutter.push('a\nb')).toEqual(['a']);
    expect(cutter.push('')).toEqual([]);
    expect(cutter.push('c\n\r\n')).toEqual(['bc', '\r']);
    expect(cutter.end()).toEqual([]);
  });

  test('gives the line that nothing ended, once', () => {
    const cutter = new LineCutter();
    cutter.push('a\nrest');
    expect(cutter.end()).toEqual(['rest']);
    expect(cutter.end()).toEqual([]);
  });
});
