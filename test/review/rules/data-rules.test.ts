import type { ContainerSettings } from '../../../lib/review/model/container-settings';
import { DATA_RULES } from '../../../lib/review/rules/data-rules';
import type { Effect, ResourceChange } from '../../../lib/review/model/plan';
import { changeOf, contextWith, type ContextParts } from '../support/plan-builder';
import { mounted, settings } from '../support/settings';
import { judgedBy, verdictsBy } from '../support/judged';

const judged = (parts: ContextParts) => judgedBy(DATA_RULES, contextWith(parts));
const found = (parts: ContextParts) => verdictsBy(DATA_RULES, contextWith(parts));

const SAME = { name: 'data' };
const volume = (effect: Effect, change: Partial<ResourceChange> = {}) =>
  changeOf('docker_volume.data', {
    effect,
    before: SAME,
    ...(effect === 'delete' ? {} : { after: SAME }),
    ...change,
  });

describe('CR-DATA-1', () => {
  test('blocks when a volume is destroyed', () => {
    expect(judged({ changes: [volume('delete')] })).toMatchObject(
      [{ rule: 'CR-DATA-1', severity: 'block', address: 'docker_volume.data', effect: /with all data/ }].map(
        ({ effect, ...rest }) => ({ ...rest, effect: expect.stringMatching(effect) as string }),
      ),
    );
  });

  test('blocks when one goes that an apply has left over: it may be the one with the data', () => {
    expect(found({ changes: [volume('delete', { deposed: '0a1b2c3d' })] })).toEqual(['CR-DATA-1 block']);
  });

  test.each<Effect>(['none', 'update', 'create'])('holds for the effect %s', (effect) => {
    expect(found({ changes: [volume(effect)] })).toEqual([]);
  });

  test('says that the apply fails where a container goes on with the volume', () => {
    const mounts = [mounted({ kind: 'volume', source: 'data', target: '/data' })];
    const goesOn = settings({ mounts });
    const [told] = judged({
      changes: [volume('delete')],
      containers: [{ before: goesOn, after: goesOn }],
    });
    expect(told!.effect).toMatch(/^the apply fails after 30 s, because docker_container.web goes on/);
    const [other] = judged({
      changes: [volume('delete')],
      containers: [{ before: goesOn, after: goesOn, effect: 'replace' }],
    });
    expect(other!.effect).toBe('the volume is destroyed with all data in it');
  });

  test('holds for what is only read, and for what is no volume of Docker', () => {
    expect(found({ changes: [volume('delete', { isData: true })] })).toEqual([]);
    expect(found({ changes: [changeOf('aws_ebs_volume.data', { before: SAME })] })).toEqual([]);
  });

  test('holds for a volume with copies of secrets', () => {
    const label = 'cdktf-go-containers.path';
    const carrier = settings({
      name: 'web-secrets-0123abcd',
      isService: false,
      labels: { [label]: 'dev/web/secrets-0123456789ab' },
      uploads: [{ file: '/run/secrets/token', content: 'x' }],
    });
    const copies = {
      name: carrier.name,
      labels: [{ label, value: 'dev/web/secrets-0123456789ab' }],
    };
    const containers = [{ address: 'docker_container.secrets', before: carrier }];
    expect(found({ containers, changes: [volume('delete', { before: copies })] })).toEqual([]);
    expect(found({ containers, changes: [volume('replace', { before: copies, after: SAME })] })).toEqual([]);
    expect(found({ containers, changes: [volume('delete', { before: { ...copies, labels: [] } })] })).toEqual(
      ['CR-DATA-1 block'],
    );
  });
});

describe('CR-DATA-2', () => {
  test.each<Effect>(['replace', 'replace-create-first'])('blocks for the effect %s', (effect) => {
    expect(found({ changes: [volume(effect)] })).toEqual(['CR-DATA-2 block']);
  });

  test('tells of the trap that a label is', () => {
    const [finding] = judged({ changes: [volume('replace', { replacePaths: [['labels']] })] });
    expect(finding!.effect).toBe(
      'the volume is destroyed with all data in it, and an empty one takes its place: labels of a volume cannot change in place, so that even a ' +
        'label replaces it',
    );
    expect(finding!.fix).toContain('leave labels as deployed (ignore_changes does that)');
  });

  test('tells why where no attribute is the reason', () => {
    const [tainted] = judged({ changes: [volume('replace', { reason: 'replace_because_tainted' })] });
    expect(tainted!.effect).toContain('failed half way (tainted)');
    expect(tainted!.fix).toContain('terraform untaint');
    expect(judged({ changes: [volume('replace')] })[0]!.effect).toContain('does not say why');
  });
});

