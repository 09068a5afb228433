import { hasNamedSecret } from '../../lib/operate/named-secrets';

describe('a value whose name says that it is secret', () => {
  test.each([
    'password: hunter2secret',
    '{"password":"hunter2secret"}',
    `{'level':'info', 'db_password': 'hunter2secret'}`,
    String.raw`{"msg":"got {\"apiKey\":\"hunter2secret\"}"}`,
    '{"auth":{"clientSecret":"hunter2secret"}}',
    '{"token": 12345678}',
    'db.password = hunter2secret',
    'map[token:hunter2secret]',
    '{User:me Password:hunter2secret}',
    'API_KEY=hunter2secret',
    'level=info access-token="hunter2secret"',
    'password: not set, password: hunter2secret',
  ])('is seen in %s', (line) => {
    expect(hasNamedSecret(line)).toBe(true);
  });

  test.each([
    'open /run/secrets/db_password: permission denied',
    'DB_PASSWORD: not set',
    'DB_PASSWORD="" is empty',
    'pq: password authentication failed for user "notes"',
    'token: required, but missing',
    '{"password":"***","token":null}',
    'password: /run/secrets/password',
    'password=$PASSWORD',
    'key: value',
    'listening on :8080',
  ])('is not seen in %s', (line) => {
    expect(hasNamedSecret(line)).toBe(false);
  });
});
