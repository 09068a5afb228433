import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parse } from 'yaml';

/** The members of a step that tests look at. */
export interface Step {
  readonly id?: string;
  readonly name?: string;
  readonly if?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly shell?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly with?: Readonly<Record<string, string | number | boolean>>;
}

export interface Job {
  readonly if?: string;
  readonly permissions?: Readonly<Record<string, string>>;
  readonly environment?: string;
  readonly defaults?: { readonly run: { readonly shell: string } };
  readonly steps: readonly Step[];
}

export interface Workflow {
  readonly name: string;
  readonly on: unknown;
  readonly permissions?: Readonly<Record<string, string>>;
  readonly jobs: Readonly<Record<string, Job>>;
}

export interface Action {
  readonly inputs: Readonly<Record<string, { readonly description: string; readonly default?: string }>>;
  readonly outputs: Readonly<Record<string, { readonly value: string }>>;
  readonly runs: { readonly using: string; readonly steps: readonly Step[] };
}

/** The text of a file of the project. */
export function projectFile(path: string): string {
  return readFileSync(resolve(__dirname, '../../..', path), 'utf8');
}

export function readAction(): Action {
  return parse(projectFile('action.yml')) as Action;
}

/** One of the workflows that users copy. */
export function readWorkflow(file: string): Workflow {
  return parse(projectFile(`docs/workflows/${file}`)) as Workflow;
}

/** Everything of a workflow or an action that is run as a program. */
export function scriptsOf(steps: readonly Step[]): string[] {
  return steps.flatMap(({ run, with: inputs }) =>
    [run, inputs?.script].filter((each) => typeof each === 'string'),
  );
}
