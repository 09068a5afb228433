import type { Plan } from '../../../lib/review/model/plan';
import { PLAN_RULES } from '../../../lib/review/rules/plan-rules';
import { changeOf, contextWith } from '../support/plan-builder';
import { judgedBy, verdictsBy } from '../support/judged';

const judged = (plan: Partial<Plan>) => judgedBy(PLAN_RULES, contextWith({ plan }));
const found = (plan: Partial<Plan>) => verdictsBy(PLAN_RULES, contextWith({ plan }));

describe('CR-CHECK-1', () => {
  const check = (status: string, messages: readonly string[] = ['no memory']) => ({
    checks: [{ address: 'check.memory', status, messages }],
  });

  test('warns when a check fails, with what it says', () => {
    expect(judged(check('fail'))).toMatchObject([
      {
        rule: 'CR-CHECK-1',
        severity: 'warn',
        effect: 'the condition of check.memory does not hold: no memory',
      },
    ]);
  });

  test('warns when a check cannot be evaluated', () => {
    expect(judged(check('error', []))[0]!.effect).toBe(
      'the condition of check.memory could not be evaluated',
    );
  });

  test('is about the resource whose condition it is', () => {
    const changes = [changeOf('docker_container.web', { after: {} })];
    const checks = [{ address: 'docker_container.web', status: 'fail', messages: [] }];
    expect(judged({ changes, checks })[0]!.address).toBe('docker_container.web');
    expect(judged({ checks })[0]!.address).toBeUndefined();
  });

  test('holds for a check that passes, and for one that only the apply can tell', () => {
    expect(found(check('pass'))).toEqual([]);
    expect(found(check('unknown'))).toEqual([]);
  });
});

describe('CR-PLAN-1', () => {
  const created = changeOf('docker_container.web', { after: {} });

  test('blocks a plan that is only a part', () => {
    expect(found({ isComplete: false })).toEqual(['CR-PLAN-1 block']);
  });

  test('blocks a plan that failed, and says so once', () => {
    expect(found({ isErrored: true, isApplyable: false, changes: [created] })).toEqual(['CR-PLAN-1 block']);
  });

  test('blocks a plan with changes that cannot be applied', () => {
    expect(found({ isApplyable: false, changes: [created] })).toEqual(['CR-PLAN-1 block']);
    expect(found({ isApplyable: false, outputs: [{ name: 'url', effect: 'update' }] })).toEqual([
      'CR-PLAN-1 block',
    ]);
  });

  test('blocks what nobody here understands, and what does not fit together', () => {
    expect(judged({ notUnderstood: ['deferred_changes', 'action_invocations'] })[0]!.effect).toContain(
      'deferred_changes, action_invocations',
    );
    expect(found({ contradictions: ['a: one', 'b: two'] })).toEqual(['CR-PLAN-1 block', 'CR-PLAN-1 block']);
  });

  test('holds for a plan without a change, which Terraform does not apply either', () => {
    const same = {};
    const nothing = changeOf('docker_container.web', { before: same, after: same });
    const read = changeOf('docker_image.app', { isData: true, effect: 'read', after: {} });
    expect(
      found({ isApplyable: false, changes: [nothing, read], outputs: [{ name: 'url', effect: 'none' }] }),
    ).toEqual([]);
  });

  test('holds for a whole plan, and for one of a Terraform that does not say', () => {
    expect(found({ changes: [created] })).toEqual([]);
    expect(found({ isComplete: undefined, isApplyable: undefined, changes: [created] })).toEqual([]);
  });
});
