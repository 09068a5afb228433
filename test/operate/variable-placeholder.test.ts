import { variablePlaceholder } from '../../lib/operate/variable-placeholder';

describe('what stands for a variable without a value', () => {
  test.each([
    [undefined, 'not-known-here'],
    ['string', 'not-known-here'],
    ['any', 'not-known-here'],
    ['number', '0'],
    ['bool', 'false'],
    ['list(string)', '[]'],
    ['set(object({ a = string }))', '[]'],
    ['map(list(number))', '{}'],
    ['tuple([])', '[]'],
    ['tuple([string, number])', '["not-known-here",0]'],
    ['object({})', '{}'],
    [
      'object({ a = string, b = list(object({ c = bool })), d = optional(string, "x,y") })',
      '{"a":"not-known-here","b":[]}',
    ],
    ['object({\n  a = number\n  b = object({ c = bool })\n})', '{"a":0,"b":{"c":false}}'],
    ['something new', 'not-known-here'],
  ])('of type %j: %s', (type, expected) => {
    expect(variablePlaceholder(type)).toBe(expected);
  });
});
