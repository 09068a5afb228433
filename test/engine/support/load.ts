import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { output } from './machine';

/** What examples/shop/cmd/load says at its end; times in milliseconds. */
export interface LoadReport {
  readonly seconds: number;
  readonly requests: number;
  readonly failed: number;
  readonly cut: number;
  readonly perSecond: number;
  readonly kinds: Readonly<Record<string, number>>;
  readonly reconnects: Readonly<Record<string, number>>;
  readonly failures: Readonly<Record<string, number>>;
  readonly messages: readonly string[];
  readonly latency: Readonly<Record<'get' | 'post', Latency>>;
  readonly slowOverrun: number;
  readonly versions: readonly { readonly version: string; readonly count: number }[];
  readonly longestGap: number;
}

export interface Latency {
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly max: number;
}

const SHOP = resolve(__dirname, '../../../examples/shop');
let built: string | undefined;

/** The load generator, compiled once. */
function program(): string {
  if (built === undefined) {
    built = join(mkdtempSync(join(tmpdir(), 'go-containers-load-')), 'load');
    output('go', ['build', '-C', SHOP, '-o', built, './cmd/load']);
  }
  return built;
}

/** Requests without a pause, from many clients at once, until it is told to end. */
export class Load {
  /** @param options of the load generator, such as `-connections 8` */
  public static start(url: string, ...options: readonly string[]): Load {
    const args = ['-url', url, '-duration', '1h', '-every', '200ms', ...options];
    return new Load(spawn(program(), args, { stdio: ['ignore', 'pipe', 'inherit'] }));
  }

  private text = '';
  private readonly begun: Promise<void>;
  private readonly ended: Promise<void>;

  private constructor(private readonly child: ChildProcess) {
    child.stdout!.setEncoding('utf8').on('data', (piece: string) => {
      this.text += piece;
    });
    this.begun = new Promise((resolve) => {
      child.stdout!.once('data', resolve).once('close', resolve);
    });
    this.ended = new Promise((resolve, reject) => {
      child.once('error', reject).once('close', () => {
        resolve();
      });
    });
  }

  /** Ends it, and gives what became of all requests. */
  public async end(): Promise<LoadReport> {
    // Before that it would not hear the signal.
    await this.begun;
    this.child.kill('SIGTERM');
    await this.ended;
    const last = this.text.trim().split('\n').at(-1)!;
    return JSON.parse(last) as LoadReport;
  }

  /** How many requests there were by now. */
  public get requests(): number {
    const line = this.text.slice(0, this.text.lastIndexOf('\n')).split('\n').at(-1) ?? '';
    return line === '' ? 0 : (JSON.parse(line) as { requests: number }).requests;
  }
}
