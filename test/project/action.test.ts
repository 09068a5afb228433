import { readdirSync, readFileSync, statSync } from 'node:fs';
import { FAIL_ON, REQUIRE_APPROVAL } from '../../lib/operate/review-request';
import { writeTree } from '../support/go-module';
import { RUNNER_SHELL, runScript } from './support/stand-in';
import { projectFile, readAction, scriptsOf } from './support/workflow';

const ACTION = readAction();
const [SCRIPT = ''] = scriptsOf(ACTION.runs.steps);

/** The command: writes its reviews where it is told to, and ends as it is told to. */
const NPX = `for each in "$@"; do
  case "$each" in
    --also=markdown=*) test ! -e "$MARKDOWN" || cat "$MARKDOWN" > "\${each#--also=markdown=}" ;;
    --also=json=*) test ! -e "$JSON" || cat "$JSON" > "\${each#--also=json=}" ;;
  esac
done
printf '%s' "$SAYS" >&2
exit "$STATUS"`;

const MARKDOWN = '<!-- go-containers review -->\n\n## Review\n';
const review = (verdict: string, hash = '0123456789abcdef0123456789abcdef') => ({ verdict, hash });

interface Result {
  readonly status?: number;
  readonly markdown?: string;
  readonly reviews?: readonly object[];
  readonly says?: string;
}

/** Runs the action with these inputs and with a command that comes to this. */
function run(inputs: Readonly<Record<string, string>>, result: Result = {}) {
  const { status = 0, markdown = MARKDOWN, reviews = [review('clean')], says = '' } = result;
  const json = JSON.stringify({ schema: 'cdktf-go-containers/review/1', reviews });
  const files = writeTree({
    ...(markdown === '' ? {} : { markdown }),
    ...(reviews.length === 0 ? {} : { json }),
  });
  const values = Object.entries(ACTION.inputs)
    .filter(([name]) => name !== 'working-directory')
    .map(([name, { default: value = '' }]) => [variableOf(name), inputs[name] ?? value]);
  return runScript(
    SCRIPT,
    RUNNER_SHELL,
    { npx: NPX },
    {
      ...(Object.fromEntries(values) as Record<string, string>),
      MARKDOWN: `${files}/markdown`,
      JSON: `${files}/json`,
      STATUS: String(status),
      SAYS: says,
    },
  );
}

const variableOf = (input: string) => `REVIEW_${input.replaceAll('-', '_').toUpperCase()}`;

