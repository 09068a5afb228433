import { output } from '../../engine/support/machine';
import { isInSwarm } from './swarm';

/** Removes everything from the Engine whose name begins with the id of a stack. */
export function leaveNothing(id: string): void {
  const prefix = `^/?${id}-`;
  if (isInSwarm()) {
    remove(lines('service', 'ls', '--format', '{{.Name}}', '--filter', `name=${id}-`), 'service', 'rm');
  }
  remove(names('container', '--all', prefix), 'rm', '--force', '--volumes');
  remove(names('volume', prefix), 'volume', 'rm', '--force');
  remove(names('network', prefix), 'network', 'rm');
  const images = lines(
    'image',
    'ls',
    '--format',
    '{{.Repository}}:{{.Tag}}',
    '--filter',
    `reference=${id}-*`,
  );
  remove(images, 'image', 'rm', '--force');
}

/** Names of one kind. The Engine takes the filter for a pattern. */
function names(kind: string, ...options: string[]): string[] {
  const filter = options.pop()!;
  const format = kind === 'container' ? '{{.Names}}' : '{{.Name}}';
  return lines(kind, 'ls', ...options, '--format', format, '--filter', `name=${filter}`);
}

function lines(...args: string[]): string[] {
  return output('docker', args).split('\n').filter(Boolean);
}

function remove(found: readonly string[], ...command: string[]): void {
  if (found.length > 0) {
    output('docker', [...command, ...found]);
  }
}
