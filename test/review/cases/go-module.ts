import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TerraformStack } from 'cdktf';
import { GoImage, type GoImageProps } from '../../../lib';
import { outputFolder } from './context-folder';

/** An image of the smallest program, without the probe, which would have to be compiled too. */
export function goImage(
  stack: TerraformStack,
  props: Partial<GoImageProps> = {},
  greeting = 'hello',
): GoImage {
  return new GoImage(stack, 'image', {
    source: moduleOf(stack, `package main\n\nfunc main() {\n\tprintln(${JSON.stringify(greeting)})\n}\n`),
    name: `${stack.node.id}-program`,
    probe: false,
    ...props,
  });
}

/** The folder of a module with one program. It is beside what is synthesized, and goes with it. */
export function moduleOf(stack: TerraformStack, program: string): string {
  const folder = join(outputFolder(stack), 'module');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'go.mod'), 'module example.com/hello\n\ngo 1.26\n');
  writeFileSync(join(folder, 'main.go'), program);
  return folder;
}
