import type { ContainerSettings } from '../../../lib/review/model/container-settings';
import { DOWNTIME_RULES } from '../../../lib/review/rules/downtime-rules';
import type { Effect } from '../../../lib/review/model/plan';
import { type ContainerParts, contextWith, type ContextParts } from '../support/plan-builder';
import { published, settings } from '../support/settings';
import { judgedBy, verdictsBy } from '../support/judged';

const judged = (parts: ContextParts) => judgedBy(DOWNTIME_RULES, contextWith(parts));
const found = (parts: ContextParts) => verdictsBy(DOWNTIME_RULES, contextWith(parts));

/** A container that serves, replaced by one with another user. */
function container(
  both: Partial<ContainerSettings> = {},
  after: Partial<ContainerSettings> = {},
  parts: Partial<ContainerParts> = {},
): ContainerParts {
  return {
    before: settings({ ports: [published()], ...both }),
    after: settings({ ports: [published()], user: '1:1', ...both, ...after }),
    ...parts,
    change: { replacePaths: [['user']], ...parts.change },
  };
}

describe('CR-DOWN-1', () => {
  test('warns when a container with a published port is stopped first', () => {
    expect(judged({ containers: [container()] })).toEqual([
      {
        rule: 'CR-DOWN-1',
        severity: 'warn',
        address: 'docker_container.web',
        effect: 'nobody answers at 127.0.0.1:8080/tcp while it is replaced: its user changes',
        fix: 'apply it when nobody needs it, or give the ports to a proxy that stays while containers behind it change',
      },
    ]);
  });

  test('blocks where that is an incident', () => {
    expect(found({ containers: [container()], isCritical: true })).toEqual(['CR-DOWN-1 block']);
  });

  test('warns for everything that the host leads into it', () => {
    const published = { ports: [], publishesAllPorts: true };
    expect(found({ containers: [container(published)] })).toEqual(['CR-DOWN-1 warn']);
    const host = { ports: [], namespaces: { network_mode: 'host' } };
    expect(found({ containers: [container(host)] })).toEqual(['CR-DOWN-1 warn']);
  });

  test('warns when one goes for good', () => {
    const gone = { before: settings({ ports: [published()] }) };
    expect(judged({ containers: [gone] })[0]!.effect).toBe(
      'it is removed (everything is destroyed): nobody answers at 127.0.0.1:8080/tcp any more',
    );
  });

  test('tells who gets the port of one that goes for good', () => {
    const gone = { before: settings({ ports: [published()] }) };
    const heir = { address: 'docker_container.next', after: settings({ ports: [published({ ip: '' })] }) };
    expect(judged({ containers: [gone, heir] })[0]!.effect).toContain('until docker_container.next does');
  });

  test('leaves an edge that is replaced to a rule of its own, and not one that goes', () => {
    const parts: ContextParts = {
      paths: { 'docker_container.web': 'dev/edge/proxy' },
      factsAfter: {
        'dev/edge': { kind: 'edge', service: 'dev/edge/proxy', configuration: 'dev/edge/configuration' },
      },
    };
    expect(found({ ...parts, containers: [container()] })).toEqual([]);
    const gone = { before: settings({ ports: [published()] }) };
    expect(found({ ...parts, containers: [gone] })).toEqual(['CR-DOWN-1 warn']);
  });

  test('holds for a container that nobody reaches from the host', () => {
    expect(found({ containers: [container({ ports: [] })] })).toEqual([]);
  });

  test('tells of what goes for good without a port, and warns where somebody keeps it up', () => {
    const gone = (parts: Partial<ContainerSettings>, address = 'docker_container.web') =>
      found({
        containers: [{ address, before: settings({ ports: [], health: undefined, restart: '', ...parts }) }],
      });
    expect(gone({})).toEqual(['CR-DOWN-1 info']);
    expect(gone({ restart: 'no' })).toEqual(['CR-DOWN-1 info']);
    expect(gone({ isService: false, starts: true })).toEqual(['CR-DOWN-1 info']);
    expect(gone({ restart: 'always' })).toEqual(['CR-DOWN-1 warn']);
    expect(gone({ health: settings().health })).toEqual(['CR-DOWN-1 warn']);
    expect(gone({}, 'docker_service.web')).toEqual(['CR-DOWN-1 warn']);
    expect(gone({ restart: 'none' }, 'docker_service.web')).toEqual(['CR-DOWN-1 info']);
    expect(gone({ isService: false })).toEqual([]);
    const critical = { before: settings({ ports: [] }) };
    expect(found({ containers: [critical], isCritical: true })).toEqual(['CR-DOWN-1 block']);
  });

  test('warns of a container that has ports and need not run', () => {
    expect(found({ containers: [container({ isService: false, starts: true })] })).toContain(
      'CR-DOWN-1 warn',
    );
    expect(found({ containers: [container({ isService: false, starts: true, ports: [] })] })).toEqual([]);
  });

  test('holds for a port that is new', () => {
    expect(found({ containers: [container({ ports: [] }, { ports: [published()] })] })).toEqual([]);
  });

  test('holds for what does not run', () => {
    expect(found({ containers: [container({ isService: false })] })).toEqual([]);
  });

  test.each<Effect>(['none', 'create', 'update', 'forget'])('holds for the effect %s', (effect) => {
    expect(found({ containers: [container({}, {}, { effect })] })).toEqual([]);
  });
});

