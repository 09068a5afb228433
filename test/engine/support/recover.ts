import { spawnSync } from 'node:child_process';
import { join, resolve } from 'node:path';
import { machine, type TestedProvider } from './machine';
import type { TestStack } from './terraform-stack';

const PROJECT = resolve(__dirname, '../../..');

/**
 * Does what `go-containers recover` says of a stack.
 *
 * @returns the commands that it says, without its comments
 */
export function recover(provider: TestedProvider, stack: TestStack): string[] {
  const environment = {
    ...process.env,
    ...provider.environment,
    TERRAFORM_BINARY_NAME: machine().terraform,
  };
  const program = join(PROJECT, 'bin/go-containers.ts');
  const output = join(stack.folder, '../..');
  const run = (command: string, args: readonly string[], allowed: readonly number[]): string => {
    const { status, stdout, stderr } = spawnSync(command, args, {
      cwd: PROJECT,
      encoding: 'utf8',
      env: environment,
    });
    if (status === null || !allowed.includes(status)) {
      throw new Error(`${command} ${args.join(' ')}: ${stderr || stdout}`);
    }
    return stdout;
  };
  const compiler = ['--require', 'ts-node/register/transpile-only'];
  // Its status is 1 when there is something to do.
  const script = run(
    process.execPath,
    [...compiler, program, 'recover', stack.id, '--output', output],
    [0, 1],
  );
  run('sh', ['-e', '-c', script], [0]);
  return script.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
}
