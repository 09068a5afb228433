import { ValidationError } from '../../../lib/core/errors';
import type { Facts } from '../../../lib/facts/facts';
import { factsOfPlan } from '../../../lib/review/plan/facts-of-plan';
import { changeOf, planWith } from '../support/plan-builder';

const HOLDER = 'terraform_data.go-containers-facts_0A1B2C3D';

/** The facts of one construct, as a plan has them. */
function read(facts: unknown): Facts | undefined {
  const change = changeOf(HOLDER, { after: { input: { 'dev/web': facts } } });
  return factsOfPlan(planWith({ changes: [change] })).after.get('dev/web');
}

describe('facts of a plan', () => {
  test('tell what an edge is made of', () => {
    const edge = { kind: 'edge', service: 'dev/edge/proxy', configuration: 'dev/edge/configuration' };
    expect(read({ ...edge, later: true })).toEqual(edge);
    expect(read({ kind: 'edge' })).toEqual({ kind: 'edge', service: '', configuration: '' });
  });

  test('tell how a service follows its old version, and why two of it may use a volume', () => {
    const service = { kind: 'service', image: 'dev/image', environment: [], health: '' };
    expect(read({ ...service, rollout: 'overlap', sharing: { '/data': 'it locks' } })).toMatchObject({
      rollout: 'overlap',
      sharing: { '/data': 'it locks' },
    });
    expect(read(service)).not.toHaveProperty('rollout');
    expect(read({ ...service, rollout: 'canary' })).not.toHaveProperty('rollout');
  });

  test('of a kind that is not known are refused', () => {
    expect(() => read({ kind: 'cron' })).toThrow(ValidationError);
  });
});
