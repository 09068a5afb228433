import { spawnSync } from 'node:child_process';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';

/** A Docker provider that the tests run with. */
export interface TestedProvider {
  /** `offline kit 3.9.0+offline`, `real 3.9.0`. */
  readonly name: string;
  readonly real: boolean;
  /** What leads Terraform to it. */
  readonly environment: Record<string, string>;
}

/** What `npm test` found on this machine. */
export interface Machine {
  readonly terraform: string;
  readonly providers: readonly TestedProvider[];
}

/** What the set-up found; engine tests cannot find it themselves. */
export function machine(): Machine {
  const found = process.env.GO_CONTAINERS_TEST_MACHINE;
  if (found === undefined) {
    throw new Error(
      'engine tests need what the set-up finds: run "npm test", or "npm test -- engine" for these alone',
    );
  }
  return JSON.parse(found) as Machine;
}

/** Standard output of a program that must succeed. */
export function output(program: string, args: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync(program, [...args], { encoding: 'utf8' });
  if (status !== 0) {
    throw new Error(`${program} ${args.join(' ')}: ${stderr || stdout}`);
  }
  return stdout;
}

/** One `docker inspect`. */
export function inspect(kind: 'container' | 'image', name: string): unknown {
  return (JSON.parse(output('docker', [kind, 'inspect', name])) as unknown[])[0];
}

/** A port that is free now. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/**
 * Removes the images that tests built under this name. What a container still uses stays: somebody may have deployed the same program,
 * and an image of the same content is the same image.
 */
export function removeTestImages(name: string): void {
  const listed = output('docker', [
    'image',
    'ls',
    '--quiet',
    '--filter',
    `label=cdktf-go-containers.image=${name}`,
  ]);
  const inUse = (id: string): boolean =>
    output('docker', ['container', 'ls', '--all', '--quiet', '--filter', `ancestor=${id}`]) !== '';
  [...new Set(listed.split('\n').filter(Boolean))]
    .filter((id) => !inUse(id))
    .forEach((id) => output('docker', ['image', 'rm', '--force', id]));
}
