import { Duration } from '../../lib/core/duration';
import { Artefact } from '../../lib/dockerfile/artefact';
import { Mount } from '../../lib/dockerfile/mount';
import { Step } from '../../lib/dockerfile/step';
import { stepProblems } from '../../lib/dockerfile/step-problems';

function problemsOf(step: Step): string[] {
  return stepProblems(step._data, { shell: true, workdir: false, entrypoint: false });
}

const mounting = (...mounts: Mount[]): Step => Step.run(['x'], { mounts });
const from = (path: string): Step => Step.copyFrom(Artefact.of('b', path), '/x');
const value = (text: string): Step => Step.labels({ a: text });

describe('stepProblems', () => {
  test.each([
    ['an empty command', Step.run([]), /^the command is empty; /],
    ['a program without a name', Step.entrypoint(['', 'x']), /^the program has the empty name; /],
    ['an argument with a NUL byte', Step.run(['x', 'a\0b']), /^argument "a\\u0000b" has a NUL byte/],
    ['half of a character', Step.command(['\ud800']), /^argument "\\ud800" has half of a character/],
    ['an empty script', Step.shell(' \n'), /^script " \\n" is empty; /],
    ['no source', Step.copy([], '/x'), /^there is no source; /],
    ['an empty source', Step.copy([''], '/x'), /^the source is empty; write "\."/],
    ['an absolute source', Step.copy(['/a'], '/x'), /^source "\/a" must be relative .*; write "a"$/],
    ['a source outside', Step.copy(['a/../../b'], '/x'), /^source "a\/..\/..\/b" must not leave /],
    ['an address', Step.copy(['https://example.com/x'], '/x'), /is an address/],
    ['a star', Step.copy(['*.go'], '/x'), /^source "\*\.go" has one of the characters .* a pattern; /],
    ['a bracket', Step.copy(['a[b'], '/x'), /a pattern; /],
    ['a question mark of a stage', from('/a?'), /^source "\/a\?" has one of the characters/],
    ['several sources for a file', Step.copy(['a', 'b'], '/x'), /of 2 sources .*; write "\/x\/"$/],
    ['an empty destination', Step.copy(['a'], ''), /^the destination is empty; /],
    ['an owner by name', Step.copy(['a'], '/x', { owner: 'app' }), /^owner "app" must be a uid or uid:gid/],
    [
      'a mode that is not octal',
      Step.copy(['a'], '/x', { mode: '0x1' }),
      /^mode "0x1" must be three or four/,
    ],
    ['a mode in words', Step.copy(['a'], '/x', { mode: 'u+x' }), /^mode "u\+x"/],
    ['no variable', Step.environment({}), /^there is no variable to set; /],
    ['a variable with a dash', Step.environment({ 'a-b': '' }), /^variable "a-b" must be letters/],
    ['a name with a blank', Step.argument('A B=c'), /^variable "A B=c" must be letters/],
    [
      'a line break in a variable',
      Step.environment({ A: 'a\nUSER 0' }),
      /^value of "A" "a\\nUSER 0" has a line/,
    ],
    ['a line break in an argument', Step.argument('A', 'a\rb'), /has a line break, .*; write one line$/],
    ['a line break in a label', value('a\nUSER 0'), /has a line break/],
    ['a line break in a directory', Step.workdir('/a\nb'), /^path "\/a\\nb" has a line break/],
    ['a relative directory', Step.workdir('src'), /^path "src" depends on the base image; .* absolute/],
    ['a user by name', Step.user('nonroot'), /^user "nonroot" must be/],
    ['a uid that is too great', Step.user('2147483648'), /in numbers up to 2147483647/],
    ['no label', Step.labels({}), /^there is no label to set; /],
    ['a label with a blank', Step.labels({ 'a b': 'x' }), /^label "a b" must be letters/],
    ['a port that is none', Step.expose(0), /^port 0 is not possible; write a whole number from 1 to 65535$/],
    ['half a port', Step.expose(80.5), /^port 80\.5/],
    ['a protocol in capitals', Step.expose(80, 'TCP'), /^protocol "TCP" is not known; write "tcp" or "udp"$/],
    [
      'an interval of nothing',
      Step.healthcheck(['x'], { interval: Duration.seconds(0) }),
      /^interval 0s is shorter than the 1ms that Docker takes; leave it out/,
    ],
    [
      'a start period of nothing',
      Step.healthcheck(['x'], { startPeriod: Duration.seconds(0) }),
      /^start period 0s/,
    ],
    ['no retries', Step.healthcheck(['x'], { retries: 0 }), /^0 retries are not possible; /],
    ['a relative mount', mounting(Mount.tmpfs('tmp')), /^mount target "tmp" must be absolute/],
    ['a mount over everything', mounting(Mount.tmpfs('//')), /^mount target "\/\/" must be absolute and not/],
    ['a comma in a mount', mounting(Mount.cache('x,from=y', '/x')), /^mount id "x,from=y" must be ASCII/],
    ['a blank in a mount', mounting(Mount.tmpfs('/a b')), /^mount target "\/a b" must be ASCII/],
    ['a variable in a mount', mounting(Mount.tmpfs('/$HOME')), /^mount target "\/\$HOME" must be ASCII/],
    ['another letter in a mount', mounting(Mount.bindContext('ü', '/x')), /^mount source "ü" must be ASCII/],
    ['an empty id', mounting(Mount.secret('', '/x')), /^mount id "" must be ASCII/],
    [
      'an absolute source of a mount',
      mounting(Mount.bindContext('/a', '/x')),
      /^source "\/a" must be relative/,
    ],
    ['a mount from outside', mounting(Mount.bindContext('../a', '/x')), /^source "..\/a" must not leave/],
    [
      'another sharing',
      mounting(Mount.cache('x', '/x', { sharing: 'none' })),
      /^cache sharing "none" is not/,
    ],
    [
      'two mounts at one place',
      mounting(Mount.tmpfs('/x'), Mount.cache('x', '/x/')),
      /^two mounts have the target "\/x"; give each one of its own$/,
    ],
  ])('refuses %s', (_, step, sentence) => {
    expect(problemsOf(step)).toEqual([expect.stringMatching(sentence)]);
  });

  test.each([
    'API_TOKEN',
    'token',
    'DB_PASSWORD',
    'AWS_SECRET_ACCESS_KEY',
    'SSH_AUTH_SOCK',
    'NPM_CREDENTIALS',
    'apikey',
  ])('refuses %s as a variable, which looks like a secret', (name) => {
    const sentence: unknown = expect.stringMatching(/looks like a secret.*; use Mount\.secret/);
    expect(problemsOf(Step.environment({ [name]: 'x' }))).toEqual([sentence]);
    expect(problemsOf(Step.argument(name))).toEqual([sentence]);
  });

  test.each(['PUBLIC_KEY', 'GOAUTH', 'KEYBOARD', 'TOKENS_PER_SECOND', 'PASSWORDLESS', 'SECRETARY'])(
    'takes %s for no secret',
    (name) => {
      expect(problemsOf(Step.argument(name))).toEqual([]);
    },
  );

  test('takes a line of 65535 bytes, and none that is longer', () => {
    const room = 65_535 - 'LABEL a=""'.length;
    expect(problemsOf(value('y'.repeat(room)))).toEqual([]);
    expect(problemsOf(value('y'.repeat(room + 1)))).toEqual([
      'the instruction is 65536 bytes long, and the builder reads 65535 at most; move what is long into a file and copy it',
    ]);
    expect(problemsOf(value('ü'.repeat(room / 2 + 1)))).toHaveLength(1);
  });

  test('takes what only looks wrong', () => {
    const steps = [
      Step.run(['x', '', 'a\nb', '$HOME']),
      Step.copy(['a b', "c'd", 'e$f', '..g'], '/x y/'),
      from('/a/../b]'),
      Step.environment({ A: '"', b_2: '' }),
      Step.expose(65_535, 'udp'),
      Step.user('0'),
      Step.healthcheck(['x'], { interval: Duration.milliseconds(1), retries: 1 }),
      mounting(Mount.cache('x', '/x', { sharing: 'locked' }), Mount.bindContext('.', '/y')),
    ];
    expect(steps.flatMap(problemsOf)).toEqual([]);
  });
});
