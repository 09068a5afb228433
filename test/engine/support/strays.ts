import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { output } from './machine';
import type { TestStack } from './terraform-stack';

/** Kinds of things that the Engine makes only once under a name, those first that hold on to others. */
const KINDS = ['container', 'network'] as const;

interface State {
  readonly resources: readonly { readonly instances: readonly { readonly attributes: { id?: string } }[] }[];
}

/**
 * What of a stack is on the Engine and not in its state, because Terraform ended before it could write that down: the arguments of the
 * `docker` commands that remove it.
 *
 * A volume never is: who makes one that is there gets the one that is there.
 */
export function strays(stack: TestStack, docker: readonly string[] = []): string[][] {
  const known = new Set(idsInState(stack));
  const { resource = {} } = JSON.parse(readFileSync(join(stack.folder, 'cdk.tf.json'), 'utf8')) as {
    resource?: Record<string, Record<string, { readonly name: string }>>;
  };
  return KINDS.flatMap((kind) => {
    const declared = new Set(Object.values(resource[`docker_${kind}`] ?? {}).map(({ name }) => name));
    const all = kind === 'container' ? ['--all'] : [];
    const format = kind === 'container' ? '{{.ID}} {{.Names}}' : '{{.ID}} {{.Name}}';
    return output('docker', [...docker, kind, 'ls', ...all, '--no-trunc', '--format', format])
      .split('\n')
      .map((line) => line.split(' ') as [string, string])
      .filter(([id, name]) => declared.has(name) && !known.has(id))
      .map(([, name]) => [...docker, kind, 'rm', ...(kind === 'container' ? ['--force'] : []), name]);
  });
}

function idsInState(stack: TestStack): string[] {
  const path = join(stack.folder, '../..', `${stack.id}.tfstate`);
  const { resources } = JSON.parse(textOf(path) ?? '{"resources":[]}') as State;
  return resources.flatMap(({ instances }) => instances.flatMap(({ attributes }) => attributes.id ?? []));
}

/** Nothing while there is no state yet. */
function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
