import { type ChildProcess, spawn } from 'node:child_process';
import {
  closeSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  statfsSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { output } from './machine';

const BRIDGE = 'gc-second';
/** A network that nobody else has, as long as nobody runs this twice at once. */
const ADDRESS = '10.219.0.1/24';
const PATIENCE_SECONDS = 60;
const LAST_CHARACTERS = 2_000;
const MEBIBYTE = 1_048_576;
/** Less than any build needs. */
const LEFT_WHEN_FULL = 2 * MEBIBYTE;

/**
 * An Engine of the test's own beside the machine's, to be restarted and filled up: it takes `dockerd` and root.
 *
 * Socket, data, containerd and bridge are its own, and it changes no rule of the machine's packet filter. So its containers reach
 * nothing outside, and its published ports are answered by its proxy processes.
 */
export class SecondEngine {
  /** @param mebibytes room for all that it keeps, in memory */
  public static async make(mebibytes: number): Promise<SecondEngine> {
    const engine = new SecondEngine(mebibytes);
    try {
      await engine.start();
    } catch (error) {
      await engine.remove();
      throw error;
    }
    return engine;
  }

  private readonly folder = mkdtempSync(join(tmpdir(), 'gc-engine-'));
  private readonly data = join(this.folder, 'data');
  private dockerd?: ChildProcess;

  private constructor(mebibytes: number) {
    mkdirSync(this.data);
    writeFileSync(join(this.folder, 'daemon.json'), '{}');
    output('mount', ['-t', 'tmpfs', '-o', `size=${mebibytes}m`, 'tmpfs', this.data]);
    output('ip', ['link', 'add', 'name', BRIDGE, 'type', 'bridge']);
    output('ip', ['address', 'add', ADDRESS, 'dev', BRIDGE]);
    output('ip', ['link', 'set', BRIDGE, 'up']);
  }

  /** Address, as DOCKER_HOST has it. */
  public get host(): string {
    return `unix://${join(this.folder, 'docker.sock')}`;
  }

  /** What leads Docker's command to it. */
  public get arguments(): string[] {
    return ['--host', this.host];
  }

  /** Takes images over from the machine's Engine. */
  public copy(images: readonly string[]): void {
    const script = 'host=$1; shift; docker image save "$@" | docker --host "$host" image load';
    output('sh', ['-c', script, 'sh', this.host, ...images]);
  }

  /** Leaves no room for anything; gives what makes room again. */
  public fill(): () => void {
    const path = join(this.data, 'filler');
    const file = openSync(path, 'w');
    const zeros = Buffer.alloc(MEBIBYTE);
    for (let room = this.room(); room > LEFT_WHEN_FULL; room = this.room()) {
      writeSync(file, zeros, 0, Math.min(MEBIBYTE, room - LEFT_WHEN_FULL));
    }
    closeSync(file);
    return () => {
      rmSync(path);
    };
  }

  /** Starts it, with the containers that it restarts. */
  public async start(): Promise<void> {
    const own = (name: string): string => join(this.folder, name);
    const log = openSync(own('dockerd.log'), 'a');
    const dockerd = spawn(
      'dockerd',
      [
        ...['--config-file', own('daemon.json'), '--host', this.host, '--pidfile', own('docker.pid')],
        ...['--data-root', this.data, '--exec-root', own('run'), '--containerd-namespace', 'gc-second'],
        // No address pool: an Engine that is started again with one removes docker0, which is the other Engine's.
        ...['--bridge', BRIDGE],
        ...['--iptables=false', '--ip6tables=false', '--ip-forward=false', '--ip-masq=false'],
      ],
      // Images that it takes over are unpacked beside its data, not in it.
      { stdio: ['ignore', log, log], env: { ...process.env, DOCKER_TMPDIR: this.folder } },
    );
    closeSync(log);
    this.dockerd = dockerd;
    // One that cannot be started at all has no exit, and an error without a listener would end the tests.
    dockerd.once('error', () => undefined);
    const patience = performance.now() + PATIENCE_SECONDS * 1_000;
    while (!this.answers()) {
      if (hasEnded(dockerd) || performance.now() > patience) {
        const said = readFileSync(own('dockerd.log'), 'utf8').slice(-LAST_CHARACTERS);
        throw new Error(
          `dockerd does not answer at ${this.host}; is it installed, and are you root?\n${said}`,
        );
      }
      await pause(100);
    }
  }

  /** Stops it as a service manager does, with all its containers. */
  public async stop(): Promise<void> {
    const { dockerd } = this;
    if (dockerd !== undefined && !hasEnded(dockerd)) {
      const ended = new Promise((resolve) => dockerd.once('exit', resolve));
      dockerd.kill('SIGTERM');
      await ended;
    }
  }

  /** Removes it with everything that it keeps. */
  public async remove(): Promise<void> {
    await this.stop();
    output('umount', [this.data]);
    output('ip', ['link', 'delete', BRIDGE]);
    rmSync(this.folder, { recursive: true, force: true });
  }

  private room(): number {
    const { bavail, bsize } = statfsSync(this.data);
    return bavail * bsize;
  }

  private answers(): boolean {
    try {
      return output('docker', [...this.arguments, 'version', '--format', '{{.Server.Version}}']) !== '';
    } catch {
      return false;
    }
  }
}

function hasEnded({ pid, exitCode, signalCode }: ChildProcess): boolean {
  return pid === undefined || exitCode !== null || signalCode !== null;
}
