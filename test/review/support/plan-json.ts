/** A whole plan of Terraform, as JSON, of a few changes. */
export interface Change {
  readonly address: string;
  readonly actions: readonly string[];
  readonly before?: object;
  readonly after?: object;
  readonly unknown?: object;
  readonly expressions?: object;
}

export function planJson(changes: readonly Change[], variable?: string): string {
  const resources = changes.map((change) => {
    const [type = '', name = ''] = change.address
      .replace(/\[.*\]$/, '')
      .split('.')
      .slice(-2);
    const provider_name = 'registry.terraform.io/kreuzwerker/docker';
    return {
      change,
      type,
      name,
      base: { address: change.address, mode: 'managed', type, name, provider_name },
    };
  });
  const side = (which: 'before' | 'after') =>
    resources.flatMap(({ base, change }) => (change[which] ? [{ ...base, values: change[which] }] : []));
  return JSON.stringify({
    format_version: '1.2',
    terraform_version: '1.11.4',
    complete: true,
    applyable: true,
    errored: false,
    ...(variable === undefined ? {} : { variables: { secret: { value: variable } } }),
    planned_values: { root_module: { resources: side('after') } },
    prior_state: { format_version: '1.0', values: { root_module: { resources: side('before') } } },
    resource_changes: resources.map(({ base, change }) => ({
      ...base,
      change: {
        actions: change.actions,
        before: change.before ?? null,
        after: change.after ?? null,
        after_unknown: change.unknown ?? {},
        before_sensitive: {},
        after_sensitive: {},
      },
    })),
    configuration: {
      provider_config: { docker: { version_constraint: '3.9.0' } },
      root_module: {
        ...(variable === undefined ? {} : { variables: { secret: { sensitive: true } } }),
        resources: resources.map(({ change, type, name }) => ({
          address: `${type}.${name}`,
          provider_config_key: 'docker',
          expressions:
            change.expressions ??
            Object.fromEntries(
              Object.entries(change.after ?? {}).map(([key, each]) => [
                key,
                { constant_value: each as unknown },
              ]),
            ),
        })),
      },
    },
  });
}

export const HARDENED = {
  name: 'web',
  image: `registry.example.com/app@sha256:${'a'.repeat(64)}`,
  user: '65532:65532',
  read_only: true,
  security_opts: ['no-new-privileges:true'],
  capabilities: [{ add: [], drop: ['ALL'] }],
  network_mode: 'bridge',
  must_run: true,
  start: true,
};
