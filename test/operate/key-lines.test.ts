import { keyLines } from '../../lib/operate/key-lines';

const BASE64 = 'MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7VJTUt9Us8cKj';
const BEGIN = '-----BEGIN RSA PRIVATE KEY-----';
const END = '-----END RSA PRIVATE KEY-----';

const hidden = (...lines: string[]): number[] => [...keyLines(lines)].sort((left, right) => left - right);

describe('lines of a private key', () => {
  test('are those from BEGIN to END', () => {
    expect(hidden('a', BEGIN, 'MII', END, 'b')).toEqual([1, 2, 3]);
    expect(hidden(`a ${BEGIN}`, 'MII', `${END}${BEGIN}`, 'MII', END, 'b')).toEqual([0, 1, 2, 3, 4]);
  });

  test('are all before an END whose BEGIN is not there, and all after a BEGIN without END', () => {
    expect(hidden('a', 'MII', END, 'b')).toEqual([0, 1, 2]);
    expect(hidden('a', BEGIN, 'MII', END, 'b', END, 'c')).toEqual([1, 2, 3, 4, 5]);
    expect(hidden('a', '-----BEGIN PGP PRIVATE KEY BLOCK-----', 'b')).toEqual([1, 2]);
  });

  test('are several wide ones of base64 without any mark, with the one that ends them', () => {
    expect(hidden('a', BASE64, ` ${BASE64}`, 'lTr7vPqZ6Vw9kzQy', 'stopped')).toEqual([1, 2, 3]);
    expect(hidden('a', BASE64, BASE64, 'stopped')).toEqual([1, 2]);
    expect(hidden(BASE64, 'a', BASE64)).toEqual([]);
  });

  test('are none of a certificate in one line, and of words', () => {
    expect(hidden('-----BEGIN CERTIFICATE-----', 'MII', '-----END CERTIFICATE-----', 'listening')).toEqual(
      [],
    );
  });
});
