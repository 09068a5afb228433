import fc from 'fast-check';
import { ValidationError } from '../../lib';
import { configurationText, value } from '../../lib/edge/haproxy-text';
import { readConfiguration, wordsOf } from './support/read-haproxy';

const noControls = fc
  .oneof(fc.string(), fc.string({ unit: 'binary' }), fc.stringMatching(/^['"\\#$%{} \t~a]{0,12}$/))
  .filter((text) => !/[\p{Cc}\p{Zl}\p{Zp}]/u.test(text));

describe('a value in the configuration of HAProxy', () => {
  test('is one word, with every letter as it was', () => {
    fc.assert(
      fc.property(noControls, (text) => {
        expect(wordsOf(`before ${value(text)} after`)).toEqual(['before', text, 'after']);
      }),
    );
  });

  test('stands as it is where nobody could take it for something else', () => {
    expect(value('/api.v1:8080_x-y')).toBe('/api.v1:8080_x-y');
    expect(value('')).toBe("''");
    expect(value("it's")).toBe(String.raw`'it'\''s'`);
  });

  test.each(['a\nb', 'a\rb', 'a\0', '\u001b[31m', 'a\u2028b', 'a\u0085b'])(
    'has no control character: %j',
    (text) => {
      expect(() => value(text)).toThrow(ValidationError);
      expect(() => value(text)).toThrow(
        'has a control character, which no setting of the edge can hold; leave it out',
      );
    },
  );
});

test('sections hold lines, and are read back as they were written', () => {
  const text = configurationText([
    { title: 'global', lines: [['maxconn', '10']] },
    { title: 'backend web', lines: [['server', value('a b')], ['mode tcp']] },
  ]);
  expect(text).toBe("global\n  maxconn 10\n\nbackend web\n  server 'a b'\n  mode tcp\n");
  expect(readConfiguration(text)).toEqual([
    { title: ['global'], lines: [['maxconn', '10']] },
    {
      title: ['backend', 'web'],
      lines: [
        ['server', 'a b'],
        ['mode', 'tcp'],
      ],
    },
  ]);
});
