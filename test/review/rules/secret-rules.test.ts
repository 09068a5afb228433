import type { Facts } from '../../../lib/facts/facts';
import type { ContainerSettings } from '../../../lib/review/model/container-settings';
import { plain } from '../../../lib/review/model/phrase';
import type { ResourceChange } from '../../../lib/review/model/plan';
import { SECRET_RULES } from '../../../lib/review/rules/secret-rules';
import { changeOf, contextWith, type ContextParts } from '../support/plan-builder';
import { settings } from '../support/settings';
import { found, told } from '../support/told';

const SECRET = 'correct-horse-battery';
const IN_PLAIN_TEXT =
  'CR-SEC-2 block: everybody who sees the plan, the state or the Engine reads what looks like a secret in';

function variable(name: string, value: string): Partial<ContainerSettings> {
  return { environment: [{ name, value }] };
}

function created(after: Partial<ContainerSettings>, change: Partial<ResourceChange> = {}): string[] {
  return told(SECRET_RULES, contextWith({ containers: [{ after: settings(after), change }] }));
}

function changed(before: Partial<ContainerSettings>, after: Partial<ContainerSettings>): string[] {
  return told(
    SECRET_RULES,
    contextWith({ containers: [{ before: settings(before), after: settings(after) }] }),
  );
}

describe('SECRET_RULES about names', () => {
  test('tell what a container is told otherwise than before', () => {
    expect(changed(variable('LEVEL', 'info'), variable('ZONE', '4'))).toEqual([
      'CR-SEC-1 info: what it is told changes: new: ZONE; gone: LEVEL',
    ]);
    expect(changed(variable('LEVEL', 'info'), variable('LEVEL', 'debug'))).toEqual([
      'CR-SEC-1 info: what it is told changes: another value: LEVEL',
    ]);
  });

  test('say nothing of a new container, whose variables are all new', () => {
    expect(created(variable('LEVEL', 'info'))).toEqual([]);
  });
});

describe('SECRET_RULES about plain texts', () => {
  test.each<[Partial<ContainerSettings>, string]>([
    [variable('DB_PASSWORD', SECRET), 'the variable DB_PASSWORD'],
    [variable('DB_URL', `postgres://app:${SECRET}@db/app`), 'the variable DB_URL'],
    [{ command: ['serve', `--api-token=${SECRET}`] }, 'an argument of command, --api-token'],
    [{ command: ['serve', '--api-token', SECRET] }, 'an argument of command, --api-token'],
    [{ entrypoint: ['curl', `https://me:${SECRET}@example.com`] }, 'an argument of entrypoint'],
    [{ labels: { 'proxy.password': SECRET } }, 'the label proxy.password'],
    [{ labels: { 'proxy.api.token': SECRET } }, 'the label proxy.api.token'],
    [
      {
        health: {
          test: ['CMD', 'probe', '--password', SECRET],
          interval: '',
          timeout: '',
          startPeriod: '',
          retries: 0,
        },
      },
      'its health check, --password',
    ],
    [
      { uploads: [{ file: '/etc/app.conf', content: `password=${SECRET}` }] },
      'the file /etc/app.conf that is copied into it',
    ],
    [
      { uploads: [{ file: '/run/secrets/db', content: SECRET }] },
      'the file /run/secrets/db that is copied into it',
    ],
    [{ logOptions: { 'splunk-token': SECRET } }, 'the option splunk-token of its logs'],
  ])('block %j', (after, where) => {
    const lines = created(after);
    expect(lines).toEqual([`${IN_PLAIN_TEXT} ${where}`]);
    expect(lines.join()).not.toContain(SECRET);
  });

  test.each<Partial<ContainerSettings>>([
    variable('DB_PASSWORD_FILE', '/run/secrets/db'),
    variable('DB_PASSWORD', '/run/secrets/db'),
    variable('DB_URL', 'postgres://app@db/app'),
    { command: ['serve', '--api-token-file=/run/secrets/token'] },
    { labels: { 'proxy.port': '8080' } },
    { uploads: [{ file: '/etc/app.conf', content: 'listen 8080' }] },
  ])('accept %j', (after) => {
    expect(created(after)).toEqual([]);
  });

  test('block a secret that is new or another one, and none that was there', () => {
    const secret = (value: string) => variable('DB_PASSWORD', value);
    const kinds = (before: Partial<ContainerSettings>, after: Partial<ContainerSettings>): string[] =>
      changed(before, after).map((each) => each.split(' ', 1).join());
    expect(kinds({}, secret('hunter22'))).toEqual(['CR-SEC-1', 'CR-SEC-2']);
    expect(kinds(secret('hunter22'), secret('hunter23'))).toEqual(['CR-SEC-1', 'CR-SEC-2']);
    expect(kinds(secret('hunter22'), { ...secret('hunter22'), user: '7:7' })).toEqual([]);
  });

  test('look into images, volumes and services of Swarm', () => {
    const changes = [
      changeOf('docker_image.web', {
        after: { build: [{ build_args: { NPM_TOKEN: SECRET, LEVEL: 'info' } }] },
      }),
      changeOf('docker_volume.share', { after: { driver_opts: { o: `username=me,password=${SECRET}` } } }),
      changeOf('docker_service.web', {
        after: {
          labels: [{ label: 'token', value: SECRET }],
          task_spec: [
            {
              container_spec: [{ env: { DB_PASSWORD: SECRET }, args: ['--password', SECRET] }],
              log_driver: [{ name: 'splunk', options: { 'splunk-token': SECRET } }],
            },
          ],
        },
      }),
    ];
    expect(told(SECRET_RULES, contextWith({ changes }))).toEqual(
      [
        'the build argument NPM_TOKEN',
        'the option o of its driver',
        'the label token',
        'the variable DB_PASSWORD',
        'an argument of args, --password',
        'the option splunk-token of its logs',
      ].map((where) => `${IN_PLAIN_TEXT} ${where}`),
    );
  });

  test('leave other resources alone, and what does not change', () => {
    const changes = [
      changeOf('terraform_data.x', { after: { input: { PASSWORD: SECRET } } }),
      changeOf('docker_image.web', {
        before: {},
        after: { build: [{ build_args: { NPM_TOKEN: SECRET } }] },
        effect: 'none',
      }),
    ];
    expect(told(SECRET_RULES, contextWith({ changes }))).toEqual([]);
  });
});

