import fc from 'fast-check';
import type { Review } from '../../lib/review/model/review-model';
import { reviewPlan } from '../../lib/review/review';
import { reviewHash } from '../../lib/review/review-hash';
import { goldens } from './support/goldens';
import { SHOP_REVIEW } from './support/made-up-reviews';
import { inAllFormats, OPTIONS, reviewed, rulesOf } from './support/reviewed';

const PLANS = new Map(goldens().map(({ name, text }) => [name, text]));
const NAMES = [...PLANS.keys()];
const BLOCKED = 'CR-NET-1.fires';

function planOf(name: string): Record<string, unknown> {
  return JSON.parse(PLANS.get(name)!) as Record<string, unknown>;
}

describe('a review', () => {
  test('is the same whatever the order of resources, drift, variables and members is', () => {
    fc.assert(
      fc.property(fc.constantFrom(...NAMES), fc.infiniteStream(fc.nat()), (name, numbers) => {
        const shuffled = (list: readonly unknown[]): unknown[] =>
          list
            .map((each) => ({ each, place: numbers.next().value as number }))
            .sort((left, right) => left.place - right.place)
            .map(({ each }) => each);
        const plan = planOf(name);
        const other = Object.fromEntries(
          shuffled(Object.entries(plan)).map((entry) => {
            const [key, value] = entry as [string, unknown];
            return [key, LISTS.has(key) ? shuffled(value as unknown[]) : value];
          }),
        );
        expect(inAllFormats(JSON.stringify(other))).toEqual(inAllFormats(PLANS.get(name)!));
      }),
      { numRuns: 300 },
    );
  });

  test('has a hash that says what the plan does, and not who looks at it, when and how', () => {
    const text = PLANS.get(BLOCKED)!;
    const { hash } = reviewed(text);
    expect(hash).toMatch(/^[0-9a-f]{32}$/);
    const options = [
      { failOn: 'never' as const },
      { requireApproval: 'any-change' as const },
      { approved: hash },
      { today: '2031-01-01' },
      { isWithoutRefresh: true },
      {
        settings: {
          critical: [],
          allow: [{ rule: 'CR-NET-1' as const, path: 'x', reason: 'r', until: '2999-01-01' }],
        },
      },
    ];
    for (const each of options) {
      expect(reviewed(text, each).hash).toBe(hash);
    }
    const critical = { settings: { critical: ['shop'], allow: [] } };
    const down = PLANS.get('CR-DOWN-1.fires')!;
    expect(reviewed(down, critical).hash).toBe(reviewed(down).hash);
    const later = { ...planOf(BLOCKED), timestamp: '2031-01-01T00:00:00Z', terraform_version: '1.99.0' };
    expect(reviewed(JSON.stringify(later)).hash).toBe(hash);
  });

  test.each([
    ['healthcheck', (after: Record<string, unknown>) => (after.healthcheck = [{ test: ['CMD', 'other'] }])],
    ['command', (after: Record<string, unknown>) => (after.command = ['other'])],
    ['env', (after: Record<string, unknown>) => (after.env = ['LEVEL=other'])],
    ['labels', (after: Record<string, unknown>) => (after.labels = [{ label: 'a', value: 'other' }])],
  ])('has another hash when %s becomes something else, though it is not shown', (_name, edit) => {
    const plan = planOf('CR-NET-1.fires');
    const before = reviewed(JSON.stringify(plan)).hash;
    const changes = plan.resource_changes as { type: string; change: { after: Record<string, unknown> } }[];
    edit(changes.find(({ type }) => type === 'docker_container')!.change.after);
    expect(reviewed(JSON.stringify(plan)).hash).not.toBe(before);
  });

  test('has the same hash for another text of the same secret', () => {
    const plan = PLANS.get('extra/secret-rotated')!;
    const [, value] = /"variables":\{"[^"]+":\{"value":"([^"]+)"\}/.exec(plan) ?? [];
    expect(value).toBeDefined();
    expect(reviewed(plan.replaceAll(value!, 'another-text-altogether')).hash).toBe(reviewed(plan).hash);
  });

  test('passes with the hash that was approved, and with no other', () => {
    const text = PLANS.get(BLOCKED)!;
    const { hash, verdict } = reviewed(text);
    expect(verdict).toBe('blocked');
    expect(reviewed(text, { approved: hash })).toMatchObject({ verdict: 'attention', approval: 'given' });
    expect(reviewed(text, { approved: '0'.repeat(32) })).toMatchObject({
      verdict: 'blocked',
      approval: 'differs',
    });
  });

  test('of a plan that is not whole blocks, whoever approves it', () => {
    const text = PLANS.get('CR-PLAN-1.fires')!;
    const { hash } = reviewed(text);
    expect(reviewed(text, { approved: hash, failOn: 'never' }).verdict).toBe('blocked');
  });

  test('asks for an approval of what has more rights, or of any change, when it was told to', () => {
    const weaker = PLANS.get(BLOCKED)!;
    const harmless = PLANS.get('CR-IMG-3.fires')!;
    const nothing = PLANS.get('extra/no-change')!;
    const approval = (text: string, requireApproval: 'never' | 'broadening' | 'any-change'): string =>
      reviewed(text, { requireApproval, failOn: 'never' }).approval;
    expect(approval(weaker, 'never')).toBe('not-needed');
    expect(approval(weaker, 'broadening')).toBe('needed');
    expect(approval(harmless, 'broadening')).toBe('not-needed');
    expect(approval(harmless, 'any-change')).toBe('needed');
    expect(approval(nothing, 'any-change')).toBe('not-needed');
  });

  test('lets pass what is allowed for a construct, with the reason, until its last day', () => {
    const text = PLANS.get(BLOCKED)!;
    const path = reviewed(text).findings.find(({ rule }) => rule === 'CR-NET-1')!.address!;
    const allow = [{ rule: 'CR-NET-1' as const, path, reason: 'it is meant to be', until: '2026-11-22' }];
    const on = (today: string) => reviewed(text, { settings: { critical: [], allow }, today });
    expect(on('2026-11-22')).toMatchObject({ verdict: 'attention', notes: [] });
    expect(on('2026-11-22').findings[0]!.allowed).toEqual({
      reason: 'it is meant to be',
      until: '2026-11-22',
    });
    expect(on('2026-11-23').verdict).toBe('blocked');
    expect(on('2026-11-23').notes).toHaveLength(1);
  });

  test('blocks a container that goes down where the stack is critical', () => {
    const text = PLANS.get('CR-DOWN-1.fires')!;
    expect(reviewed(text).verdict).toBe('attention');
    expect(reviewed(text, { settings: { critical: ['shop'], allow: [] } }).verdict).toBe('blocked');
  });

  test('has another hash when what makes that nothing goes down is not the same', () => {
    const nothing = { resources: [], outputs: [], providers: {} };
    const [first, ...others] = SHOP_REVIEW.withoutGap;
    const hashOf = (withoutGap: Review['withoutGap']) => reviewHash({ ...SHOP_REVIEW, withoutGap }, nothing);
    expect(hashOf([first!, ...others])).not.toBe(hashOf(others));
    expect(hashOf([{ ...first!, because: [] }, ...others])).not.toBe(hashOf([first!, ...others]));
  });

  test('counts nobody as down when all of it is replaced without a gap, also after a deploy that failed', () => {
    for (const name of ['extra/rollout', 'extra/rollout-image', 'extra/rollout-after-failure']) {
      const { counts, downtime, withoutGap } = reviewed(PLANS.get(name)!);
      expect(counts).toMatchObject({ stopped: 0, removedContainers: 0, replacedCreateFirst: 1 });
      expect(downtime).toEqual([]);
      expect(withoutGap).toMatchObject([{ isReload: false }]);
    }
  });

  test('says nothing of gaps at a first deploy, and where nothing changes', () => {
    for (const name of ['extra/rollout-first', 'extra/rollout-unchanged', 'extra/edge-first']) {
      const { downtime, withoutGap, verdict } = reviewed(PLANS.get(name)!);
      expect({ downtime, withoutGap, verdict }).toEqual({ downtime: [], withoutGap: [], verdict: 'clean' });
    }
  });

  test('knows an edge that is reloaded from one that is replaced, and what is behind it', () => {
    const addresses = (name: string) => reviewed(PLANS.get(name)!).withoutGap.map(({ address }) => address);
    expect(addresses('extra/edge-route')).toEqual([expect.stringContaining('edge_configuration')]);
    expect(addresses('extra/edge-behind')).toEqual([expect.stringContaining('web')]);
    expect(addresses('extra/edge-replaced')).toEqual([]);
    expect(rulesOf(reviewed(PLANS.get('extra/edge-replaced')!))).toContain('CR-ROLL-5');
  });

  test('calls things by their construct paths, and tells lines, where the file of the stack is at hand', () => {
    const configuration = {
      resource: { docker_container: { web: { '//': { metadata: { path: 'shop/front/web/Resource' } } } } },
    };
    const lines = new Map([['docker_container.web', 7]]);
    const { findings } = reviewed(PLANS.get('CR-PRIV-1.fires')!, { configuration, lines });
    expect(findings[0]).toMatchObject({ path: [{ name: 'shop/front/web' }], line: 7 });
  });

  test('lists resources of other providers, and has no opinion on them', () => {
    const { resources, findings } = reviewed(PLANS.get('extra/mixed')!);
    const others = resources.filter(({ isDocker }) => !isDocker).map(({ address }) => address);
    expect(others.length).toBeGreaterThan(0);
    expect(findings.filter(({ address = '' }) => others.includes(address))).toEqual([]);
    expect(findings.some(({ address = '' }) => address.startsWith('docker_'))).toBe(true);
  });

  test('says no word of what is wrong with a plan when a secret is near it', () => {
    const plan = planOf('extra/first-deploy');
    const secret = 'x9-very-secret';
    plan.variables = { planted: { value: secret } };
    plan.resource_changes = [{ mode: secret, address: secret, change: {} }];
    plan.format_version = '1.2';
    expect(() => reviewPlan(JSON.stringify(plan), OPTIONS)).toThrow(/^(?!.*x9-very)/);
  });
});

const LISTS = new Set(['resource_changes', 'resource_drift', 'checks', 'relevant_attributes']);
