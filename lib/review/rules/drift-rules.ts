import { at } from '../../core/json';
import { changedAttributes } from '../plan/changed-attributes';
import { dockerChanges, isManaged } from './docker-changes';
import type { Finding } from '../model/finding';
import { joined, type Phrase, say, value } from '../model/phrase';
import type { Effect, ResourceChange } from '../model/plan';
import type { Judge, ReviewContext } from '../model/rule';

/** What the Engine or the provider makes up anew whenever a container starts, or whatever happens to it. */
const COMPUTED = new Set([
  'bridge',
  'container_logs',
  'exit_code',
  'gateway',
  'id',
  'ip_address',
  'ip_prefix_length',
  'mountpoint',
  'network_data',
  'repo_digest',
  'scope',
]);

/** What the provider reads only where it was not said: the first reading is no news. */
const READ_BACK = new Set([
  'command',
  'driver',
  'endpoint_spec',
  'entrypoint',
  'env',
  'healthcheck',
  'hostname',
  'init',
  'internal',
  'ipam_config',
  'ipc_mode',
  'labels',
  'log_driver',
  'mode',
  'options',
  'platform',
  'runtime',
  'security_opts',
  'shm_size',
  'stop_signal',
  'stop_timeout',
  'user',
  'working_dir',
]);

const changedByHand: Judge = (context) => {
  const planned = new Map(dockerChanges(context).map((change) => [change.address, change.effect]));
  const drift = context.plan.drift.filter(isManaged);
  return [
    ...drift.flatMap((change) => drifted(change, planned.get(change.address))),
    ...anotherHost(context, drift),
  ];
};

function drifted(change: ResourceChange, planned: Effect | undefined): readonly Finding[] {
  const finding = { rule: 'CR-DRIFT-1', severity: 'warn', address: change.address } as const;
  if (change.effect === 'delete') {
    return [
      {
        ...finding,
        effect: say`it is not there any more: somebody removed it, or it had stopped and the provider took it away while it looked; ${next(planned)}`,
        fix: say`find out who or what ended it; if nobody did, the plan was made against another Docker host`,
      },
    ];
  }
  const attributes = newsIn(change);
  if (attributes.length === 0) {
    return [];
  }
  const isStopped = change.before?.must_run === true && change.after?.must_run === false;
  const others = attributes.filter((each) => !(isStopped && each === 'must_run'));
  const changed = say`changed outside of Terraform: ${joined(
    others.map((each) => value(each)),
    ', ',
  )}`;
  const what = !isStopped
    ? changed
    : others.length === 0
      ? say`it has stopped`
      : say`it has stopped, and was ${changed}`;
  return [
    {
      ...finding,
      effect: say`${what}; ${next(planned)}`,
      fix: isStopped
        ? say`look into its logs for why it stopped`
        : say`declare what somebody changed by hand if it is to stay`,
    },
  ];
}

/** The attributes that somebody changed. */
function newsIn(change: ResourceChange): readonly string[] {
  const { before = {} } = change;
  // Drift is what was read: nothing in it is known later.
  return changedAttributes({ ...change, afterUnknown: {} }).filter(
    (each) => !COMPUTED.has(each) && !(READ_BACK.has(each) && isNothing(at(before, each))),
  );
}

function isNothing(value: unknown): boolean {
  return (
    value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0)
  );
}

/** What the plan does about it. */
function next(planned: Effect | undefined): Phrase {
  switch (planned) {
    case 'create':
      return say`the plan makes it anew`;
    case 'update':
      return say`the plan changes it in place`;
    case 'replace':
    case 'replace-create-first':
      return say`the plan replaces it`;
    case 'delete':
      return say`the plan removes it`;
    default:
      return say`the plan does nothing about it`;
  }
}

/**
 * Against another Docker host nothing of what was deployed is there, and a plan makes all of it (kreuzwerker/terraform-provider-docker#571).
 */
function anotherHost(context: ReviewContext, drift: readonly ResourceChange[]): readonly Finding[] {
  const gone = new Set(drift.filter(({ effect }) => effect === 'delete').map(({ address }) => address));
  const isRemade = dockerChanges(context).some(
    ({ address, type, effect }) => effect === 'create' && gone.has(address) && OF_A_HOST.includes(type),
  );
  const isAnythingThere = dockerChanges(context).some(
    ({ before, deposed }) => before !== undefined && deposed === undefined,
  );
  return isRemade && !isAnythingThere
    ? [
        {
          rule: 'CR-DRIFT-1',
          severity: 'warn',
          effect: say`nothing of what was deployed is there (${gone.size} resources are gone): this plan may have been made against another Docker host`,
          fix: say`plan with the DOCKER_HOST of the deploy, or with -refresh=false where that cannot be reached`,
        },
      ]
    : [];
}

/** What every stack has on its host; what a registry or a swarm has is seen from everywhere. */
const OF_A_HOST = ['docker_container', 'docker_image'];

/** Where the Engine has something else than Terraform deployed. */
export const DRIFT_RULES: readonly Judge[] = [changedByHand];