describe('the action', () => {
  test('gives every input to its script as a variable, and none as part of it', () => {
    const [step] = ACTION.runs.steps;
    const expected = Object.keys(ACTION.inputs)
      .filter((name) => name !== 'working-directory')
      .map((name) => [variableOf(name), `\${{ inputs.${name} }}`]);
    expect(step!.env).toEqual(Object.fromEntries(expected));
    expect(SCRIPT).not.toContain('${{');
    expect(step!.shell).toBe('bash');
  });

  test('has the defaults of the command', () => {
    expect(ACTION.inputs['fail-on']!.default).toBe(FAIL_ON[0]);
    expect(ACTION.inputs['require-approval']!.default).toBe(REQUIRE_APPROVAL[0]);
    expect(projectFile('bin/go-containers.ts')).toContain(`default: '${ACTION.inputs.output!.default!}' },`);
  });

  test('runs the command that the project has installed once, for all stacks when none is named', () => {
    const { calls, status } = run({});
    expect(status).toBe(0);
    expect(calls).toHaveLength(1);
    const [npx, ...words] = calls[0]!;
    expect([npx, ...words.slice(0, 4)]).toEqual(['npx', '--no', '--', 'go-containers', 'review']);
    expect(words).not.toContain('');
    expect(words.slice(4)).not.toContain('--');
  });

  test('has no option that the command does not have', () => {
    const all = Object.fromEntries(Object.keys(ACTION.inputs).map((name) => [name, 'true']));
    const words = run(all).calls[0]!.slice(5);
    const options = words.filter((word) => word.startsWith('--') && word !== '--');
    const known = [...projectFile('bin/go-containers.ts').matchAll(/^ {2}'?([\w-]+)'?: 'review'/gm)];
    expect(known.length).toBeGreaterThan(5);
    expect(['output', ...known.map(([, name]) => name)]).toEqual(
      expect.arrayContaining(options.map((option) => option.slice(2).split('=')[0])),
    );
    expect(options.length).toBe(
      Object.keys(ACTION.inputs).length - 2 + '--format --also --also'.split(' ').length,
    );
  });

  test('passes hostile values on as they are, each as one argument', () => {
    const hostile = {
      stack: `--plan=/etc/passwd $(touch stack) \`touch stack\``,
      plan: `'; touch plan; '`,
      output: '"; touch output; "',
      'fail-on': 'a b  *',
      'require-approval': '$HOME ~ !!',
      approved: '\\" $(touch approved)',
      settings: '-rf\ttouch && ä',
    };
    const { calls, folder } = run(hostile);
    const words = calls[0]!;
    const { stack, ...options } = hostile;
    expect(words.slice(-2)).toEqual(['--', stack]);
    Object.entries(options).forEach(([name, value]) => {
      expect(words).toContain(`--${name}=${value}`);
    });
    expect(words).toHaveLength(5 + 3 + Object.keys(options).length + 2);
    expect(readdirSync(folder)).toEqual([]);
  });

  test('takes true and false for what is said or not, and nothing else', () => {
    expect(run({ 'no-refresh': 'true', 'without-state': 'false' }).calls[0]).toContain('--no-refresh');
    expect(run({ 'no-refresh': 'false', 'without-state': 'true' }).calls[0]).not.toContain('--no-refresh');
    const { status, calls, log } = run({ 'no-refresh': 'yes\n::add-mask::x' });
    expect(status).toBe(1);
    expect(calls).toEqual([]);
    expect(log).toBe("no-refresh is $'yes\\n::add-mask::x'; write true or false\n");
  });

  test('writes verdict, hash, files and summary, all of them also when something blocks', () => {
    const { status, outputs, summary, temporary } = run(
      {},
      { status: 2, reviews: [review('blocked', 'ab12')] },
    );
    expect(status).toBe(2);
    expect(outputs).toMatchObject({ status: '2', verdict: 'blocked', hash: 'ab12' });
    expect(readFileSync(outputs.markdown!, 'utf8')).toBe(MARKDOWN);
    expect(JSON.parse(readFileSync(outputs.json!, 'utf8'))).toHaveProperty('reviews');
    expect(summary).toBe(MARKDOWN);
    const [own] = readdirSync(temporary);
    expect(outputs.markdown).toBe(`${temporary}/${own!}/review.md`);
    expect(statSync(outputs.markdown!).mode & 0o077).toBe(0);
    expect(Object.keys(outputs).sort()).toEqual(Object.keys(ACTION.outputs).sort());
  });

  test.each([
    [['clean', 'clean'], 'clean'],
    [['clean', 'attention'], 'attention'],
    [['attention', 'blocked', 'clean'], 'blocked'],
  ])('gives the worst verdict of several stacks, and no hash: %p', (verdicts, worst) => {
    const { outputs } = run({}, { reviews: verdicts.map((each) => review(each)) });
    expect(outputs).toMatchObject({ verdict: worst, hash: '' });
  });

  test.each([1, 2, 127])(
    'says nothing of a verdict when the command ended with %i and wrote nothing',
    (status) => {
      const ended = run({}, { status, markdown: '', reviews: [] });
      expect(ended.status).toBe(status);
      expect(ended.outputs).toEqual({ status: String(status) });
      expect(ended.summary).toContain('There is no review');
    },
  );

  test('says in the text itself, and by no verdict, that not every stack could be reviewed', () => {
    const { status, outputs, summary } = run({}, { status: 1 });
    expect(status).toBe(1);
    expect(outputs).not.toHaveProperty('verdict');
    expect(outputs).not.toHaveProperty('hash');
    const [first, , third, ...rest] = readFileSync(outputs.markdown!, 'utf8').split('\n');
    expect(first).toBe('<!-- go-containers review -->');
    expect(third).toContain('not every stack could be reviewed');
    expect(rest).toContain('## Review');
    expect(summary).toContain('not every stack');
  });

  test('keeps a summary that is too long out of the summary', () => {
    const { summary, status } = run({}, { markdown: `${MARKDOWN}${'x'.repeat(1024 * 1024)}` });
    expect(status).toBe(0);
    expect(summary).toContain('There is no review to show here');
  });

  test('lets no line of the log be a command to the runner', () => {
    const { log } = run({}, { says: 'before\n::add-mask::a\n##[error]b\nwithout an end' });
    const lines = log.split('\n');
    const pause = /^::stop-commands::([0-9a-f-]{36})$/.exec(lines[0]!)![1]!;
    const end = lines.indexOf(`::${pause}::`);
    expect(lines.slice(1, end)).toEqual(['before', '::add-mask::a', '##[error]b', 'without an end']);
    expect(lines.slice(end + 1).join('')).toBe('');
    expect(run({}).log).not.toContain(pause);
  });
});
