import { goldens } from '../support/goldens';
import { goldenText } from './golden-text';
import { normalText } from './normal-text';

const container = (digit: string): string =>
  JSON.stringify({
    change: {
      before: { id: digit.repeat(64), hostname: digit.repeat(12), image: `sha256:${'f'.repeat(64)}` },
    },
  });

describe('what differs from run to run', () => {
  test('is replaced, so that two recordings of one plan say the same', () => {
    expect(normalText(container('a'))).toBe(normalText(container('b')));
    expect(normalText(container('a'))).not.toContain('a'.repeat(12));
  });

  test('stays the same wherever it is, also as the beginning of an id', () => {
    const { id, hostname } = (
      JSON.parse(normalText(container('a'))) as { change: { before: Record<string, string> } }
    ).change.before;
    expect(id).toMatch(/^[0-9a-f]{64}$/);
    expect(hostname).toBe(id!.slice(0, 12));
  });

  test('has a replacement of its own for every value', () => {
    expect(normalText(`${'a'.repeat(64)} ${'b'.repeat(64)} ${'a'.repeat(64)}`)).toMatch(
      /^([0-9a-f]{64}) (?!\1)[0-9a-f]{64} \1$/,
    );
  });

  test('is the name of a generation too, which begins like its id', () => {
    const [id, name] = normalText('12345678-1234-1234-1234-123456789abc web-secrets-12345678').split(' ');
    expect(name).toBe(`web-secrets-${id!.slice(0, 8)}`);
  });

  test('is the time when a container was made, behind its name', () => {
    const text = '"name":"web-20261122-073300","image":"web:20261122-073300"';
    expect(normalText(text)).toBe('"name":"web-20260101-000000","image":"web:20261122-073300"');
  });

  test('are the networks that an Engine had free, and not the addresses that somebody has written', () => {
    const text = '"gateway":"172.31.0.1","ip_address":"172.31.0.7","subnet":"172.31.0.0/20","ip":"192.0.2.7"';
    expect(normalText(text)).toBe(
      '"gateway":"172.18.0.1","ip_address":"172.18.0.2","subnet":"172.18.0.0/16","ip":"192.0.2.7"',
    );
  });
});

describe('recorded plans', () => {
  test('have nothing left that differs from run to run', () => {
    const again = goldens().filter(({ text }) => normalText(text) !== text);
    expect(again.map(({ name }) => name)).toEqual([]);
  });

  test('name no folder of the machine that recorded them', () => {
    const named = goldens().filter(({ text }) =>
      /\/go-containers-review-|"\/(?:home|Users|work)\//.test(text),
    );
    expect(named.map(({ name }) => name)).toEqual([]);
  });

  test('have a line for every resource', () => {
    const other = goldens().filter(({ text }) => goldenText(text) !== text);
    expect(other.map(({ name }) => name)).toEqual([]);
  });
});
