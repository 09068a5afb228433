import { App, LocalBackend, TerraformStack, Testing } from 'cdktf';
import { DockerHost } from '../../lib';
import { temporaryFolder } from './go-module';

/** Attributes of one resource as Terraform gets them. */
export type Attributes = Record<string, unknown>;

/** What a stack synthesizes to, looked into by type. */
export class Synthesized {
  public constructor(public readonly json: { resource?: Record<string, Record<string, Attributes>> }) {}

  /** All resources of a type, in the order of their names. */
  public all(type: string): Attributes[] {
    const resources = this.json.resource?.[type] ?? {};
    return Object.keys(resources)
      .sort()
      .map((name) => resources[name] ?? {});
  }

  /** The only resource of a type. */
  public one(type: string): Attributes {
    const all = this.all(type);
    expect(all).toHaveLength(1);
    return all[0] ?? {};
  }

  /** The facts of the stack, by construct path. */
  public get facts(): Record<string, Attributes> {
    const [facts] = Object.entries(this.json.resource?.terraform_data ?? {}).filter(([name]) =>
      name.includes('facts'),
    );
    return facts?.[1].input as Record<string, Attributes>;
  }
}

/** Synthesizes a stack called `dev` with a Docker host and what `build` adds, validations included. */
export function synthesize(build: (stack: TerraformStack) => void): Synthesized {
  const stack = new TerraformStack(Testing.app({ outdir: temporaryFolder() }), 'dev');
  new DockerHost(stack, 'docker');
  build(stack);
  return new Synthesized(JSON.parse(Testing.synth(stack, true)) as Synthesized['json']);
}

/** The text of all validation errors; fails when there is none. */
export function problemsOf(build: (stack: TerraformStack) => void): string {
  try {
    synthesize(build);
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('the stack is valid');
}

/** Synthesizes for real, with files, and gives the output folder. */
export function synthesizeToFolder(build: (app: App) => void, outdir: string = temporaryFolder()): string {
  const app = new App({ outdir, stackTraces: false });
  build(app);
  app.synth();
  return outdir;
}

/** A stack with a Docker host and a backend that names no absolute path. */
export function stackIn(app: App, id: string): TerraformStack {
  const stack = new TerraformStack(app, id);
  new LocalBackend(stack, { path: `${id}.tfstate` });
  new DockerHost(stack, 'docker');
  return stack;
}
