import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, LocalBackend, TerraformStack } from 'cdktf';
import { machine, output, type TestedProvider } from '../../engine/support/machine';
import { terraform } from '../../engine/support/terraform-stack';
import type { Declare, Deployed, Planned } from './review-case';
import { leaveNothing } from './leave-nothing';
import { StandIns } from './stand-ins';

/** What Terraform says of one plan. */
export interface RecordedPlan {
  /** The words of `terraform plan`. */
  readonly text: string;
  /** The words of `terraform show -json`. */
  readonly json: string;
  /** The synthesized stack. */
  readonly stack: string;
}

/** A stack that is deployed and planned with Terraform itself. */
export class RecordedStack {
  private readonly outdir = mkdtempSync(join(tmpdir(), 'go-containers-review-'));
  private readonly provider: TestedProvider;
  private readonly standIns = new StandIns();

  /** @param id of the stack, and so the beginning of its names on the Engine */
  public constructor(private readonly id: string) {
    const provider = machine().providers.find(({ real }) => real);
    if (provider === undefined) {
      throw new Error('recording needs the real Docker provider');
    }
    this.provider = provider;
  }

  /** Brings the Engine into a state. */
  public deploy(deployed: Deployed): void {
    const { declare, variables = {}, applyArguments = [], fails = false, after, standIns = {} } = deployed;
    if (after) {
      this.deploy(after);
    }
    this.standIns.add(standIns);
    this.synthesize(declare);
    const apply = (): void => {
      this.run('apply', ['-input=false', '-auto-approve', ...applyArguments], variables);
    };
    if (fails) {
      mustFail(apply);
    } else {
      apply();
    }
  }

  /** Makes a plan. */
  public plan({
    declare,
    variables = {},
    meanwhile = [],
    planArguments = [],
    fails = false,
  }: Planned): RecordedPlan {
    meanwhile.forEach((args) => output('docker', args));
    this.synthesize(declare);
    const plan = (): string => this.run('plan', ['-input=false', '-out=plan', ...planArguments], variables);
    const text = planText(fails ? mustFail(plan) : plan());
    const json = this.run('show', ['-json', 'plan'], variables);
    return { text, json, stack: readFileSync(join(this.folder, 'cdk.tf.json'), 'utf8') };
  }

  /** Forgets what was deployed, and removes it from the Engine. */
  public clear(): void {
    leaveNothing(this.id);
    this.standIns.remove();
    rmSync(join(this.outdir, `${this.id}.tfstate`), { force: true });
  }

  /** The same, and the folder too. */
  public dispose(): void {
    try {
      this.clear();
    } finally {
      rmSync(this.outdir, { recursive: true, force: true });
    }
  }

  private get folder(): string {
    return join(this.outdir, 'stacks', this.id);
  }

  private synthesize(declare: Declare): void {
    const app = new App({ outdir: this.outdir, stackTraces: false });
    const stack = new TerraformStack(app, this.id);
    new LocalBackend(stack, { path: `../../${this.id}.tfstate` });
    declare(stack);
    app.synth();
    this.run('init', ['-input=false'], {});
  }

  private run(verb: string, args: readonly string[], variables: Readonly<Record<string, string>>): string {
    const environment = Object.entries(variables).map(([name, value]) => [`TF_VAR_${name}`, value]);
    return terraform(
      this.provider,
      this.folder,
      verb,
      args,
      Object.fromEntries(environment) as Record<string, string>,
    );
  }
}

/** What a reader of a plan reads: not what was looked at, in no certain order, and not what to do next. */
function planText(said: string): string {
  return said
    .replace(/^.*: (?:Refreshing state|Reading|Read complete|Still reading)\.*.*\n/gm, '')
    .replace(/\n─+\n[^]*$/, '')
    .replace(/^\n+/, '');
}

/** What Terraform said when it failed. */
function mustFail(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('it was meant to fail, and did not');
}