describe('CR-DOWN-2', () => {
  const first = (both: Partial<ContainerSettings>, after: Partial<ContainerSettings> = {}) =>
    found({ containers: [container(both, after, { effect: 'replace-create-first' })] });

  test('blocks when both have one name', () => {
    expect(first({ ports: [] })).toEqual(['CR-DOWN-2 block']);
  });

  test('blocks when both have one port of the host', () => {
    expect(first({}, { name: 'web-2' })).toEqual(['CR-DOWN-2 block']);
    expect(first({}, { name: 'web-2', ports: [published({ ip: '' })] })).toEqual(['CR-DOWN-2 block']);
  });

  test('tells everything that both have', () => {
    const [finding] = judged({ containers: [container({}, {}, { effect: 'replace-create-first' })] });
    expect(finding!.effect).toBe(
      'the apply fails: the new one is made while the old one still has the name web and the ports 127.0.0.1:8080/tcp',
    );
  });

  test('blocks when the old one is only forgotten, and goes on', () => {
    expect(found({ containers: [container({}, {}, { effect: 'forget-and-create' })] })).toEqual([
      'CR-DOWN-2 block',
    ]);
  });

  test('holds when name and ports are others, or chosen by the Engine', () => {
    expect(first({}, { name: 'web-2', ports: [published({ hostPort: 8081 })] })).toEqual([]);
    expect(first({ ports: [published({ hostPort: undefined })] }, { name: 'web-2' })).toEqual([]);
  });

  test('holds when the name is known only after the apply', () => {
    expect(first({ ports: [] }, { name: '', unknown: new Set(['name']) })).toEqual([]);
  });

  test('holds when the old one is stopped first', () => {
    expect(found({ containers: [container({ ports: [] })] })).toEqual([]);
  });
});

