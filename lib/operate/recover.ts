import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ValidationError } from '../core/errors';
import type { BuildRequest } from './build';
import { PATH_LABEL } from '../facts/labels';
import { readDeclaredStack } from './declared-stack';
import { askForObjects, type EngineAddress } from './engine-address';
import { orphanText } from './orphan-text';
import { type AttachedNetwork, type EngineContents, orphansOf } from './orphans';
import { STACK_FILE } from './stack-file';
import { stackAround, stackNamed, synthesizedStacks } from './synthesized-stacks';
import { readTerraformState, showTerraformState } from './terraform-state';

const LABELLED = ['--filter', `label=${PATH_LABEL}`];
const ID = '"id":{{json .ID}}';
const PATH = `"path":{{json (.Label "${PATH_LABEL}")}}`;

/**
 * Lists what the Engines have of a stack without Terraform's knowledge, and the commands after which the next apply converges. Removes
 * nothing itself.
 *
 * @returns 1 when there is an orphan that a command is for, else 0
 */
export function recoverStack({ output, selection }: BuildRequest): number {
  if (selection === undefined) {
    throw new ValidationError('recover takes one stack; write STACK');
  }
  const root = resolve(output);
  const stacks = synthesizedStacks(root);
  const stack = stackNamed(stacks, selection);
  const folder = join(root, stack.folder);
  const declared = readDeclaredStack(readFileSync(join(folder, STACK_FILE), 'utf8'), folder);
  const state = readTerraformState(showTerraformState(folder));
  const known = { declared, state, owns: (path: string) => stackAround(stacks, path) === stack };
  const networks = new Set(declared.networks.flatMap(({ name }) => name ?? []));
  const orphans = declared.engines.flatMap((engine) => orphansOf(known, contentsOf(engine, networks)));
  if (orphans.length === 0) {
    process.stderr.write(`Terraform knows everything that there is of ${stack.name}\n`);
    return 0;
  }
  if (state.isEmpty) {
    process.stderr.write(
      `Terraform's state of ${stack.name} is empty; if it should not be, get it back instead of removing anything\n`,
    );
  }
  process.stderr.write(
    'an apply that still runs makes things that look like orphans; wait for its end first\n',
  );
  process.stdout.write(orphanText(stack.name, orphans));
  return orphans.some(({ commands }) => commands.length > 0) ? 1 : 0;
}

/** Everything with our labels on an Engine, and the networks of those names, which have none. */
function contentsOf(engine: EngineAddress, networks: ReadonlySet<string>): EngineContents {
  const formatted = (...members: string[]): string[] => ['--format', `{${members.join(',')}}`];
  return {
    engine,
    containers: askForObjects(engine, [
      ...['container', 'ls', '--all', '--no-trunc', ...LABELLED],
      ...formatted(ID, '"name":{{json .Names}}', PATH),
    ]),
    networks: askForObjects<Omit<AttachedNetwork, 'attached'>>(engine, [
      ...['network', 'ls', '--no-trunc', ...formatted(ID, '"name":{{json .Name}}')],
    ])
      .filter(({ name }) => networks.has(name))
      .map((network) => ({ ...network, attached: attachedTo(engine, network.id) })),
    volumes: askForObjects(engine, [
      ...['volume', 'ls', ...LABELLED, ...formatted('"name":{{json .Name}}', PATH)],
    ]),
  };
}

/** Names of the running containers on a network. */
function attachedTo(engine: EngineAddress, network: string): string[] {
  const args = ['network', 'inspect', '--format', '{{json .Containers}}', network];
  const [containers] = askForObjects<Record<string, { readonly Name: string }> | null>(engine, args);
  return Object.values(containers ?? {}).map(({ Name }) => Name);
}
