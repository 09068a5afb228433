import type { TerraformStack } from 'cdktf';

/** Declares what is in a stack. */
export type Declare = (stack: TerraformStack) => void;

/** Something that is deployed. */
export interface Deployed {
  readonly declare: Declare;
  /** Values of Terraform's variables, by their names. */
  readonly variables?: Readonly<Record<string, string>>;
  /** Further arguments of `terraform apply`. */
  readonly applyArguments?: readonly string[];
  /** Whether the deploy is meant to fail half way. */
  readonly fails?: boolean;
  /** What is deployed before it. */
  readonly after?: Deployed;
  /** Images that may not be had here, each with the one that stands for it as long as this is deployed. */
  readonly standIns?: Readonly<Record<string, string>>;
}

/** A plan that is recorded. */
export interface Planned {
  readonly declare: Declare;
  /** What is deployed when the plan is made, where it is not that of the case; nothing is deployed when neither says it. */
  readonly before?: Deployed;
  readonly variables?: Readonly<Record<string, string>>;
  /** Arguments of `docker`: what somebody does by hand between the deploy and the plan. */
  readonly meanwhile?: readonly (readonly string[])[];
  /** Further arguments of `terraform plan`. */
  readonly planArguments?: readonly string[];
  /** Whether planning is meant to fail half way. */
  readonly fails?: boolean;
}

/** What all that is recorded has in common. */
interface Recorded {
  /** What is deployed when the plans are made. */
  readonly before?: Deployed;
  /** Whether the Engine has to be in a swarm. */
  readonly swarm?: boolean;
}

/** One rule of the review, the smallest plan that it speaks of, and the nearest one that it does not speak of. */
export interface ReviewCase extends Recorded {
  /** Id of the rule: `CR-DATA-1`. */
  readonly rule: string;
  /** What tells further cases of the rule from the first: a word. */
  readonly variant?: string;
  readonly fires: Planned;
  readonly holds: Planned;
}

/** Plans that are no rule's own. */
export interface FurtherPlans extends Recorded {
  /** Last word of the id of the stack. */
  readonly stack: string;
  /** By the names of the goldens, with their folder: `extra/first-deploy`. */
  readonly plans: Readonly<Record<string, Planned>>;
  /** Whether the words of `terraform plan` and the synthesized stack are recorded beside them. */
  readonly beside?: boolean;
}
