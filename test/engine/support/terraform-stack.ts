import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, LocalBackend, TerraformStack } from 'cdktf';
import { DockerHost } from '../../../lib';
import { machine, type TestedProvider } from './machine';

/** One planned change, as `terraform show -json` has it. */
export interface ResourceChange {
  readonly address: string;
  readonly type: string;
  readonly change: {
    readonly actions: string[];
    readonly before: Record<string, unknown> | null;
    readonly after: Record<string, unknown> | null;
    readonly after_unknown: Record<string, unknown> | boolean;
    readonly replace_paths?: unknown[];
  };
}

/** A stack that a test describes again and again, planned and applied with Terraform itself. */
export class TestStack {
  /** Values of Terraform's variables: `TF_VAR_name` in the environment. */
  public variables: Readonly<Record<string, string>> = {};
  private readonly output = mkdtempSync(join(tmpdir(), 'go-containers-stack-'));

  public constructor(
    private readonly provider: TestedProvider,
    /** Id of the stack, and so the beginning of its names on the Engine. */
    public readonly id: string,
  ) {}

  /** Folder that Terraform works in. */
  public get folder(): string {
    return join(this.output, 'stacks', this.id);
  }

  /** Writes the stack with a Docker host and what `build` adds. */
  public synthesize(build: (stack: TerraformStack) => void): void {
    const app = new App({ outdir: this.output, stackTraces: false });
    const stack = new TerraformStack(app, this.id);
    new LocalBackend(stack, { path: `../../${this.id}.tfstate` });
    new DockerHost(stack, 'docker');
    build(stack);
    app.synth();
    this.terraform('init', '-input=false');
  }

  /** @param parallelism how much is made at once. Images one after the other: side by side, each would compile the standard library. */
  public apply(parallelism = 1): void {
    this.terraform('apply', '-input=false', '-auto-approve', `-parallelism=${parallelism}`);
  }

  /** The changes of a plan, those of the Docker provider only. */
  public plan(...args: string[]): ResourceChange[] {
    this.terraform('plan', '-input=false', '-out=plan', ...args);
    const { resource_changes } = JSON.parse(this.terraform('show', '-json', 'plan')) as {
      resource_changes?: ResourceChange[];
    };
    return (resource_changes ?? []).filter(({ type }) => type.startsWith('docker_'));
  }

  /** What Terraform says of its plan. */
  public planText(): string {
    return this.terraform('plan', '-input=false');
  }

  /** Destroys what was applied, and removes the folder. */
  public destroy(): void {
    // One after the other: Engine 20.10 miscounts what is on a network that several containers leave at once, and keeps it for ever.
    const destroy = ['destroy', '-input=false', '-auto-approve', '-parallelism=1'] as const;
    try {
      this.terraform(...destroy);
    } catch (error) {
      // A busy Engine 20.10 sometimes hears too late that a program which it has killed is gone. By the next time it has.
      if (!/did not receive an exit event|is zombie and can not be killed/.test((error as Error).message)) {
        throw error;
      }
      this.terraform(...destroy);
    }
    rmSync(this.output, { recursive: true, force: true });
  }

  private terraform(verb: string, ...args: string[]): string {
    return terraform(this.provider, this.folder, verb, args, this.variables);
  }
}

/** What Terraform says, in the folder of a stack; throws all of it when it fails. */
export function terraform(
  provider: TestedProvider,
  folder: string,
  verb: string,
  args: readonly string[],
  variables: Readonly<Record<string, string>> = {},
): string {
  const flags = verb === 'show' ? [] : ['-no-color'];
  const { status, stdout, stderr } = spawnSync(machine().terraform, [verb, ...flags, ...args], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, ...provider.environment, ...variables },
    maxBuffer: 64 * 1024 * 1024,
  });
  if (status !== 0) {
    throw new Error(`terraform ${verb} failed:\n${stdout}${stderr}`);
  }
  return stdout;
}
