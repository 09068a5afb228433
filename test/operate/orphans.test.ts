import type { DeclaredStack } from '../../lib/operate/declared-stack';
import { orphanText } from '../../lib/operate/orphan-text';
import { type EngineContents, type Orphan, orphansOf } from '../../lib/operate/orphans';
import type { TerraformState } from '../../lib/operate/terraform-state';

const HERE = {};
const GENERATION = '0123abcd';
const STATE: TerraformState = {
  containers: new Set(['known']),
  networks: new Set(['known']),
  volumes: new Set(['known']),
  data: new Set([`${GENERATION}-5e52-2c0b`]),
  isEmpty: false,
};
const DECLARED: DeclaredStack = {
  containers: [{ name: 'dev-api', path: 'dev/api', engine: HERE }],
  networks: [{ name: 'dev-network', engine: HERE }],
  volumes: [{ name: 'dev-data', path: 'dev/data', engine: HERE }],
  engines: [HERE],
};

function orphans(contents: Partial<EngineContents>, { declared = DECLARED, state = STATE } = {}): Orphan[] {
  const owns = (path: string): boolean => path.startsWith('dev/');
  return orphansOf(
    { owns, declared, state },
    { engine: HERE, containers: [], networks: [], volumes: [], ...contents },
  );
}

/** The commands, each in one text. */
function commands(found: readonly Orphan[]): string[] {
  return found.flatMap((orphan) => orphan.commands.map((words) => words.join(' ')));
}

describe('an orphan', () => {
  test('is nothing that Terraform knows, and nothing of another stack', () => {
    expect(
      orphans({
        containers: [
          { id: 'known', name: 'dev-api', path: 'dev/api' },
          { id: 'other', name: 'prod-api', path: 'prod/api' },
        ],
        networks: [
          { id: 'known', name: 'dev-network', attached: ['dev-api'] },
          { id: 'bridge', name: 'bridge', attached: [] },
        ],
        volumes: [
          { name: 'known', path: 'dev/data' },
          { name: 'prod-data', path: 'prod/data' },
        ],
      }),
    ).toEqual([]);
  });

  test('that is a container is removed, since Terraform makes it anew', () => {
    const found = orphans({ containers: [{ id: 'lost', name: 'dev-api', path: 'dev/api' }] });
    expect(found).toEqual([
      {
        title: 'container dev-api of dev/api',
        remark: 'Terraform makes it anew',
        commands: [['container', 'rm', '--force', 'dev-api']],
      },
    ]);
  });

  test('that the stack does not declare may be that of another app, which is said', () => {
    const [found] = orphans({ containers: [{ id: 'lost', name: 'dev-old', path: 'dev/old' }] });
    expect(found!.remark).toContain('look whether it is that of another app before you remove it');
  });

  test('that is a network is found by its name, and removed after its containers', () => {
    const found = orphans({
      containers: [{ id: 'lost', name: 'dev-api', path: 'dev/api' }],
      networks: [{ id: 'n1', name: 'dev-network', attached: ['dev-api'] }],
    });
    expect(commands(found)).toEqual(['container rm --force dev-api', 'network rm dev-network']);
  });

  test('that is a network in use is left by its containers first', () => {
    const found = orphans({ networks: [{ id: 'n1', name: 'dev-network', attached: ['dev-api', 'a'] }] });
    expect(commands(found)).toEqual([
      'network disconnect --force dev-network dev-api',
      'network disconnect --force dev-network a',
      'network rm dev-network',
    ]);
    expect(found[0]!.remark).toContain('in use by dev-api, a');
  });

  test('that is the second network of one name goes by its id', () => {
    const found = orphans({
      networks: [
        { id: 'known', name: 'dev-network', attached: [] },
        { id: 'n2', name: 'dev-network', attached: [] },
      ],
    });
    expect(commands(found)).toEqual(['network rm n2']);
  });

  test('that is a volume with data is never removed, whether the stack declares it or not', () => {
    const volumes = ['dev-data', 'dev-old', 'dev-secrets', 'dev-secrets-0123abcd', 'dev-secrets-fedcba98'];
    const found = orphans({ volumes: volumes.map((name) => ({ name, path: 'dev/data' })) });
    expect(found).toHaveLength(volumes.length);
    expect(commands(found)).toEqual([]);
    expect(found[0]!.remark).toBe('nothing to do: the next apply takes it over with what is in it');
    expect(found[1]!.remark).toContain('its data stays until you remove it yourself');
  });

  test('that is a volume with the name of one that is declared is never removed, whatever it is called', () => {
    const name = 'dev-secrets-fedcba98';
    const path = 'dev/secrets-of-mine';
    const declared = { ...DECLARED, volumes: [{ name, path, engine: HERE }] };
    expect(commands(orphans({ volumes: [{ name, path }] }, { declared }))).toEqual([]);
  });

  test('that is a volume of secrets is removed, unless its generation is the one that Terraform knows', () => {
    const path = 'dev/api/secrets-run-secrets';
    const names = [`dev-api-secrets-${GENERATION}`, 'dev-api-secrets-fedcba98'];
    const found = orphans({ volumes: names.map((name) => ({ name, path })) });
    expect(commands(found)).toEqual(['volume rm dev-api-secrets-fedcba98']);
    expect(found[0]!.remark).toContain('takes it over');
  });

  test('is looked for on the Engine that it is declared for', () => {
    const engine = { host: 'tcp://east' };
    const networks = [{ id: 'n1', name: 'dev-network', attached: [] }];
    expect(orphans({ engine, networks })).toEqual([]);
    const east = orphans(
      { engine, networks },
      { declared: { ...DECLARED, networks: [{ name: 'dev-network', engine }] } },
    );
    expect(commands(east)).toEqual(['--host tcp://east network rm dev-network']);
  });
});

describe('orphanText', () => {
  test('is a script for a shell, which says everything else in comments', () => {
    const found = orphans({
      containers: [{ id: 'lost', name: 'dev-api', path: 'dev/api' }],
      volumes: [{ name: 'dev-data', path: 'dev/data' }],
    });
    expect(orphanText('dev', found)).toBe(`# container dev-api of dev/api: Terraform makes it anew
docker container rm --force dev-api
# volume dev-data of dev/data: nothing to do: the next apply takes it over with what is in it
# then: cdktf deploy dev
`);
  });

  test('has no command that a label or an address brings along', () => {
    const text = orphanText('dev', [
      { title: 'container a of dev/a\nrm -rf /', remark: 'x\ry', commands: [['--host', "ssh://a b'c", 'x']] },
    ]);
    expect(text).toBe(`# container a of dev/a rm -rf /: x y
docker --host 'ssh://a b'\\''c' x
# then: cdktf deploy dev
`);
  });
});
