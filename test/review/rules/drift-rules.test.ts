import type { Fields } from '../../../lib/core/json';
import { DRIFT_RULES } from '../../../lib/review/rules/drift-rules';
import type { Effect, ResourceChange } from '../../../lib/review/model/plan';
import { changeOf, contextWith, type ContextParts } from '../support/plan-builder';
import { judgedBy, verdictsBy } from '../support/judged';

const judged = (parts: ContextParts) => judgedBy(DRIFT_RULES, contextWith(parts));
const found = (parts: ContextParts) => verdictsBy(DRIFT_RULES, contextWith(parts));

const WEB = 'docker_container.web';
const drifted = (before: Fields, after: Fields | undefined, address = WEB) =>
  changeOf(address, { before, after, effect: after === undefined ? 'delete' : 'update' });
const planned = (effect: Effect, address = WEB, others: Partial<ResourceChange> = {}) =>
  changeOf(address, { before: {}, after: {}, effect, ...others });

describe('CR-DRIFT-1', () => {
  test('warns when somebody has changed a container by hand, with the names of what was changed', () => {
    expect(
      judged({
        drift: [
          drifted(
            { memory: 256, restart: 'no', name: 'web' },
            { memory: 512, restart: 'always', name: 'web' },
          ),
        ],
        changes: [planned('update')],
      }),
    ).toEqual([
      {
        rule: 'CR-DRIFT-1',
        severity: 'warn',
        address: WEB,
        effect: 'changed outside of Terraform: memory, restart; the plan changes it in place',
        fix: 'declare what somebody changed by hand if it is to stay',
      },
    ]);
  });

  test('warns when a container has stopped', () => {
    const stopped = (after: Fields) => judged({ drift: [drifted({ must_run: true, memory: 1 }, after)] })[0]!;
    expect(stopped({ must_run: false, memory: 1 }).effect).toBe(
      'it has stopped; the plan does nothing about it',
    );
    expect(stopped({ must_run: false, memory: 2 }).effect).toContain(
      'it has stopped, and was changed outside of Terraform: memory',
    );
  });

  test.each<[Effect, string]>([
    ['create', 'the plan makes it anew'],
    ['replace', 'the plan replaces it'],
    ['delete', 'the plan removes it'],
    ['none', 'the plan does nothing about it'],
  ])('warns when something is gone, and tells what the plan does: %s', (effect, text) => {
    const other = planned('none', 'docker_network.other');
    const [finding] = judged({ drift: [drifted({}, undefined)], changes: [planned(effect), other] });
    expect(finding!.effect).toContain(`it is not there any more`);
    expect(finding!.effect).toContain(text);
  });

  test('holds for what every first plan after a deploy has', () => {
    expect(
      found({
        drift: [
          drifted(
            {
              dns: null,
              group_add: null,
              storage_opts: null,
              tmpfs: null,
              privileged: null,
              cpu_shares: null,
            },
            { dns: [], group_add: [], storage_opts: {}, tmpfs: {}, privileged: false, cpu_shares: 0 },
          ),
          drifted({ ipam_options: null }, { ipam_options: {} }, 'docker_network.app'),
          drifted({ driver_opts: null }, { driver_opts: {} }, 'docker_volume.data'),
        ],
      }),
    ).toEqual([]);
  });

  test('holds for what the Engine makes up at every start', () => {
    expect(
      found({
        drift: [
          drifted(
            { network_data: [{ ip_address: '172.18.0.2' }], exit_code: 0, id: 'a', bridge: '' },
            { network_data: [{ ip_address: '172.18.0.3' }], exit_code: 1, id: 'b', bridge: 'x' },
          ),
        ],
      }),
    ).toEqual([]);
  });

  test('holds for what a new release of the provider reads for the first time', () => {
    expect(
      found({ drift: [drifted({ platform: null, user: '' }, { platform: 'linux', user: '65532' })] }),
    ).toEqual([]);
    expect(found({ drift: [drifted({ log_driver: 'local' }, { log_driver: 'json-file' })] })).toEqual([
      'CR-DRIFT-1 warn',
    ]);
  });

  test('holds for other providers, and for what is only read', () => {
    expect(found({ drift: [drifted({ a: 1 }, { a: 2 }, 'aws_instance.x')] })).toEqual([]);
    expect(found({ drift: [{ ...drifted({ a: 1 }, { a: 2 }), isData: true }] })).toEqual([]);
  });
});

describe('a plan against another host', () => {
  const gone = [drifted({}, undefined), drifted({}, undefined, 'docker_volume.data')];
  const made = [
    planned('create', WEB, { before: undefined }),
    planned('create', 'docker_volume.data', { before: undefined }),
  ];
  const ofPlan = (parts: ContextParts) =>
    judged(parts)
      .filter(({ address }) => address === undefined)
      .map(({ effect }) => effect);

  test('is suspected when nothing of what was deployed is there', () => {
    expect(ofPlan({ drift: gone, changes: made })).toEqual([
      'nothing of what was deployed is there (2 resources are gone): this plan may have been made against another Docker host',
    ]);
  });

  test('is not suspected when something is there', () => {
    expect(ofPlan({ drift: gone, changes: [...made, planned('none', 'docker_network.app')] })).toEqual([]);
  });

  test('is not suspected at a first deploy, or when nothing of a host is made anew', () => {
    expect(ofPlan({ drift: [], changes: made })).toEqual([]);
    expect(ofPlan({ drift: gone.slice(1), changes: made.slice(1) })).toEqual([]);
  });
});
