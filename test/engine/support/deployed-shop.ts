import type { TerraformStack } from 'cdktf';
import { Duration, type HealthOptions } from '../../../lib';
import { declareShop, type Shop, type ShopProps } from '../../../stacks/rollout/shop';
import { PATH_LABEL } from '../../../lib/facts/labels';
import { freePort, inspect, output, type TestedProvider } from './machine';
import { Load } from './load';
import { actions } from './stack-state';
import { TestStack } from './terraform-stack';
import { type Moment, watchedApply, type WatchedApply } from './watched-apply';

/** Asked every second; a deploy waits for twenty. */
export const QUICK: HealthOptions = {
  interval: Duration.seconds(1),
  timeout: Duration.seconds(1),
  startPeriod: Duration.seconds(1),
  retries: 1,
};

/** What a deploy of the shop changes. */
export interface ShopEdit extends Partial<Omit<ShopProps, 'hostPort'>> {
  /** What else is done with it. */
  readonly more?: (shop: Shop, stack: TerraformStack) => void;
}

/** The shop of `stacks/rollout`, deployed again and again while clients use it. */
export class DeployedShop {
  /** @param id of the stack, and beginning of all names on the Engine */
  public static async of(provider: TestedProvider, id: string): Promise<DeployedShop> {
    const shop = new DeployedShop(provider, new TestStack(provider, id), await freePort());
    shop.stack.variables = { TF_VAR_database_password: 'of the tests' };
    return shop;
  }

  private constructor(
    private readonly provider: TestedProvider,
    public readonly stack: TestStack,
    private readonly hostPort: number,
  ) {}

  public get url(): string {
    return `http://127.0.0.1:${this.hostPort}`;
  }

  /** Describes the shop, and deploys nothing yet. */
  public describe({ more, ...props }: ShopEdit): void {
    this.stack.synthesize((scope) => {
      const shop = declareShop(scope, { hostPort: this.hostPort, version: '1', checks: QUICK, ...props });
      more?.(shop, scope);
    });
  }

  /** Deploys it, and tells the moments of the apply. */
  public async deploy(edit: ShopEdit): Promise<WatchedApply> {
    this.describe(edit);
    return watchedApply(this.provider, this.stack, () => undefined);
  }

  /** Deploys it, and kills Terraform at the first moment that is looked for. */
  public async deployUntil(edit: ShopEdit, isIt: (moment: Moment) => boolean): Promise<WatchedApply> {
    this.describe(edit);
    const kills: Moment[] = [];
    const apply = await watchedApply(this.provider, this.stack, (moment, signal) => {
      if (kills.length === 0 && isIt(moment)) {
        kills.push(moment);
        signal('SIGKILL');
      }
    });
    if (kills.length === 0) {
      throw new Error(`the apply had no such moment:\n${apply.moments.join('\n')}`);
    }
    return apply;
  }

  /** Clients of all kinds that ask the edge. */
  public load(...options: readonly string[]): Load {
    return Load.start(this.url, ...options);
  }

  /** What the next plan would do: once `no-op` when nothing. */
  public get next(): readonly string[] {
    return actions(this.stack);
  }

  /** The version that answers. */
  public async version(): Promise<string> {
    return (await (await fetch(this.url)).text()).trim();
  }

  /** Ids of the containers of a construct. */
  public idsOf(id: string): string[] {
    const label = `label=${PATH_LABEL}=${this.stack.id}/${id}`;
    return output('docker', ['container', 'ls', '--all', '--quiet', '--no-trunc', '--filter', label])
      .split('\n')
      .filter(Boolean);
  }

  /** Names of the containers of a construct. */
  public namesOf(id: string): string[] {
    return this.idsOf(id).map((each) => (inspect('container', each) as { Name: string }).Name.slice(1));
  }
}
