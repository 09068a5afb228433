import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { connect } from 'node:net';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { GoImage, Size } from '../../lib';
import { goModule } from '../support/go-module';
import type { Said } from './support/checkout';
import { freePort, inspect, machine, output, removeTestImages } from './support/machine';
import { TestStack } from './support/terraform-stack';

// The first twin to debug downloads and compiles Delve.
jest.setTimeout(900_000);

const PROGRAM = resolve(__dirname, '../../bin/go-containers.ts');
const NAME = 'go-containers-test-commands';
const [provider] = machine().providers;

/** A program that waits; of its own, so that no cache has it yet. */
function source(statement = 'time.Sleep(time.Hour)'): string {
  return goModule({
    'main.go': `package main\n\nimport "time"\n\nconst id = "${randomUUID()}"\n\nfunc main() { println(id); ${statement} }\nvar _ = time.Now\n`,
  });
}

const made: Commands[] = [];

/** A stack with one image, and the commands on its output. */
class Commands {
  public readonly stack = new TestStack(provider!, 'commands');

  public constructor(folder: string) {
    made.push(this);
    this.stack.synthesize((stack) => {
      new GoImage(stack, 'waits', { source: folder, name: NAME, maxSize: Size.megabytes(20) });
    });
  }

  public run(...args: string[]): Said & { readonly stdout: string } {
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [
        ...['--require', 'ts-node/register/transpile-only', PROGRAM, ...args],
        ...['--output', join(this.stack.folder, '../..')],
      ],
      { encoding: 'utf8', env: { ...process.env, ...provider!.environment }, maxBuffer: 64 * 1024 * 1024 },
    );
    return { status, text: stdout + stderr, stdout };
  }
}

/** Steps of a build that ran a program. */
function ranSteps(text: string): string[] {
  const steps = [...text.matchAll(/^#(\d+) \[.*\] RUN /gm)].map(([, number]) => number);
  return [...new Set(steps)].filter((number) => !text.includes(`\n#${number!} CACHED`)).map(String);
}

function unnamedImages(): string[] {
  const found = output('docker', ['image', 'ls', '--quiet', '--filter', 'dangling=true']);
  return found.split('\n').filter(Boolean).sort();
}

/** One call of Delve's JSON-RPC. */
async function delve(port: number, method: string, parameter: object): Promise<Record<string, unknown>> {
  const socket = connect(port, '127.0.0.1');
  try {
    socket.write(`${JSON.stringify({ method: `RPCServer.${method}`, params: [parameter], id: 1 })}\n`);
    for await (const line of createInterface({ input: socket })) {
      return (JSON.parse(line) as { result: Record<string, unknown> }).result;
    }
    throw new Error('Delve closed the connection');
  } finally {
    socket.destroy();
  }
}

/** Until Delve says that it listens. */
function whenListening(container: string): void {
  const script = 'docker logs --follow "$1" 2>&1 | grep -q -m 1 "API server listening"';
  output('timeout', ['60', 'sh', '-c', script, 'sh', container]);
}

describe('the commands', () => {
  afterEach(() => {
    made.splice(0).forEach(({ stack }) => {
      stack.destroy();
    });
  });

  afterAll(() => {
    removeTestImages(NAME);
    const twins = output('docker', [
      'image',
      'ls',
      '--quiet',
      '--filter',
      `label=cdktf-go-containers.debug=${NAME}`,
    ]);
    new Set(twins.split('\n').filter(Boolean)).forEach((id) =>
      output('docker', ['image', 'rm', '--force', id]),
    );
  });

  test('build compiles once for itself and for Terraform, and leaves no image', () => {
    const commands = new Commands(source());
    const before = unnamedImages();
    const first = commands.run('build', 'commands/waits');
    expect(first).toMatchObject({ status: 0 });
    expect(ranSteps(first.text)).not.toEqual([]);
    expect(unnamedImages()).toEqual(before);
    commands.stack.apply();
    const again = commands.run('build');
    expect(again).toMatchObject({ status: 0 });
    expect(ranSteps(again.text)).toEqual([]);
  });

  test('Terraform\u2019s build leaves nothing to run for this one', () => {
    const commands = new Commands(source());
    commands.stack.apply();
    expect(ranSteps(commands.run('build').text)).toEqual([]);
  });

  test('build shows what the compiler says, and fails as it does', () => {
    const { status, text } = new Commands(source('undeclared()')).run('build', 'commands');
    expect(status).toBe(1);
    expect(text).toContain('undefined: undeclared');
  });

  test('size is the same before and after the deployment, and leaves no image without a name', () => {
    const commands = new Commands(source());
    const before = unnamedImages();
    const { status, stdout } = commands.run('size', 'commands/waits', '--json');
    expect(status).toBe(0);
    expect(unnamedImages()).toEqual(before);
    commands.stack.apply();
    const after = commands.run('size', 'commands', '--json').stdout;
    expect(JSON.parse(after)).toEqual(JSON.parse(stdout));
    const [report] = JSON.parse(after) as {
      name: string;
      bytes: number;
      files: { name: string; files: number }[];
    }[];
    expect(report!.bytes).toBe((inspect('image', report!.name) as { Size: number }).Size);
    expect(report!.files.map(({ name }) => name)).toEqual(['base', 'programs', 'probe']);
    expect(commands.run('size').text).toContain('the files of commands/waits have ');
  });

  test('debug builds a twin in which Delve stops the program without any more rights', async () => {
    const said = new Commands(source()).run('debug', 'commands/waits');
    expect(said).toMatchObject({ status: 0 });
    const [, line] = /^ {2}docker (run .*)$/m.exec(said.stdout) ?? [];
    const port = await freePort();
    const args = line!.replace('127.0.0.1:40000:', `127.0.0.1:${port}:`).split(' ');
    const container = output('docker', [args[0]!, '--detach', ...args.slice(1)]).trim();
    try {
      whenListening(container);
      const version = await delve(port, 'GetVersion', {});
      expect(version).toMatchObject({ APIVersion: 2 });
      expect(await delve(port, 'Command', { name: 'halt' })).toMatchObject({ State: { Running: false } });
      expect(
        await delve(port, 'FindLocation', { Scope: { GoroutineID: -1 }, Loc: 'main.main' }),
      ).toMatchObject({
        Locations: [{ line: 7 }],
      });
      expect(inspect('container', container)).toMatchObject({
        Config: { User: '65532:65532' },
        HostConfig: { CapAdd: null, SecurityOpt: null, Privileged: false },
      });
    } finally {
      output('docker', ['container', 'rm', '--force', container]);
    }
  });
});
