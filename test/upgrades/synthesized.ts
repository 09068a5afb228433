import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, LocalBackend, TerraformStack } from 'cdktf';
import { CACHE_VARIABLE, MIRROR_VARIABLE } from '../../lib';
import type { DeployedStack } from './deployed-stack';
import { edges } from './stacks/edges';
import { environments } from './stacks/environments';
import { beside, hosts } from './stacks/hosts';
import { images } from './stacks/images';
import { services } from './stacks/services';
import { borrower, lender } from './stacks/sharing';

/** The stacks of the upgrade test as this version of the library synthesizes them, by name. */
export function synthesizedStacks(): Readonly<Record<string, DeployedStack>> {
  // Both are part of what images are made from, and belong to the machine.
  [CACHE_VARIABLE, MIRROR_VARIABLE].forEach((name) => {
    Reflect.deleteProperty(process.env, name);
  });
  const outdir = mkdtempSync(join(tmpdir(), 'go-containers-upgrades-'));
  try {
    const app = new App({ outdir, stackTraces: false });
    images(stackIn(app, 'images'));
    services(stackIn(app, 'services'));
    hosts(stackIn(app, 'hosts'));
    beside(stackIn(app, 'beside'));
    edges(stackIn(app, 'edges'));
    environments(stackIn(app, 'environments'));
    const lent = lender(stackIn(app, 'lender'));
    borrower(stackIn(app, 'borrower'), lent);
    app.synth();
    const names = app.node.children.filter((each) => TerraformStack.isStack(each)).map(({ node }) => node.id);
    return Object.fromEntries(names.map((name) => [name, deployedStack(join(outdir, 'stacks', name))]));
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}

function stackIn(app: App, id: string): TerraformStack {
  const stack = new TerraformStack(app, id);
  new LocalBackend(stack, { path: `${id}.tfstate` });
  return stack;
}

function deployedStack(folder: string): DeployedStack {
  const stack = JSON.parse(readFileSync(join(folder, 'cdk.tf.json'), 'utf8'), (key, value: unknown) =>
    // A comment of the framework's.
    key === '//' ? undefined : value,
  ) as DeployedStack;
  return {
    provider: stack.provider,
    resource: stack.resource,
    terraform: { required_providers: stack.terraform?.required_providers },
  };
}