describe('CR-DOWN-3', () => {
  const KILLED = { ports: [], graceSeconds: 0 };

  test('is for information when no time to stop is deployed, and what comes is no worse', () => {
    expect(found({ containers: [container(KILLED)] })).toEqual(['CR-DOWN-3 info']);
    expect(found({ containers: [container(KILLED, { graceSeconds: 30 })] })).toEqual(['CR-DOWN-3 info']);
  });

  test('warns where a replacement is to be without a gap', () => {
    const first = container(KILLED, { name: 'web-2' }, { effect: 'replace-create-first' });
    expect(found({ containers: [first] })).toEqual(['CR-DOWN-3 warn']);
  });

  test('warns when what has no time to stop goes for good', () => {
    expect(found({ containers: [{ before: settings(KILLED) }] })).toContain('CR-DOWN-3 warn');
  });

  test.each<Effect>(['replace', 'replace-create-first', 'update'])(
    'warns when the time to stop is taken away: %s',
    (effect) => {
      const weaker = container(
        { ports: [], graceSeconds: 1 },
        { graceSeconds: 0, name: 'web-2' },
        { effect },
      );
      expect(judged({ containers: [weaker] })).toMatchObject([
        {
          rule: 'CR-DOWN-3',
          severity: 'warn',
          effect: expect.stringContaining('its time to stop is taken away') as string,
        },
      ]);
    },
  );

  test('holds for a time to stop that is known after the apply, or of what does not run any more', () => {
    const ends = { ports: [], graceSeconds: 1 };
    const later = { graceSeconds: 0, unknown: new Set(['destroy_grace_seconds']) };
    expect(found({ containers: [container(ends, later)] })).toEqual([]);
    expect(found({ containers: [container(ends, { graceSeconds: 0, isService: false })] })).toEqual([]);
  });

  test('tells what that does', () => {
    expect(judged({ containers: [container(KILLED)] })[0]!.effect).toBe(
      'it is killed at once, and what it is doing is lost: no time to stop is deployed with it',
    );
  });

  test('tells that the time to stop of this change comes too late', () => {
    expect(judged({ containers: [container(KILLED, { graceSeconds: 30 })] })[0]!.effect).toContain(
      'that of this change counts from the next time on',
    );
  });

  test('tells what an apply has left over apart', () => {
    const left = { before: settings(KILLED), change: { deposed: '0a1b2c3d' } };
    expect(judged({ containers: [left] })[0]!.effect).toContain(
      '(deposed object 0a1b2c3d) is killed at once',
    );
  });

  test("tells the fix in the words of the container's own tool", () => {
    const fixOf = (labels: ContainerSettings['labels']) =>
      judged({ containers: [container({ ...KILLED, labels })] })[0]!.fix;
    expect(fixOf({})).toContain('destroy_grace_seconds');
    expect(fixOf({ 'cdktf-go-containers.path': 'dev/web' })).toContain('stopGrace');
  });

  test('holds when there is time, when it does not run, and when nothing is destroyed', () => {
    expect(found({ containers: [container({ ports: [], graceSeconds: 1 })] })).toEqual([]);
    expect(found({ containers: [container({ ...KILLED, isService: false })] })).toEqual([]);
    expect(found({ containers: [container(KILLED, {}, { effect: 'update' })] })).toEqual([]);
  });

  test('holds for Swarm, which gives time by itself', () => {
    const service = { address: 'docker_service.web', before: settings(KILLED) };
    expect(found({ containers: [service] }).join()).not.toContain('CR-DOWN-3');
  });
});

describe('CR-DOWN-4', () => {
  const OFF = { ...settings().health!, test: ['NONE'] };

  test('warns when nothing waits for the new one any more', () => {
    expect(found({ containers: [container({ ports: [] }, { waits: false })] })).toEqual(['CR-DOWN-4 warn']);
    expect(found({ containers: [container({ ports: [] }, { health: OFF })] })).toEqual(['CR-DOWN-4 warn']);
    const wasJob = container({ ports: [], isService: false }, { isService: true, waits: false });
    expect(found({ containers: [wasJob] })).toEqual(['CR-DOWN-4 warn']);
  });

  test('is for information when nothing waited for the one before either', () => {
    expect(found({ containers: [container({ ports: [], waits: false })] })).toEqual(['CR-DOWN-4 info']);
    expect(found({ containers: [container({ ports: [], health: OFF })] })).toEqual(['CR-DOWN-4 info']);
    expect(found({ containers: [container({ ports: [], health: OFF }, { waits: false })] })).toEqual([
      'CR-DOWN-4 info',
    ]);
  });

  test("tells the fix in the words of the container's own tool", () => {
    const fixOf = (labels: ContainerSettings['labels']) =>
      judged({ containers: [container({ ports: [], waits: false, labels })] })[0]!.fix;
    expect(fixOf({})).toBe('give it a healthcheck and set wait = true');
    expect(fixOf({ 'cdktf-go-containers.path': 'dev/web' })).toContain('Health.http');
  });

  test('leaves what is replaced the new one first to a rule of its own', () => {
    const first = container(
      { ports: [], waits: false },
      { name: 'web-2' },
      { effect: 'replace-create-first' },
    );
    expect(found({ containers: [first] })).toEqual([]);
  });

  test('holds when the apply waits, also for the check of the image', () => {
    expect(found({ containers: [container({ ports: [], health: undefined })] })).toEqual([]);
  });

  test('holds for a job, and for what is new, edited or gone', () => {
    const waits = { ports: [], waits: false };
    expect(found({ containers: [container(waits, { isService: false })] })).toEqual([]);
    const gone = { before: settings(waits) };
    expect(found({ containers: [{ after: settings(waits) }, gone] }).join()).not.toContain('CR-DOWN-4');
    expect(found({ containers: [container(waits, {}, { effect: 'update' })] })).toEqual([]);
  });
});
