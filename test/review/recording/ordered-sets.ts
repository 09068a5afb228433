type Values = Readonly<Record<string, unknown>>;

/** A plan, as far as sets are in it. */
interface PlanWithSets {
  readonly resource_changes?: readonly { readonly change: Change }[];
  readonly resource_drift?: readonly { readonly change: Change }[];
  readonly planned_values?: State;
  readonly prior_state?: { readonly values?: State };
}

interface Change {
  readonly before: unknown;
  readonly before_sensitive?: unknown;
  readonly after: unknown;
  readonly after_sensitive?: unknown;
  readonly after_unknown?: unknown;
}

interface State {
  readonly root_module?: {
    readonly resources?: readonly { readonly values: unknown; readonly sensitive_values?: unknown }[];
  };
}

/** Sets of blocks with ids in them, so that Terraform's order of them differs from run to run. */
const SETS = ['networks_advanced', 'volumes'];

/** Puts such sets into an order of their own, and what is known of their members beside them. */
export function orderSets(plan: PlanWithSets): void {
  [...(plan.resource_changes ?? []), ...(plan.resource_drift ?? [])].forEach(({ change }) => {
    order(change.before, [change.before_sensitive]);
    order(change.after, [change.after_sensitive, change.after_unknown]);
  });
  [plan.planned_values, plan.prior_state?.values]
    .flatMap((state) => state?.root_module?.resources ?? [])
    .forEach(({ values, sensitive_values }) => {
      order(values, [sensitive_values]);
    });
}

function order(values: unknown, mirrors: readonly unknown[]): void {
  SETS.forEach((name) => {
    const set = member(values, name);
    if (!Array.isArray(set)) {
      return;
    }
    const texts = set.map((each) => JSON.stringify(each));
    const places = texts
      .map((_, index) => index)
      .sort((left, right) => (texts[left]! < texts[right]! ? -1 : 1));
    [values, ...mirrors].forEach((mirror) => {
      const list = member(mirror, name);
      if (Array.isArray(list)) {
        (mirror as Record<string, unknown>)[name] = places.map((place) => list[place] as unknown);
      }
    });
  });
}

function member(values: unknown, name: string): unknown {
  return typeof values === 'object' && values !== null ? (values as Values)[name] : undefined;
}
