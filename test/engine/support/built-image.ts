import { output } from './machine';

/** Name with the tag of the image that was built under a name of its own. */
export function referenceOf(name: string): string {
  const [reference] = output('docker', ['image', 'ls', '--format', '{{.Repository}}:{{.Tag}}', name]).split(
    '\n',
  );
  if (reference === undefined || reference === '') {
    throw new Error(`there is no image ${name}`);
  }
  return reference;
}

/** Lines that the image's program says, run as a service runs it. */
export function linesOfRun(name: string, args: readonly string[] = []): string[] {
  const hardened = ['run', '--rm', '--read-only', '--cap-drop', 'ALL', '--security-opt', 'no-new-privileges'];
  return output('docker', [...hardened, referenceOf(name), ...args])
    .trim()
    .split('\n');
}

/** Calls `look` with a container of the image that was never started. */
export function withContainer<T>(image: string, look: (container: string) => T): T {
  const made = output('docker', ['container', 'create', image, '-']).trim();
  try {
    return look(made);
  } finally {
    output('docker', ['container', 'rm', made]);
  }
}

/** Files of an image, as `tar --list --verbose` shows them. */
export function listing(image: string): string[] {
  const script = 'docker container export "$1" | tar --list --verbose --numeric-owner --full-time';
  return withContainer(image, (made) => output('sh', ['-c', script, 'sh', made]).trim().split('\n'));
}