describe('SECRET_RULES about what the plan hides', () => {
  const references = { references: ['var.password'] };
  const secrets: readonly [string, Partial<ContainerSettings>][] = [
    ['command', { command: ['serve', `--api-token=${SECRET}`] }],
    ['labels', { labels: { 'proxy.password': SECRET } }],
    ['upload', { uploads: [{ file: '/run/secrets/db', content: SECRET }] }],
  ];

  test.each(secrets)('take a sensitive %s that comes by reference as no plain text', (attribute, after) => {
    const configured = [
      {
        address: 'docker_container.web',
        providerKey: 'docker',
        references: [],
        expressions: { [attribute]: references },
      },
    ];
    const change = { afterSensitive: { [attribute]: true } };
    const containers = [{ after: settings(after), change }];
    expect(told(SECRET_RULES, contextWith({ containers, configured }))).toEqual([]);
  });

  test.each(secrets)('see a literal in the configuration of %s, hidden or not', (attribute, after) => {
    expect(created(after, { afterSensitive: { [attribute]: true } })).toHaveLength(1);
  });

  test('take a mark of one argument for that one alone', () => {
    const after = settings({ command: ['serve', `--api-token=${SECRET}`, '--password', 'hunter22'] });
    const change = { afterSensitive: { command: [false, true, false, false] } };
    const configured = [
      {
        address: 'docker_container.web',
        providerKey: 'docker',
        references: [],
        expressions: { command: references },
      },
    ];
    expect(told(SECRET_RULES, contextWith({ containers: [{ after, change }], configured }))).toEqual([
      `${IN_PLAIN_TEXT} an argument of command, --password`,
    ]);
  });

  test('warn of a secret in a variable, which is no plain text', () => {
    const hidden = (more: ContextParts): string[] => told(SECRET_RULES, contextWith(more));
    const configured = [
      {
        address: 'docker_container.web',
        providerKey: 'docker',
        references: [],
        expressions: { env: references },
      },
    ];
    const after = settings(variable('DB_PASSWORD', SECRET));
    const change = { afterSensitive: { env: true } };
    expect(hidden({ containers: [{ after, change }], configured })).toEqual([
      'CR-SEC-3 warn: a secret is in the variable DB_PASSWORD, where everybody who may use the Engine reads it, and programs that it starts get it',
    ]);
    const before = settings(variable('DB_PASSWORD', 'another-secret'));
    expect(hidden({ containers: [{ before, after, change }], configured })).toEqual([
      'CR-SEC-1 info: what it is told changes: another value: DB_PASSWORD',
    ]);
  });

  test('warn of a variable of a service of Swarm whose value is known only after the apply', () => {
    const after = settings({ ...variable('DB_PASSWORD', ''), unknown: new Set(['env']) });
    const containers = [{ address: 'docker_service.web', after, change: { after: {} } }];
    expect(told(SECRET_RULES, contextWith({ containers }))).toEqual([
      expect.stringContaining('CR-SEC-3 warn: a secret is in the variable DB_PASSWORD'),
    ]);
  });
});

describe('SECRET_RULES about what the facts tell', () => {
  const facts = (secrets: Record<string, string>): Facts => ({
    kind: 'service',
    image: 'dev/image',
    environment: [],
    health: '',
    secrets,
  });
  const asFile = facts({ '/run/secrets/token': 'file' });
  const asVariable = facts({ API_TOKEN: 'environment: the vendor reads it there only' });
  const judged = (before: Facts | undefined, after: Facts) =>
    contextWith({
      containers: [{ before: settings(), after: settings({ image: 'sha256:2' }) }],
      paths: { 'docker_container.web': 'dev/web' },
      facts: before === after ? [] : [{ path: 'dev/web', before, after }],
      factsAfter: { 'dev/web': after },
    });
  const line =
    'CR-SEC-3 warn: a secret is in the variable API_TOKEN, where everybody who may use the Engine reads it; the reason given is: the vendor reads it there only';

  test('warn of a secret that moves from a file to a variable, with the reason', () => {
    expect(told(SECRET_RULES, judged(asFile, asVariable))).toContain(line);
    expect(told(SECRET_RULES, judged(undefined, asVariable))).toContain(line);
    expect(told(SECRET_RULES, judged(asVariable, asFile)).filter((each) => each.includes('SEC-3'))).toEqual(
      [],
    );
  });

  test('say nothing of one that was a variable before', () => {
    expect(told(SECRET_RULES, judged(asVariable, asVariable))).toEqual([]);
    const again = facts({ API_TOKEN: 'environment: another reason' });
    expect(told(SECRET_RULES, judged(asVariable, again))).toEqual([]);
  });

  test('say the fix in the words of the library', () => {
    expect(found(SECRET_RULES, judged(undefined, asVariable)).map(({ fix }) => plain(fix))).toContain(
      'give it by provideSecret as a file, if the program can read one',
    );
  });
});
