import { hasPassword } from '../../lib/core/passwords';

describe('hasPassword', () => {
  it.each([
    'https://user:hunter2@example.com/',
    'git config --global url."https://user:hunter2@github.com/".insteadOf https://github.com/',
    'redis://:hunter2@cache:6379',
    'https://$USER:hunter2@example.com',
    'https://user%3Ahunter2%40example.com',
    'https%://user%3ahunter2@example.com',
    'https://user:hunter2%40example.com/',
    'https://user:p%40ss@example.com',
    'postgres://user:pa$!@database/orders',
    'HTTPS://USER:HUNTER2@EXAMPLE.COM',
  ])('sees the password of %s', (text) => {
    expect(hasPassword(text)).toBe(true);
  });

  it.each([
    '',
    'https://example.com/',
    'https://user@example.com/',
    'ssh://git@github.com/a/b',
    'https://example.com:8080/a@b',
    'https://example.com:8080?mail=a%40b',
    'git@github.com:a/b',
    'https://user:$PASSWORD@example.com',
    'https://user:${PASSWORD}@example.com',
    'https://user:$(cat /run/secrets/password)@example.com',
    '"https://user:"$PASSWORD"@example.com"',
    'printf https://user:%s@example.com',
  ])('sees none in %j', (text) => {
    expect(hasPassword(text)).toBe(false);
  });
});