describe('CR-DATA-3', () => {
  const replaced = (
    before: Partial<ContainerSettings>,
    after: Partial<ContainerSettings>,
    change: Partial<ResourceChange> = {},
  ) => judged({ containers: [{ before: settings(before), after: settings(after), change }] });

  test('warns when a volume is mounted elsewhere', () => {
    expect(replaced({ mounts: [mounted()] }, { mounts: [mounted({ target: '/srv' })] })).toMatchObject([
      {
        rule: 'CR-DATA-3',
        severity: 'warn',
        effect:
          'volume data is mounted at /srv instead of /data: a program that still looks there does not find its data',
      },
    ]);
  });

  test('warns when a volume is mounted no longer', () => {
    expect(replaced({ mounts: [mounted()] }, {})[0]!.effect).toContain('no longer mounted at /data');
  });

  test('warns when something else is mounted in its place', () => {
    expect(replaced({ mounts: [mounted()] }, { mounts: [mounted({ source: 'other' })] })[0]!.effect).toBe(
      'at /data the program finds volume other instead of volume data, and so not its data',
    );
  });

  test('tells what is there instead, whatever that is', () => {
    const instead = (kind: 'anonymous' | 'tmpfs' | 'bind' | 'container' | 'other', source: string) =>
      replaced({ mounts: [mounted()] }, { mounts: [mounted({ kind, source })] })[0]!.effect;
    expect(instead('anonymous', '')).toContain('finds a volume without a name instead of');
    expect(instead('tmpfs', '')).toContain('finds a directory in memory instead of');
    expect(instead('bind', '/srv')).toContain('finds /srv of the host instead of');
    expect(instead('container', 'db')).toContain('finds what db has mounted instead of');
    expect(instead('other', 'pipe')).toContain('finds pipe, which is no volume instead of');
  });

  test('warns for a directory of the host that the program writes to', () => {
    const bind = mounted({ kind: 'bind', source: '/srv/data' });
    expect(replaced({ mounts: [bind] }, {})).toHaveLength(1);
    expect(replaced({ mounts: [{ ...bind, isReadOnly: true }] }, {})).toEqual([]);
  });

  test('warns that it cannot tell when the volume is known only after the apply', () => {
    const unknown = new Set(['volumes']);
    expect(replaced({ mounts: [mounted()] }, { unknown })[0]!.effect).toContain('known only after the apply');
    expect(
      replaced({ mounts: [mounted()] }, { mounts: [mounted({ source: '' })], unknown })[0]!.effect,
    ).toContain('known only after the apply');
  });

  test('warns when a volume without a name goes with its container', () => {
    const anonymous = settings({ mounts: [mounted({ kind: 'anonymous', source: '' })] });
    expect(found({ containers: [{ before: anonymous, after: settings() }] })).toEqual(['CR-DATA-3 warn']);
    expect(found({ containers: [{ before: anonymous }] })).toEqual(['CR-DATA-3 warn']);
  });

  test('holds when the provider is told to leave such a one', () => {
    const left = settings({ mounts: [mounted({ kind: 'anonymous', source: '' })], removesVolumes: false });
    expect(found({ containers: [{ before: left, after: settings() }, { before: left }] })).toEqual([]);
  });

  test('holds when everything stays where it is', () => {
    const [data, cache] = [mounted(), mounted({ source: 'cache', target: '/cache' })];
    expect(
      replaced(
        { mounts: [data, cache] },
        { mounts: [cache, { ...data, target: '/data/', isReadOnly: true }] },
      ),
    ).toEqual([]);
  });

  test('holds when a volume is mounted at a second path too', () => {
    expect(replaced({ mounts: [mounted()] }, { mounts: [mounted({ target: '/srv' }), mounted()] })).toEqual(
      [],
    );
  });

  test('holds for what is new, in memory, or goes with its container by its name', () => {
    expect(replaced({}, { mounts: [mounted()] })).toEqual([]);
    expect(replaced({ mounts: [mounted({ kind: 'tmpfs', source: '' })] }, {})).toEqual([]);
    expect(found({ containers: [{ before: settings({ mounts: [mounted()] }) }] })).toEqual([]);
    expect(found({ containers: [{ after: settings({ mounts: [mounted()] }) }] })).toEqual([]);
  });
});

describe('CR-DATA-4', () => {
  test.each(['docker_volume.x', 'docker_container.x', 'docker_service.x', 'docker_network.x'])(
    'warns when Terraform forgets %s',
    (address) => {
      expect(found({ changes: [changeOf(address, { effect: 'forget', before: SAME })] })).toEqual([
        'CR-DATA-4 warn',
      ]);
    },
  );

  test('tells of the second one that is made', () => {
    const container = { before: settings(), after: settings(), effect: 'forget-and-create' } as const;
    expect(judged({ containers: [container] })[0]!.effect).toContain('while Terraform makes another one');
  });

  test('holds for a resource of another provider', () => {
    expect(found({ changes: [changeOf('null_resource.x', { effect: 'forget', before: SAME })] })).toEqual([]);
  });
});
