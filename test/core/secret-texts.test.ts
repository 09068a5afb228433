import { holdsSecret, isNamedSecret, secretFlagAt, withoutSecret } from '../../lib/core/secret-texts';

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
    'root:hunter2@tcp(db:3306)/app',
    'host=db user=u password=hunter2 sslmode=disable',
    'https://db/?user=u&password=hunter2',
    'username=u,password=hunter2',
    '{"auths":{"x":{"auth":"dTpodW50ZXIy"}}}',
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
    'RUN adduser --disabled-password --gecos "" --uid 10001 app # the default user',
    'FROM debian:trixie-slim AS default\nRUN adduser --disabled-password --uid 10001 app',
    '# the default password is empty',
    'default login; change the password after start',
    'security:\n  authorization:\n    type: Bearer',
    'authorization: {',
    'postgres://u:{{.Password}}@db/x',
    'root:$PASSWORD@tcp(db:3306)/app',
    'host=db password=$PASSWORD',
    'password={{ .Env.PASSWORD }}',
    'password=%s',
    "grep -q 'password=' /etc/app.conf",
    '-----BEGIN CERTIFICATE-----\nMIIE',
  ])('is not seen in %j', (text) => {
    expect(holdsSecret(text)).toBe(false);
    expect(withoutSecret(text)).toBe(JSON.stringify(text));
  });
});

describe('a secret that its name tells', () => {
  test.each([
    'DB_PASSWORD',
    'RABBITMQ_DEFAULT_PASS',
    'MYSQL_PWD',
    'GITHUB_TOKEN',
    'api-key',
    'COOKIE_SIGNING_KEY',
    'ENCRYPTION_KEY',
  ])('is the value of %s', (name) => {
    expect(isNamedSecret(name, 'hunter2')).toBe(true);
  });

  test.each([
    ['ALLOW_EMPTY_PASSWORD', 'yes'],
    ['MYSQL_RANDOM_ROOT_PASSWORD', '1'],
    ['PASS_ACCESS_TOKEN', 'true'],
    ['VAULT_TOKEN', '/run/secrets/token'],
    ['DB_PASSWORD', ''],
    ['DB_PASSWORD_FILE', '/x'],
    ['PWD', '/src'],
    ['TOKENS', '5'],
    ['BYPASS', 'x'],
    ['PUBLIC_KEY', 'x'],
  ])('is not %s=%s', (name, value) => {
    expect(isNamedSecret(name, value)).toBe(false);
  });

  test.each<[string[], number]>([
    [['serve', '--password=hunter2'], 1],
    [['--requirepass', 'hunter2'], 1],
    [['--password', 'hunter2'], 1],
    [['-api-key', 'hunter2', 'x'], 1],
    [['--password', '--verbose'], -1],
    [['--token=true', 'serve'], -1],
    [['--password-file', '/x'], -1],
    [['password', 'x'], -1],
    [[], -1],
  ])('is in %j at %d', (args, index) => {
    expect(secretFlagAt(args)).toBe(index);
  });
});
