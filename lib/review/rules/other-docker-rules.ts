import { Attributes } from '../plan/attributes';
import { dockerChanges, isDestroyed } from './docker-changes';
import type { Finding } from '../model/finding';
import { type Found, foundWhen, toldLater } from './judged-container';
import { name, say, value } from '../model/phrase';
import type { ResourceChange } from '../model/plan';
import { hasUnknown, unknownPart } from '../plan/unknown-parts';
import type { Judge, ReviewContext } from '../model/rule';

/** Both sides of a change that leaves something behind. */
interface Sides {
  readonly before?: Attributes;
  readonly after: Attributes;
  readonly isUnknown: (attribute: string) => boolean;
}

/** What somebody may do by a resource that is no container of the plan. */
function rightsOf(type: string, judgeOne: (sides: Sides) => readonly Found[]): Judge {
  return (context) =>
    changesOf(context, type).flatMap((change) =>
      sidesOf(change).flatMap((sides) =>
        judgeOne(sides).map((found): Finding => ({
          rule: 'CR-PRIV-1',
          address: change.address,
          ...found,
          isBroadening: true,
        })),
      ),
    );
}

function changesOf(context: ReviewContext, type: string): readonly ResourceChange[] {
  return dockerChanges(context).filter((change) => change.type === type);
}

function sidesOf({ before, after, effect, afterUnknown, address }: ResourceChange): readonly Sides[] {
  return after === undefined || effect === 'none' || effect === 'forget'
    ? []
    : [
        {
          before: before === undefined ? undefined : new Attributes(before, address),
          after: new Attributes(after, address),
          isUnknown: (attribute) => hasUnknown(unknownPart(afterUnknown, attribute)),
        },
      ];
}

/** A plugin of the Engine is a program of the host. Another plugin has what the one before had, and is another program. */
const plugins = rightsOf('docker_plugin', ({ before: deployed, after, isUnknown }) => {
  const before = deployed?.text('name') === after.text('name') ? deployed : undefined;
  const hadAll = before?.flag('grant_all_permissions') === true;
  const had = before === undefined ? [] : permissions(before);
  const granted = hadAll ? [] : permissions(after).filter(({ key }) => !had.some((each) => each.key === key));
  const fix = say`check who publishes it, and grant by ${name('grant_permissions')} only what it cannot do without`;
  return [
    ...foundWhen(after.flag('grant_all_permissions') && !hadAll, {
      severity: 'block',
      effect: say`a plugin of the Engine gets every permission that it asks for, and that may be the whole Docker host`,
      fix,
    }),
    ...granted.map(({ permission, rights }): Found => ({
      severity: 'block',
      effect: say`a plugin of the Engine gets a permission on the Docker host: ${value(permission)} (${value(rights)})`,
      fix,
    })),
    ...['grant_all_permissions', 'grant_permissions'].filter(isUnknown).map(toldLater),
  ];
});

interface Permission {
  readonly permission: string;
  readonly rights: string;
  readonly key: string;
}

function permissions(plugin: Attributes): readonly Permission[] {
  return plugin
    .blocks('grant_permissions')
    .map((each) => ({
      permission: each.text('name') ?? '',
      rights: [...each.texts('value')].sort().join(', '),
    }))
    .map((each) => ({ ...each, key: `${each.permission}\0${each.rights}` }))
    .sort((left, right) => (left.key < right.key ? -1 : 1));
}

/** What a build may do on the host where its builder allows it. */
const builders = rightsOf('docker_buildx_builder', ({ before, after, isUnknown }) => {
  const had = before === undefined ? [] : allowedBy(before);
  const config = after.text('buildkit_config') ?? '';
  return [
    ...allowedBy(after)
      .filter((each) => !had.includes(each))
      .map((each): Found => ({
        severity: 'block',
        effect: say`a build may do on the Docker host what a container may not: its builder has ${each}`,
        fix: say`leave that out, and let the build do without it`,
      })),
    ...foundWhen(config !== '' && config !== before?.text('buildkit_config'), {
      severity: 'warn',
      effect: say`whether builds get more rights cannot be told, because ${name('buildkit_config')} names a file of settings, which is not in the plan`,
      fix: say`read that file, and look for ${name('insecure-entitlements')} and for networks in it`,
    }),
    ...BUILDER_ATTRIBUTES.filter(isUnknown).map(toldLater),
  ];
});

const BUILDER_ATTRIBUTES = ['buildkit_flags', 'buildkit_config', 'driver_options', 'docker_container'];

function allowedBy(builder: Attributes): readonly string[] {
  const flags = builder.text('buildkit_flags') ?? '';
  const options = builder.map('driver_options');
  const networks = [
    options.network,
    ...builder.blocks('docker_container').map((each) => each.text('network')),
  ];
  return [
    ...(/\bsecurity\.insecure\b/.test(flags) ? ['builds that are privileged (security.insecure)'] : []),
    ...(/\bnetwork\.host\b/.test(flags) ? ['builds on the network of the host (network.host)'] : []),
    ...(networks.includes('host') || /--oci-worker-net[=\s]+host\b/.test(flags)
      ? ['the network of the host']
      : []),
    ...(options.privileged === 'true' ? ['a privileged container'] : []),
  ];
}

/** What is in its files is not in a plan. */
const composed = rightsOf('docker_compose', () => [
  {
    severity: 'warn',
    effect: say`what its containers may do, mount and publish cannot be told: it is in files of Compose, and this review cannot look into them`,
    fix: say`read what changes in these files, or declare the containers in the configuration itself`,
  },
]);

const composedTakenAway: Judge = (context) =>
  changesOf(context, 'docker_compose')
    .filter(({ effect }) => isDestroyed(effect))
    .map(({ address }) => ({
      rule: 'CR-DOWN-1',
      severity: context.isCritical ? 'block' : 'warn',
      address,
      effect: say`all containers of its Compose project are stopped and removed; which these are, this review cannot see`,
      fix: say`list them by "docker compose ps", and apply it when nobody needs them`,
    }));

/** Resources of the Docker provider that are no containers, and run something on the host all the same. */
export const OTHER_DOCKER_RULES: readonly Judge[] = [plugins, builders, composed, composedTakenAway];
