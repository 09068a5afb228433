import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { App } from 'cdktf';
import { type Attributes, Synthesized, synthesizeToFolder } from '../support/stack';

/** The stacks of an app by name, synthesized as `cdktf synth` does it: with Aspects, validations, and references between stacks. */
export function stacksOf(build: (app: App) => void): Readonly<Record<string, Synthesized>> {
  const folder = join(synthesizeToFolder(build), 'stacks');
  return Object.fromEntries(
    readdirSync(folder).map((name) => {
      const text = readFileSync(join(folder, name, 'cdk.tf.json'), 'utf8');
      return [name, new Synthesized(JSON.parse(text) as Synthesized['json'])];
    }),
  );
}

/** The container of a name. */
export function containerNamed(stack: Synthesized | undefined, name: string): Attributes {
  return stack?.all('docker_container').find((each) => each.name === name) ?? {};
}

/** Labels of a container by their names; those of the library without its prefix. */
export function labelsOf({ labels }: Attributes): Record<string, string> {
  return Object.fromEntries(
    (labels as { label: string; value: string }[]).map(({ label, value }) => [
      label.replace(/^cdktf-go-containers\./, ''),
      value,
    ]),
  );
}
