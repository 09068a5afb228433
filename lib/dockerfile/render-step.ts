import { sortedEntries } from '../core/names';
import type { CopyData, HealthcheckData, MountData, StepData } from './step-data';

/**
 * The text of one instruction, on one line, for a step that `stepProblems` has nothing to say of.
 *
 * How the builder reads each form was measured on Docker Engine 20.10; test/engine/dockerfile.test.ts keeps it.
 */
export function renderStep(step: StepData): string {
  switch (step.kind) {
    case 'run':
      return `RUN ${mounts(step.mounts)}${list(step.command)}`;
    case 'shell':
      // The shell form would not take a line break without here-documents, which frontend 1.2 has not.
      return `RUN ${mounts(step.mounts)}${list(['/bin/sh', '-c', step.script])}`;
    case 'copy':
      return `COPY ${copyFlags(step)}${list([...step.sources, step.destination].map(withoutExpansion))}`;
    case 'environment':
      return `ENV ${pairs(step.variables)}`;
    case 'argument':
      return `ARG ${step.name}${step.value === undefined ? '' : `=${quoted(step.value)}`}`;
    case 'workdir':
      return `WORKDIR ${/^[A-Za-z0-9_./:@-]+$/.test(step.path) ? step.path : quoted(step.path)}`;
    case 'user':
      return `USER ${step.user}`;
    case 'labels':
      return `LABEL ${pairs(step.labels)}`;
    case 'expose':
      return `EXPOSE ${step.port}/${step.protocol}`;
    case 'entrypoint':
      return `ENTRYPOINT ${list(step.command)}`;
    case 'command':
      return `CMD ${list(step.command)}`;
    case 'healthcheck':
      return `HEALTHCHECK ${healthcheckFlags(step)}CMD ${list(step.command)}`;
    case 'noHealthcheck':
      return 'HEALTHCHECK NONE';
  }
}

function mounts(all: readonly MountData[]): string {
  return all.map((mount) => `--mount=${mountFields(mount).join(',')} `).join('');
}

function mountFields(mount: MountData): string[] {
  const target = `target=${mount.target}`;
  switch (mount.type) {
    case 'cache': {
      const sharing = mount.sharing === 'shared' ? [] : [`sharing=${mount.sharing}`];
      return ['type=cache', `id=${mount.id}`, target, ...sharing];
    }
    case 'bind': {
      const from = mount.from === undefined ? [] : [`from=${mount.from}`];
      return ['type=bind', ...from, `source=${mount.source}`, target];
    }
    case 'secret':
      return ['type=secret', `id=${mount.id}`, target, 'required=true'];
    case 'tmpfs':
      return ['type=tmpfs', target];
  }
}

function copyFlags({ from, owner, mode }: CopyData): string {
  return flags({ from, chown: owner, chmod: mode });
}

function healthcheckFlags({ interval, timeout, startPeriod, retries }: HealthcheckData): string {
  return flags({
    interval: interval?.toGoText(),
    timeout: timeout?.toGoText(),
    'start-period': startPeriod?.toGoText(),
    retries: retries?.toString(),
  });
}

function flags(values: Readonly<Record<string, string | undefined>>): string {
  return Object.entries(values)
    .map(([name, value]) => (value === undefined ? '' : `--${name}=${value} `))
    .join('');
}

function pairs(map: Readonly<Record<string, string>>): string {
  return sortedEntries(map)
    .map(([name, value]) => `${name}=${quoted(value)}`)
    .join(' ');
}

/** Quotes keep blanks; what still has a meaning between them is escaped. */
function quoted(value: string): string {
  return `"${value.replace(/[\\"$]/g, '\\$&')}"`;
}

/** The JSON form: no shell takes part, so nothing in a value can end the argument that it is in. */
function list(values: readonly string[]): string {
  return `[${values.map((value) => JSON.stringify(value)).join(', ')}]`;
}

/**
 * The builder expands variables and takes away quotes in the paths of a COPY, in its JSON form too. A byte order mark
 * that a path begins with is lost if nothing stands before it.
 */
function withoutExpansion(path: string): string {
  return path.replace(/[\\"'$]|^\ufeff/g, '\\$&');
}
