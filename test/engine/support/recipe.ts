import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'cdktf';
import type { TestedProvider } from './machine';
import { terraform } from './terraform-stack';

/** A stack as users have it, deployed with Terraform itself. */
export class Recipe {
  private readonly root = mkdtempSync(join(tmpdir(), 'go-containers-recipe-'));

  public constructor(
    private readonly provider: TestedProvider,
    /** Id of the stack, and so the beginning of its names on the Engine. */
    public readonly id: string,
    /** Values of Terraform variables, by name. */
    private readonly variables: Readonly<Record<string, string>> = {},
  ) {}

  /** Folder that Terraform works in. */
  public get folder(): string {
    return join(this.root, 'cdktf.out', 'stacks', this.id);
  }

  /** Writes the app with the stack that `make` makes in it. */
  public synthesize(make: (app: App, id: string) => void): void {
    const app = new App({ outdir: join(this.root, 'cdktf.out'), stackTraces: false });
    make(app, this.id);
    app.synth();
    this.terraform('init', '-input=false');
  }

  public apply(): void {
    // One image after the other: side by side, each would compile the standard library for itself.
    this.terraform('apply', '-input=false', '-auto-approve', '-parallelism=1');
  }

  /** What the next plan would change: addresses of resources, and of outputs. */
  public changes(): string[] {
    this.terraform('plan', '-input=false', '-out=plan');
    const { resource_changes = [], output_changes = {} } = JSON.parse(
      this.terraform('show', '-json', 'plan'),
    ) as {
      resource_changes?: { address: string; change: { actions: string[] } }[];
      output_changes?: Record<string, { actions: string[] }>;
    };
    const isChange = (actions: string[]): boolean => actions.join() !== 'no-op';
    return [
      ...resource_changes.filter(({ change }) => isChange(change.actions)).map(({ address }) => address),
      ...Object.keys(output_changes).filter((name) => isChange(output_changes[name]!.actions)),
    ];
  }

  /** Values of the outputs, by name. */
  public outputs(): Record<string, unknown> {
    const outputs = JSON.parse(this.terraform('output', '-json')) as Record<string, { value: unknown }>;
    return Object.fromEntries(Object.entries(outputs).map(([name, { value }]) => [name, value]));
  }

  /** Destroys what was applied, and removes the folder. */
  public destroy(): void {
    this.terraform('destroy', '-input=false', '-auto-approve');
    rmSync(this.root, { recursive: true, force: true });
  }

  private terraform(verb: string, ...args: string[]): string {
    const variables = Object.entries(this.variables).map(
      ([name, value]) => [`TF_VAR_${name}`, value] as const,
    );
    return terraform(this.provider, this.folder, verb, args, Object.fromEntries(variables));
  }
}
