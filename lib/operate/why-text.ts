import type { StackContainer } from './stack-containers';
import { meaningOf } from './exit-codes';
import type { LastOutput } from './last-output';
import { engineTime } from './log-lines';
import { nameOf } from './log-following';
import type { Mask } from './masked-lines';
import { shownText } from './plain-lines';
import { shellQuoted } from './shell-quoted';
import type { FailedContainer, Judgement } from './why-judgement';

/** What is told of the container that failed last, beside what the Engine says of it. */
export interface WhyDetails {
  /** Name of the stack. */
  readonly stack: string;
  readonly output: LastOutput;
  readonly mask: Mask;
  /** Whether Terraform knows the container; nothing where it did not say. */
  readonly isKnown?: boolean;
  /** Whether the stack builds an image, of which there can be an older one. */
  readonly hasImages: boolean;
}

const COMMAND = 'npx --no go-containers';
/** How many runs of a health check are shown. */
const RUNS = 3;
const MEBIBYTE = 1_048_576;

/** Why the first of the failed containers failed, and one line for each other. */
export function whyText({ failed, missing }: Judgement, details: WhyDetails): string {
  const [first, ...others] = failed;
  const parts = [
    first === undefined ? [] : [...failedLines(first, details), ...servingLines(first)],
    section(
      'also failed',
      others.map(({ container, serving }) => {
        const whole = `${named(container)}: ${stateOf(container)}`;
        return serving === undefined ? whole : `${whole}; ${named(serving)} still serves`;
      }),
    ),
    section('not there, because it was never made, or waits for what failed', missing.map(shownText)),
    section('next', nextLines(first, details)),
  ];
  return `${parts
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

/** One sentence where nothing has failed. */
export function wellText(title: string, { working, done, starting }: Judgement): string {
  const counts = [
    [working.length, 'works', 'work'],
    [done.length, 'has ended as it should', 'have ended as they should'],
    [starting.length, 'is starting', 'are starting'],
  ] as const;
  const said = counts.flatMap(([count, one, many]) =>
    count === 0 ? [] : [`${count} ${count === 1 ? one : many}`],
  );
  return `nothing of ${title} has failed; of its containers ${said.join(', ') || 'there is none'}\n`;
}

/** Paths in a sentence, each on the same line whatever is in it. */
export function listed(paths: readonly string[]): string {
  return paths.map(shownText).join(', ') || 'none';
}

function failedLines({ container }: FailedContainer, { output, mask }: WhyDetails): string[] {
  const { state, restarts, memory, created } = container;
  const health = state.Health ?? undefined;
  const isChecked = state.Status === 'running' && health !== undefined && health.Status !== 'none';
  const rows: readonly (readonly [string, string | undefined])[] = [
    ['state', stateOf(container)],
    ['made', timeOf(created)],
    ['started', timeOf(state.StartedAt)],
    ['ended', timeOf(state.FinishedAt)],
    ['failed checks', isChecked ? `${health.FailingStreak} in a row` : undefined],
    ['exit code', exitCode(container)],
    [
      'out of memory',
      state.OOMKilled
        ? `yes${memory > 0 ? `, with a limit of ${Math.round(memory / MEBIBYTE)} MiB` : ''}`
        : 'no',
    ],
    ['restarts', String(restarts)],
    ['error', state.Error === '' ? undefined : mask(state.Error).join(' ')],
  ];
  const width = Math.max(...rows.map(([name]) => name.length));
  const runs = (health?.Log ?? []).slice(-RUNS);
  return [
    named(container),
    ...rows.flatMap(([name, value]) => (value === undefined ? [] : [`  ${name.padEnd(width)}  ${value}`])),
    ...(runs.length === 0 ? [] : ['', 'its last health checks']),
    ...runs.flatMap((run) => [
      `  ${timeOf(run.End) ?? 'at no known time'}  exit code ${run.ExitCode}`,
      ...mask(run.Output.trim())
        .filter(Boolean)
        .map((line) => `    ${line}`),
    ]),
    '',
    ...outputLines(output, mask),
  ];
}

function outputLines({ lines, complaint }: LastOutput, mask: Mask): string[] {
  if (complaint !== undefined) {
    return [`its output cannot be read: ${shownText(complaint)}`];
  }
  return lines.length === 0
    ? ['it wrote nothing']
    : [`the last of what it wrote`, ...mask(lines.join('\n')).map((line) => `  ${line}`.trimEnd())];
}

function servingLines({ serving }: FailedContainer): string[] {
  return [
    '',
    serving === undefined
      ? 'no other container of it serves'
      : `an older one still serves: ${nameOf(asFound(serving))}`,
  ];
}

function nextLines(first: FailedContainer | undefined, details: WhyDetails): string[] {
  const { isKnown, hasImages } = details;
  const name = shellWord(details.stack);
  return [
    ...(first === undefined ? [] : [`${COMMAND} logs ${shellWord(first.container.path)}`]),
    ...(isKnown === false ? [`${COMMAND} recover ${name}    # Terraform does not know this container`] : []),
    `cdktf deploy ${name}    # when the cause is mended`,
    ...(hasImages && first !== undefined
      ? [`${COMMAND} rollback ${name}    # or an older version, without a build`]
      : []),
  ];
}

/** A text as one word of a line that is copied into a shell: labels are whatever somebody wrote. */
function shellWord(text: string): string {
  const shown = shownText(text);
  return /^[A-Za-z0-9/_.-]+$/.test(shown) ? shown : shellQuoted(shown);
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : [title, ...lines.map((line) => `  ${line}`)];
}

function named(container: StackContainer): string {
  return `${shownText(container.path)}, container ${nameOf(asFound(container))}`;
}

/** As the functions on logs know it. */
function asFound({ id, name, created, state }: StackContainer): Parameters<typeof nameOf>[0] {
  return {
    ...{ id, name, created, status: state.Status, exitCode: state.ExitCode },
    ...{ startedAt: state.StartedAt, finishedAt: state.FinishedAt },
  };
}

/** `running, unhealthy`, `exited with 137`, `created, and never started`. */
function stateOf({ state, restarts }: StackContainer): string {
  const health = state.Health?.Status ?? 'none';
  const isRunning = state.Status === 'running';
  const parts = [
    state.Status === 'created' ? 'created, and never started' : state.Status,
    ...(isRunning && health !== 'none' ? [health] : []),
    ...(isRunning ? [] : [`exit code ${state.ExitCode}`]),
    ...(restarts > 0 ? [`restarted ${restarts} times`] : []),
    ...(state.OOMKilled ? ['out of memory'] : []),
  ];
  return parts.join(', ');
}

/** Of the last run; one that runs for the first time has none. */
function exitCode({ state }: StackContainer): string | undefined {
  if (state.Status === 'running' && state.ExitCode === 0) {
    return undefined;
  }
  const meaning = meaningOf(state.ExitCode);
  return meaning === undefined ? String(state.ExitCode) : `${state.ExitCode}: ${meaning}`;
}

/** `2026-01-31 10:00:00 UTC`; nothing for the year 1, which the Engine says of what never was. */
function timeOf(words: string): string | undefined {
  const time = engineTime(words);
  return time === undefined || time <= 0n
    ? undefined
    : `${new Date(Number(time / 1_000_000n)).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}
