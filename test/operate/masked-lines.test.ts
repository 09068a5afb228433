import { maskFor } from '../../lib/operate/masked-lines';

const HIDDEN = '(a line with a secret is left out)';

/** What Terraform shows of a state with one resource. */
function stateOf(values: object, sensitive_values: object): string {
  const resource = {
    mode: 'managed',
    type: 'docker_container',
    name: 'x',
    address: 'docker_container.x',
    values,
    sensitive_values,
  };
  return JSON.stringify({ format_version: '1.0', values: { root_module: { resources: [resource] } } });
}

const STATE = stateOf(
  {
    env: ['PASSWORD=correct-horse', 'LEVEL=production'],
    upload: [{ content: 'sesame-open', file: '/run/secrets/a' }],
  },
  { env: true, upload: [{ content: true }] },
);

describe('output of programs', () => {
  test('is without the lines that have a secret of the state in them, in whatever writing', () => {
    const mask = maskFor(STATE, '{"env":["LEVEL=production"]}');
    expect(
      mask(
        [
          'starts in production',
          'with correct-horse',
          'url http://x/?key=sesame-open',
          `basic ${Buffer.from('user:correct-horse').toString('base64')}`,
          'ends',
        ].join('\n'),
      ),
    ).toEqual(['starts in production', HIDDEN, HIDDEN, HIDDEN, 'ends']);
  });

  test('is without what looks like a secret, also where there is no state', () => {
    const mask = maskFor(undefined, '{}');
    const lines = ['postgres://user:hunter22@db/notes', 'Authorization: Bearer abcdef', 'well'];
    expect(mask(lines.join('\n'))).toEqual([HIDDEN, HIDDEN, 'well']);
  });

  test('is without a private key on several lines', () => {
    const lines = ['a', '-----BEGIN RSA PRIVATE KEY-----', 'MIIabc', '-----END RSA PRIVATE KEY-----', 'b'];
    expect(maskFor(undefined, '{}')(lines.join('\n'))).toEqual(['a', HIDDEN, HIDDEN, HIDDEN, 'b']);
  });

  test('is without the end of a private key that begins before the last lines', () => {
    const lines = ['MIIabc', 'b3BlbnNzaA', '-----END PRIVATE KEY-----', 'b'];
    expect(maskFor(undefined, '{}')(lines.join('\n'))).toEqual([HIDDEN, HIDDEN, HIDDEN, 'b']);
  });

  test('is without values whose names say that they are secret', () => {
    const lines = ['password: hunter2secret', '{"password":"hunter2secret"}', 'DB_PASSWORD: not set'];
    expect(maskFor(undefined, '{}')(lines.join('\n'))).toEqual([HIDDEN, HIDDEN, 'DB_PASSWORD: not set']);
  });

  test('hides a secret that a colour divides, and one behind the place where a line is cut', () => {
    const mask = maskFor(STATE, '{}');
    const escape = String.fromCharCode(0x1b);
    expect(mask(`correct${escape}[31m-horse`)).toEqual([HIDDEN]);
    expect(mask(`${'x'.repeat(495)}correct-horse`)).toEqual([HIDDEN]);
  });
});
