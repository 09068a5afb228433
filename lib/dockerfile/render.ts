import { quote, ValidationError } from '../core/errors';
import { sortedEntries } from '../core/names';
import { stagesOf, type Stage } from './stage';
import type { Step } from './steps';

/**
 * The text of a Dockerfile that ends in `target`.
 *
 * Written for the frontend 1.2 that Docker Engine 20.10 has built in: no `# syntax` line (which would pull a
 * frontend image first), no here-documents, no `--link`.
 */
export function renderDockerfile(target: Stage): string {
  return stagesOf(target).map(renderStage).join('\n');
}

function renderStage(stage: Stage): string {
  return [`FROM ${stage.base} AS ${stage.name}`, ...stage.steps.map(renderStep)].join('\n') + '\n';
}

function renderStep(step: Step): string {
  switch (step.kind) {
    case 'workdir':
      return `WORKDIR ${word(step.path)}`;
    case 'env':
      return `ENV ${pairs(step.variables)}`;
    case 'copy': {
      const from = step.from ? `--from=${step.from.name} ` : '';
      const mode = step.mode ? `--chmod=${step.mode} ` : '';
      return `COPY ${from}${mode}${list([...step.sources, step.destination].map(withoutExpansion))}`;
    }
    case 'run': {
      const caches = step.caches.map(
        ({ id, target }) => `--mount=type=cache,id=${bare(id)},target=${bare(target)} `,
      );
      return `RUN ${caches.join('')}${list(step.command)}`;
    }
    case 'label':
      return `LABEL ${pairs(step.labels)}`;
    case 'user':
      return `USER ${word(step.user)}`;
    case 'entrypoint':
      return `ENTRYPOINT ${list(step.command)}`;
  }
}

/** `NAME="value"` pairs; a pair of quotes keeps blanks, and `$` would otherwise be expanded by the builder. */
function pairs(map: Readonly<Record<string, string>>): string {
  return sortedEntries(map)
    .map(([name, value]) => `${name}=${quoted(value)}`)
    .join(' ');
}

function quoted(value: string): string {
  if (/[\r\n]/.test(value)) {
    throw new ValidationError(
      `${quote(value)} has a line break, which a Dockerfile cannot hold; write one line`,
    );
  }
  return `"${value.replace(/[\\"$]/g, '\\$&')}"`;
}

/** A value where the language has no quotes: a blank would end it, a comma would begin another option. */
function bare(value: string): string {
  if (!/^[A-Za-z0-9._~+/:@-]+$/.test(value)) {
    throw new ValidationError(
      `${quote(value)} cannot be written into a mount: letters, digits and "._~+/:@-" only`,
    );
  }
  return value;
}

function word(value: string): string {
  return /^[A-Za-z0-9_./:@-]+$/.test(value) ? value : quoted(value);
}

/** The JSON form: no shell takes part, so nothing in a value can end the argument that it is in. */
function list(values: readonly string[]): string {
  return `[${values.map((value) => JSON.stringify(value)).join(', ')}]`;
}

/** The builder expands variables in the paths of a COPY, in its JSON form too. */
function withoutExpansion(path: string): string {
  return path.replace(/[\\$]/g, '\\$&');
}
