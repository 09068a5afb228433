import { holdsSecret, withoutSecret } from '../../lib/core/secret-texts';

describe('a secret in a text', () => {
  test.each([
    'git config --global url."https://u:hunter2@github.com/".insteadOf https://github.com/',
    'echo "machine github.com login u password hunter2" > ~/.netrc',
    String.raw`printf "machine github.com\nlogin u\npassword hunter2\n" > ~/.netrc`,
    'machine github.com\n  login u\n  password hunter2\n',
    'echo default login u password hunter2 >> ~/.netrc',
    '["sh", "-c", "echo machine h login u password hunter2 > /root/.netrc"]',
    'curl -H "Authorization: Bearer hunter2" https://example.com',
    "wget --header='authorization: hunter2' https://example.com",
    'curl -H Authorization:hunter2 https://example.com',
    'curl -H "PRIVATE-TOKEN: hunter2" https://example.com',
    '-----BEGIN RSA PRIVATE KEY-----\nMIIE',
    String.raw`-----BEGIN PRIVATE KEY-----\nMIIE`,
    '-----BEGIN OPENSSH PRIVATE KEY-----b3Bl',
    `token ghp_${'a'.repeat(36)}`,
    `AKIA${'A'.repeat(16)}`,
    `https://hooks.example.com/?key=glpat-${'a'.repeat(20)}`,
  ])('is seen: %j', (text) => {
    expect(holdsSecret(text)).toBe(true);
    expect(withoutSecret(text)).toBe('"..."');
  });

  test.each([
    'go build -o /out/a ./cmd/a',
    'echo "machine github.com login u password $TOKEN" > ~/.netrc',
    'echo "machine github.com login u password ${TOKEN}" > ~/.netrc',
    'echo "machine github.com login u password $(cat /run/secrets/token)" > ~/.netrc',
    'echo "machine github.com login u password `cat /run/secrets/token`" > ~/.netrc',
    String.raw`printf "machine github.com\nlogin u\npassword %s\n" "$(cat /run/secrets/token)" > ~/.netrc`,
    `(echo -n 'machine h login u password '; cat /run/secrets/token) > ~/.netrc`,
    'curl -H "Authorization: Bearer $TOKEN" https://example.com',
    'curl -H "Authorization: Bearer "$TOKEN https://example.com',
    'curl -H "Authorization: token $(cat /run/secrets/token)" https://example.com',
    'curl -H "Authorization: $(cat /run/secrets/token)" https://example.com',
    'curl -H "PRIVATE-TOKEN: ${TOKEN}" https://example.com',
    `printf 'Authorization: Bearer %s' "$TOKEN"`,
    "grep -q -- '-----BEGIN PRIVATE KEY-----' /run/secrets/key",
    '-----BEGIN PUBLIC KEY-----\nMIIE',
    `sha256-ghp_${'a'.repeat(20)}`,
    `XAKIA${'A'.repeat(16)}`,
    '-----BEGIN CERTIFICATE-----\nMIIE',
  ])('is not seen in %j', (text) => {
    expect(holdsSecret(text)).toBe(false);
    expect(withoutSecret(text)).toBe(JSON.stringify(text));
  });
});
