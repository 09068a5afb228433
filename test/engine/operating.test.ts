import { type ChildProcess, spawn, spawnSync, type SpawnSyncReturns } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, watch } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { GoImage, Job, Service, Volume } from '../../lib';
import { goModule } from '../support/go-module';
import { inspect, machine, output, removeTestImages } from './support/machine';
import { actions } from './support/stack-state';
import { TestStack } from './support/terraform-stack';

jest.setTimeout(300_000);

const PROGRAM = resolve(__dirname, '../../bin/go-containers.ts');
const NAME = 'go-containers-test/operating';
const CONTAINER = 'operating-counts';
const [provider] = machine().providers;

/**
 * Counts at both outputs, from 0 in every run, and says when it ends. A run is called by the time of its start, and writes its name into
 * a volume.
 */
const COUNTS = `package main

import (
	"fmt"
	"os"
	"os/signal"
	"syscall"
	"time"
)

func main() {
	stop := make(chan os.Signal, 1)
	signal.Notify(stop, syscall.SIGTERM)
	run := fmt.Sprintf("%s-%d", os.Getenv("MODE"), time.Now().UnixNano())
	runs, err := os.OpenFile("/data/runs", os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		panic(err)
	}
	fmt.Fprintln(runs, run)
	for count := 0; ; count++ {
		fmt.Println(run, count)
		fmt.Fprintln(os.Stderr, run, count)
		select {
		case <-stop:
			fmt.Println(run, "ends")
			fmt.Fprintln(os.Stderr, run, "ends")
			return
		case <-time.After(20 * time.Millisecond):
		}
	}
}
`;
const source = goModule({ 'main.go': COUNTS });

const stacks: TestStack[] = [];

function testStack(): TestStack {
  const stack = new TestStack(provider!, 'operating');
  stacks.push(stack);
  return stack;
}

/** Describes the program in a mode, with a volume: as a service, or as a job, whose apply waits for its end. */
function describeStack(stack: TestStack, mode: string, kind: typeof Service | typeof Job = Service): void {
  stack.synthesize((scope) => {
    const image = new GoImage(scope, 'image', { source, name: NAME, probe: false, writable: ['/data'] });
    const container = new kind(scope, 'counts', { image, environment: { MODE: mode } });
    container.mount('/data', new Volume(scope, 'data'));
  });
}

function deploy(stack: TestStack, mode: string): void {
  describeStack(stack, mode);
  stack.apply();
}

function commandLine(stack: TestStack, args: readonly string[]): string[] {
  return [
    ...['--require', 'ts-node/register/transpile-only', PROGRAM, ...args],
    ...['--output', join(stack.folder, '../..')],
  ];
}

const environment = { ...process.env, ...provider!.environment, TERRAFORM_BINARY_NAME: machine().terraform };

/** The library's command, until it ends. */
function goContainers(stack: TestStack, ...args: string[]): SpawnSyncReturns<string> {
  return spawnSync(process.execPath, commandLine(stack, args), { encoding: 'utf8', env: environment });
}

/** A command that runs on while the test does other things, with its two outputs in files. */
class Running {
  private readonly folder = mkdtempSync(join(tmpdir(), 'go-containers-logs-'));
  private readonly process: ChildProcess;
  private readonly ended: Promise<unknown>;

  public constructor(stack: TestStack, ...args: string[]) {
    const files = (['stdout', 'stderr'] as const).map((name) => openSync(join(this.folder, name), 'w'));
    this.process = spawn(process.execPath, commandLine(stack, args), {
      stdio: ['ignore', ...files],
      env: environment,
    });
    this.ended = once(this.process, 'exit');
    files.forEach((file) => {
      closeSync(file);
    });
  }

  public lines(stream: 'stdout' | 'stderr'): string[] {
    return readFileSync(join(this.folder, stream), 'utf8').split('\n').filter(Boolean);
  }

  /** Until a line of the output is one of those. */
  public async says(pattern: RegExp): Promise<void> {
    const watcher = watch(join(this.folder, 'stdout'));
    try {
      while (!this.lines('stdout').some((line) => pattern.test(line))) {
        await Promise.race([once(watcher, 'change'), this.ended]);
        if (this.process.exitCode !== null) {
          throw new Error(`it ended: ${this.lines('stderr').join('\n')}`);
        }
      }
    } finally {
      watcher.close();
    }
  }

  /** Ends it as Ctrl-C does. */
  public async interrupt(): Promise<number | null> {
    this.process.kill('SIGINT');
    await this.ended;
    rmSync(this.folder, { recursive: true, force: true });
    return this.process.exitCode;
  }
}

/** What each run said, in the order of the runs. */
function runsIn(lines: readonly string[]): Record<string, string[]> {
  const runs: Record<string, string[]> = {};
  for (const [, run, word] of lines.flatMap((line) => [/^(\w+-\d+) (\w+)$/.exec(line) ?? []])) {
    if (run !== undefined && word !== undefined) {
      (runs[run] ??= []).push(word);
    }
  }
  return runs;
}

/** The runs that have written into the volume, the one that runs now too. */
function runsInVolume(): string[] {
  const counting = 'docker logs --follow "$1" 2>&1 | grep -q -m 1 " 1$"';
  output('timeout', ['60', 'sh', '-c', counting, 'sh', CONTAINER]);
  const archive = output('docker', ['container', 'cp', `${CONTAINER}:/data/runs`, '-']);
  return [...archive.matchAll(/one-\d+/g)].map(([run]) => run);
}

function shortId(): string {
  return (inspect('container', CONTAINER) as { Id: string }).Id.slice(0, 12);
}

