import fc from 'fast-check';
import { SecretIndex } from '../../lib/review/secret-index';

const secrets = fc.string({ unit: 'binary', minLength: 6, maxLength: 60 });
const around = fc.string({ unit: 'grapheme', maxLength: 20 });

/** How a secret may have been written by the time it is in a text. */
const WRITINGS: Record<string, (secret: string) => string> = {
  'as it is': (secret) => secret,
  'in JSON': (secret) => JSON.stringify(secret),
  'in JSON in JSON': (secret) => JSON.stringify(JSON.stringify(secret)),
  'as base64': (secret) => Buffer.from(secret).toString('base64'),
  'as base64 of an address': (secret) => Buffer.from(secret).toString('base64url'),
  'as base64 of something longer': (secret) => Buffer.from(`user:${secret}@host`).toString('base64'),
  'as base64, one place further': (secret) => Buffer.from(`u:${secret}`).toString('base64'),
  'as base64, two places further': (secret) => Buffer.from(`u${secret}`).toString('base64'),
  'in an address': (secret) => encodeURIComponent(secret),
  'in an address, in small letters': (secret) =>
    encodeURIComponent(secret).replace(/%../g, (each) => each.toLowerCase()),
  'in a query': (secret) => encodeURIComponent(secret).replaceAll('%20', '+'),
};

describe('SecretIndex', () => {
  test.each(Object.entries(WRITINGS))('finds a secret that is written %s', (_name, write) => {
    fc.assert(
      fc.property(secrets, around, around, (secret, before, after) => {
        fc.pre(!/\p{Surrogate}/u.test(secret));
        const index = new SecretIndex([secret]);
        expect(index.foundIn(`${before}${write(secret)}${after}`)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  test('finds a single line of a key of many lines', () => {
    const index = new SecretIndex(['-----BEGIN KEY-----\nMIIEowIBAAKCAQEA\nq83vEjRWeJ\n-----END KEY-----']);
    expect(index.foundIn('line: q83vEjRWeJ')).toBe(true);
  });

  test('finds nothing in a text that has no secret in it', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 200 }), (text) => {
        const index = new SecretIndex(['hunter22-and-more', 'another secret']);
        expect(index.foundIn(text)).toBe(
          text.includes('hunter22-and-more') || text.includes('another secret'),
        );
      }),
    );
  });

  test('takes a short secret for one only where it is the whole value', () => {
    const index = new SecretIndex(['abc']);
    expect(index.isSecret('abc')).toBe(true);
    expect(index.isSecret('abcd')).toBe(false);
    expect(index.foundIn('abc')).toBe(false);
  });

  test('passes over a secret that is a word of ours', () => {
    const index = new SecretIndex(['container', 'hunter22']);
    expect(index.foundIn('the container is replaced', 'the container is replaced')).toBe(false);
    expect(index.foundIn('the container hunter22', 'the container \n')).toBe(true);
  });
});
