import { parsePlan } from '../../../lib/review/plan/parse-plan';
import { readPlan, withoutIndexes } from '../../../lib/review/plan/read-plan';
import { goldens } from '../support/goldens';

const CHANGE = {
  address: 'docker_volume.data',
  mode: 'managed',
  type: 'docker_volume',
  name: 'data',
  provider_name: 'registry.terraform.io/kreuzwerker/docker',
  change: { actions: ['create'], before: null, after: { name: 'data' }, after_unknown: { id: true } },
};

const PLAN = {
  format_version: '1.2',
  terraform_version: '1.11.4',
  planned_values: {
    root_module: { resources: [{ address: CHANGE.address, mode: 'managed', values: { name: 'data' } }] },
  },
  resource_changes: [CHANGE],
  applyable: true,
  complete: true,
  errored: false,
};

function withChange(change: object): typeof PLAN {
  return { ...PLAN, resource_changes: [{ ...CHANGE, ...change }] };
}

describe('parsePlan', () => {
  test.each([
    ['', 'it is empty'],
    ['  \n', 'it is empty'],
    ['{"format_version": "1.2", "secret": "hunter22', 'it is not JSON, or not all of it'],
    ['\uFEFF[]', 'it is JSON, but no object'],
    [Buffer.from(`\uFEFF${JSON.stringify({})}`, 'utf16le').toString('utf8'), 'but UTF-16'],
    [Buffer.from(JSON.stringify({}), 'utf16le').toString('utf8'), 'but UTF-16'],
    [Buffer.from(JSON.stringify({}), 'utf16le').swap16().toString('utf8'), 'but UTF-16'],
    ['[]', 'it is JSON, but no object'],
    ['null', 'it is JSON, but no object'],
    ['{}', 'it has no format_version'],
    ['{"format_version": 1.2}', 'it has no format_version'],
    ['{"format_version": "1.0", "values": {}}', 'a state, or a plan that was cut'],
  ])('refuses %j', (text, words) => {
    expect(() => parsePlan(text)).toThrow(words);
  });

  test('never repeats what it was given, which is full of secrets', () => {
    expect(() => parsePlan('{"password": "hunter22"')).toThrow(/^(?!.*hunter22)/);
  });

  test('refuses a format of which nobody knows what it means, and takes one that has more of the same', () => {
    expect(() => parsePlan(JSON.stringify({ ...PLAN, format_version: '2.0' }))).toThrow('has format 2.0');
    expect(parsePlan(JSON.stringify({ ...PLAN, format_version: '1.99' }))).toBeDefined();
  });
});

describe('readPlan', () => {
  test('reads every recorded plan, and finds no contradiction in it', () => {
    const plans = goldens();
    expect(plans.length).toBeGreaterThan(70);
    for (const { name, text } of plans) {
      expect({ name, found: readPlan(parsePlan(text)).contradictions }).toEqual({ name, found: [] });
    }
  });

  test('passes over members that are new', () => {
    const change = { ...CHANGE, shiny: true, change: { ...CHANGE.change, shiny: [1] } };
    const plan = readPlan({ ...PLAN, shiny: {}, resource_changes: [change] });
    expect(plan.changes).toHaveLength(1);
    expect(plan.notUnderstood).toEqual([]);
  });

  test.each([
    ['resource_changes', { resource_changes: {} }],
    ['resource_changes[0]', { resource_changes: ['x'] }],
    ['change of resource_changes[0]', withChange({ change: undefined })],
    ['actions of resource_changes[0]', withChange({ change: { ...CHANGE.change, actions: 'create' } })],
    ['actions of resource_changes[0]', withChange({ change: { ...CHANGE.change, actions: [] } })],
    ['after of resource_changes[0]', withChange({ change: { ...CHANGE.change, after: 'x' } })],
    ['mode of resource_changes[0]', withChange({ mode: 'managed ' })],
    ['type of resource_changes[0]', withChange({ type: 7 })],
    ['address of resource_changes[0]', withChange({ address: '' })],
    ['errored of the plan', { errored: 'no' }],
    ['checks[0]', { checks: [3] }],
    ['output_changes', { output_changes: [] }],
  ])('says that %s is not what it has to be', (place, damage) => {
    expect(() => readPlan({ ...PLAN, ...damage })).toThrow(
      new RegExp(`^${place.replace(/[[\]]/g, '\\$&')} `),
    );
  });

  test('tells of an action that no release had when this was written', () => {
    const plan = readPlan(withChange({ change: { ...CHANGE.change, actions: ['evaporate'] } }));
    expect(plan.notUnderstood).toEqual(['actions of resource_changes[0]']);
  });

  test('tells of what is planned beside changes of resources', () => {
    expect(readPlan({ ...PLAN, deferred_changes: [{}] }).notUnderstood).toEqual(['deferred_changes']);
    expect(readPlan({ ...PLAN, deferred_changes: [] }).notUnderstood).toEqual([]);
  });

  test.each<[string, object, RegExp]>([
    ['is planned, and no change has it', { resource_changes: [] }, /resource_changes does not have it/],
    ['has another plan than planned_values', { planned_values: {} }, /not in planned_values/],
    [
      'has other values there',
      withChange({ change: { ...CHANGE.change, after: { name: 'x' } } }),
      /something else/,
    ],
    ['has an address of another type', withChange({ type: 'null_resource' }), /does not name its type/],
    ['is created and was there', withChange({ change: { ...CHANGE.change, before: {} } }), /does not fit/],
    [
      'is left alone and changes',
      withChange({ change: { ...CHANGE.change, actions: ['no-op'], before: { name: 'old' } } }),
      /before and after differ/,
    ],
    ['is there twice', { resource_changes: [CHANGE, CHANGE] }, /twice/],
  ])('finds the contradiction that a resource %s', (_name, damage, words) => {
    expect(readPlan({ ...PLAN, ...damage }).contradictions).toEqual(
      expect.arrayContaining([expect.stringMatching(words)]),
    );
  });

  test('does not miss resources in a plan that was made for some of them', () => {
    const prior_state = {
      values: { root_module: { resources: [{ address: 'x.y', mode: 'managed', values: {} }] } },
    };
    expect(readPlan({ ...PLAN, prior_state }).contradictions).toHaveLength(1);
    expect(readPlan({ ...PLAN, prior_state, complete: false }).contradictions).toEqual([]);
  });
});

describe('withoutIndexes', () => {
  test.each([
    ['docker_container.web', 'docker_container.web'],
    ['docker_container.web[0]', 'docker_container.web'],
    ['module.a["x.y[1]"].docker_container.web["\\"]"]', 'module.a.docker_container.web'],
  ])('makes of %s what the configuration says: %s', (address, configured) => {
    expect(withoutIndexes(address)).toBe(configured);
  });
});
