import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TerraformStack } from 'cdktf';
import { type Attributes, Synthesized, stackIn, synthesizeToFolder } from '../../support/stack';

/** What a stack `dev` with an edge is written as: Terraform's file, and what the job of the edge brings. */
export class SynthesizedEdge {
  public readonly stack: Synthesized;
  private readonly folder: string;

  public constructor(build: (stack: TerraformStack) => void) {
    const output = synthesizeToFolder((app) => {
      build(stackIn(app, 'dev'));
    });
    this.folder = join(output, 'stacks', 'dev');
    this.stack = new Synthesized(
      JSON.parse(readFileSync(join(this.folder, 'cdk.tf.json'), 'utf8')) as Synthesized['json'],
    );
  }

  /** Text of a file that the job brings. */
  public file(path: string): string {
    const images = join(this.folder, 'images');
    const [image] = readdirSync(images).filter((each) => each.startsWith('edge_files_'));
    return readFileSync(join(images, image!, 'files', 'etc', 'edge', path), 'utf8');
  }
}

/** The one container with this name. */
export function containerOf(dev: Synthesized, name: string): Attributes {
  const found = dev.all('docker_container').filter((each) => each.name === name);
  expect(found).toHaveLength(1);
  return found[0]!;
}