describe('operating a stack', () => {
  afterEach(() => {
    stacks.splice(0).forEach((stack) => {
      stack.destroy();
    });
  });

  afterAll(() => {
    removeTestImages(NAME);
  });

  test('logs follows a service through a restart and a replacement, each line once', async () => {
    const stack = testStack();
    deploy(stack, 'one');
    const first = shortId();
    const logs = new Running(stack, 'logs', 'operating/counts');
    await logs.says(/^one-\d+ 9$/);
    output('docker', ['container', 'restart', CONTAINER]);
    const [run] = Object.keys(runsIn(logs.lines('stdout')));
    await logs.says(new RegExp(`^one-(?!${run!.slice(4)} )\\d+ 9$`));
    deploy(stack, 'two');
    const second = shortId();
    await logs.says(/^two-\d+ 9$/);
    const said = { stdout: logs.lines('stdout'), stderr: logs.lines('stderr') };
    expect(await logs.interrupt()).toBe(130);

    for (const lines of [said.stdout, said.stderr]) {
      const runs = Object.entries(runsIn(lines));
      expect(runs.map(([name]) => name.slice(0, 3))).toEqual(['one', 'one', 'two']);
      runs.forEach(([, words], index) => {
        const counted = words.filter((word) => word !== 'ends');
        expect(counted).toEqual(counted.map((_, count) => `${count}`));
        expect(words.at(-1) === 'ends').toBe(index < 2);
      });
    }
    expect(said.stderr.filter((line) => line.startsWith('go-containers: following'))).toEqual([
      `go-containers: following ${CONTAINER} (${first})`,
      `go-containers: following ${CONTAINER} (${second})`,
    ]);

    const last = goContainers(
      stack,
      'logs',
      'operating/counts',
      '--no-follow',
      '--tail',
      '3',
      '--since',
      '1h',
    );
    expect(last.status).toBe(0);
    expect(Object.keys(runsIn(last.stdout.split('\n')))[0]).toMatch(/^two-/);
    expect(goContainers(stack, 'logs', 'operating/count')).toMatchObject({
      status: 2,
      stderr: 'no synthesized service is called "operating/count"; there is operating/counts\n',
    });
  });

  test('recover lists what Terraform lost, and after its commands an apply converges with all data', () => {
    const stack = testStack();
    deploy(stack, 'one');
    expect(goContainers(stack, 'recover', 'operating')).toMatchObject({ status: 0, stdout: '' });
    const [first] = runsInVolume();
    forget(stack, /^docker_(container|network|volume)\./);
    const lost = goContainers(stack, 'recover', 'operating');
    expect(lost.stdout).toBe(`# container operating-counts of operating/counts: Terraform makes it anew
docker container rm --force operating-counts
# network operating-network: found by its name alone
docker network rm operating-network
# volume operating-data of operating/data: nothing to do: the next apply takes it over with what is in it
# then: cdktf deploy operating
`);
    expect(lost.status).toBe(1);
    output('sh', ['-e', '-c', lost.stdout]);
    stack.apply();
    expect(actions(stack)).toEqual(['no-op']);
    expect(runsInVolume()).toEqual([first, expect.stringContaining('one')]);

    // A network whose containers Terraform still knows.
    forget(stack, /^docker_network\./);
    const network = goContainers(stack, 'recover', 'operating');
    expect(network.status).toBe(1);
    output('sh', ['-e', '-c', network.stdout]);
    stack.apply();
    expect(actions(stack)).toEqual(['no-op']);
    expect(goContainers(stack, 'recover', 'operating')).toMatchObject({ status: 0, stdout: '' });
  });

  test('recover finds the container that an apply was making when it was killed', async () => {
    const stack = testStack();
    describeStack(stack, 'one', Job);
    await killApplyAtStart(stack);
    describeStack(stack, 'two');
    expect(() => {
      stack.apply();
    }).toThrow(CONTAINER);
    const lost = goContainers(stack, 'recover', 'operating');
    expect(lost.stdout).toBe(`# container operating-counts of operating/counts: Terraform makes it anew
docker container rm --force operating-counts
# then: cdktf deploy operating
`);
    output('sh', ['-e', '-c', lost.stdout]);
    stack.apply();
    expect(actions(stack)).toEqual(['no-op']);
  });
});

/** Kills Terraform with its providers as soon as the container has started, whose end it waits for. */
async function killApplyAtStart(stack: TestStack): Promise<void> {
  const filters = ['--filter', `container=${CONTAINER}`, '--filter', 'event=start'];
  // From now on, however long the command takes to begin.
  const since = `${Math.floor(Date.now() / 1000)}`;
  const events = spawn('docker', ['events', '--since', since, ...filters], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const apply = spawn(machine().terraform, ['apply', '-input=false', '-auto-approve'], {
    cwd: stack.folder,
    env: environment,
    stdio: 'ignore',
    detached: true,
  });
  const ended = once(apply, 'exit');
  try {
    await Promise.race([once(events.stdout, 'data'), ended]);
    expect(apply.exitCode).toBeNull();
    process.kill(-apply.pid!, 'SIGKILL');
    await ended;
  } finally {
    events.kill();
  }
}

/** Takes resources out of the state, as if Terraform had never come to write it. */
function forget(stack: TestStack, addresses: RegExp): void {
  const state = (...args: string[]): string =>
    output(machine().terraform, [`-chdir=${stack.folder}`, 'state', ...args]);
  const known = state('list')
    .split('\n')
    .filter((address) => addresses.test(address));
  state('rm', ...known);
}
