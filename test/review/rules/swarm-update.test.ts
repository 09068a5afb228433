import type { Fields } from '../../../lib/core/json';
import type { ResourceChange } from '../../../lib/review/model/plan';
import { updateGap } from '../../../lib/review/rules/swarm-update';
import { changeOf } from '../support/plan-builder';

const task = (image: string) => [{ container_spec: [{ image }] }];
const replicas = (count: number) => [{ replicated: [{ replicas: count }], global: false }];

/** How an update to another image goes, with these attributes. */
function gap(after: Fields = {}, change: Partial<ResourceChange> = {}) {
  return updateGap(
    changeOf('docker_service.web', {
      effect: 'update',
      before: { task_spec: task('a') },
      after: { task_spec: task('b'), ...after },
      ...change,
    }),
  );
}

describe('an update leaves nobody to answer', () => {
  test('where there is one task, also when the plan says nothing of it', () => {
    expect(gap()).toBe('all-at-once');
    expect(gap({ mode: replicas(1), update_config: [{ order: 'stop-first', parallelism: 1 }] })).toBe(
      'all-at-once',
    );
  });

  test('where all tasks are stopped at once', () => {
    expect(gap({ mode: replicas(3), update_config: [{ parallelism: 3 }] })).toBe('all-at-once');
    expect(gap({ mode: replicas(3), update_config: [{ parallelism: 0 }] })).toBe('all-at-once');
  });

  test('on a node, where every node has one task', () => {
    expect(gap({ mode: [{ global: true, replicated: [] }] })).toBe('on-each-node');
  });

  test('also for other ports', () => {
    expect(
      updateGap(
        changeOf('docker_service.web', {
          effect: 'update',
          before: {},
          after: { endpoint_spec: [{ mode: 'vip' }] },
        }),
      ),
    ).toBe('all-at-once');
  });
});

describe('an update leaves somebody to answer', () => {
  test('where new tasks start first', () => {
    expect(gap({ update_config: [{ order: 'start-first' }] })).toBeUndefined();
  });

  test('where other tasks go on', () => {
    expect(gap({ mode: replicas(2) })).toBeUndefined();
  });

  test('where no task changes', () => {
    expect(gap({ task_spec: task('a'), labels: [{ label: 'a', value: 'b' }] })).toBeUndefined();
    expect(gap({}, { effect: 'none' })).toBeUndefined();
  });

  test('where nothing runs', () => {
    expect(gap({ mode: replicas(0) })).toBeUndefined();
  });
});
