import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TerraformStack } from 'cdktf';

/** Folder that a stack is synthesized into. */
export function outputFolder(stack: TerraformStack): string {
  return (stack.node.root as unknown as { readonly outdir: string }).outdir;
}

/** Writes files beside what is synthesized, and gives their folder as Terraform has to call it. */
export function contextFolder(stack: TerraformStack, files: Readonly<Record<string, string>>): string {
  const folder = join(outputFolder(stack), 'context');
  mkdirSync(folder, { recursive: true });
  Object.entries(files).forEach(([name, text]) => {
    writeFileSync(join(folder, name), text);
  });
  return '../../context';
}
