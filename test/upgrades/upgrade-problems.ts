import { blockOf, type Deployed, type DeployedStack, hostOf, resourcesOf } from './deployed-stack';
import { replacingArguments } from './replacing-arguments';

/**
 * What an upgrade from one synthesized stack to another would replace or remove, one line for each resource.
 *
 * Every argument counts that is not known to change in place. What is new is no problem.
 */
export function upgradeProblems(released: DeployedStack, current: DeployedStack): string[] {
  const now = resourcesOf(current);
  return [
    ...providerProblems(released, current),
    ...[...resourcesOf(released).values()].flatMap((before) => {
      const after = now.get(before.address);
      return after === undefined
        ? [`${before.address} would be removed`]
        : [
            ...replacementProblems(before, after, hostOf(released, before) === hostOf(current, after)),
            ...protectionProblems(before, after),
          ];
    }),
  ];
}

/** Resources that `current` has and `released` has not, by address. */
export function additions(released: DeployedStack, current: DeployedStack): string[] {
  const before = resourcesOf(released);
  return [...resourcesOf(current).keys()].filter((address) => !before.has(address));
}

function replacementProblems(before: Deployed, after: Deployed, isOnSameHost: boolean): string[] {
  // Read with what is ignored now: that is what Terraform goes by.
  const { lifecycle } = after.args;
  const [old, now] = [before.args, after.args].map((args) =>
    replacingArguments(after.type, {
      ...args,
      lifecycle: { ...blockOf(args.lifecycle), ...ignoredBy(lifecycle) },
    }),
  );
  const names = [...new Set([...(old?.keys() ?? []), ...(now?.keys() ?? [])])];
  const changed = [
    ...names.filter((name) => old?.get(name) !== now?.get(name)).sort(),
    ...(isOnSameHost ? [] : ['the Docker host']),
  ];
  return changed.length === 0
    ? []
    : [`${before.address} would be replaced, because these differ: ${changed.join(', ')}`];
}

function ignoredBy(lifecycle: unknown): { readonly ignore_changes: unknown } {
  return { ignore_changes: blockOf(lifecycle).ignore_changes };
}

function protectionProblems(before: Deployed, after: Deployed): string[] {
  const [was, is] = [before, after].map(({ args }) => blockOf(args.lifecycle).prevent_destroy === true);
  return was === true && is !== true ? [`${before.address} would no longer be protected`] : [];
}

/** A provider from elsewhere knows nothing of what another one has made. */
function providerProblems(
  { terraform: released }: DeployedStack,
  { terraform: current }: DeployedStack,
): string[] {
  return Object.entries(released?.required_providers ?? {})
    .filter(([name, { source }]) => current?.required_providers?.[name]?.source !== source)
    .map(([name]) => `provider ${name} would be another one`);
}
