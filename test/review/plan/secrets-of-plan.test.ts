import { secretsOfPlan } from '../../../lib/review/plan/secrets-of-plan';

const ENV = ['LEVEL=info-level', 'PASSWORD=hunter22'];

function changeOf(type: string, change: object, expressions: object = {}): Record<string, unknown> {
  return {
    configuration: { root_module: { resources: [{ address: `${type}.web`, expressions }] } },
    resource_changes: [{ address: `${type}.web["a"]`, type, name: 'web', change }],
  };
}

describe('the secrets of a plan', () => {
  test('are values of sensitive variables, with their defaults, in modules too', () => {
    const found = secretsOfPlan({
      variables: { password: { value: 'given' }, level: { value: 'open' } },
      configuration: {
        root_module: {
          variables: { password: { sensitive: true, default: 'default-1' }, level: {} },
          module_calls: {
            db: {
              expressions: { key: { constant_value: 'passed' } },
              module: { variables: { key: { sensitive: true, default: 'default-2' } } },
            },
          },
        },
      },
    });
    expect([...found].sort()).toEqual(['default-1', 'default-2', 'given', 'passed']);
  });

  test('are values of variables that the configuration does not declare: it may have been cut', () => {
    expect([...secretsOfPlan({ variables: { password: { value: 'given' } } })]).toEqual(['given']);
  });

  test('are what is marked, on any side, as a part or as a whole', () => {
    const found = secretsOfPlan(
      changeOf('aws_db_instance', {
        before: { a: { b: ['x1', 'x2'] }, c: 'open' },
        before_sensitive: { a: { b: [false, true] } },
        after: { a: { b: ['x3'] }, c: 7 },
        after_sensitive: { a: true, c: true },
      }),
    );
    expect([...found].sort()).toEqual(['7', 'x2', 'x3']);
  });

  test('are all variables of a marked environment, and their values alone', () => {
    const found = secretsOfPlan(
      changeOf('docker_container', { after: { env: ENV }, after_sensitive: { env: true } }),
    );
    expect([...found].sort()).toEqual(['LEVEL=info-level', 'PASSWORD=hunter22', 'hunter22', 'info-level']);
  });

  test('are contents of files that are copied, and not where they go', () => {
    const upload = [{ file: '/run/secrets/key', permissions: '0444', content: 'the key' }];
    const found = secretsOfPlan(
      changeOf('docker_container', { after: { upload }, after_sensitive: { upload: true } }),
    );
    expect([...found]).toEqual(['the key']);
  });

  test('are not those variables of a marked environment that the configuration says in plain text', () => {
    const found = secretsOfPlan(
      changeOf(
        'docker_container',
        { after: { env: ENV }, after_sensitive: { env: true } },
        {
          env: {
            constant_value: ['LEVEL=info-level', 'PASSWORD=${var.password}'],
            references: ['var.password'],
          },
        },
      ),
    );
    expect([...found].sort()).toEqual(['PASSWORD=hunter22', 'hunter22']);
  });

  test('are in plain text where an attribute of another provider is marked: there is no set that a mark could have spread over', () => {
    const found = secretsOfPlan(
      changeOf(
        'aws_db_instance',
        { after: { password: 'in-the-source' }, after_sensitive: { password: true } },
        { password: { constant_value: 'in-the-source' } },
      ),
    );
    expect([...found]).toEqual(['in-the-source']);
  });

  test('are attributes that are called like one, and variables, without any mark', () => {
    const found = secretsOfPlan({
      prior_state: {
        values: {
          root_module: {
            child_modules: [
              {
                resources: [
                  {
                    address: 'data.terraform_remote_state.db',
                    type: 'terraform_remote_state',
                    values: { outputs: { db_password: 'from-state' } },
                  },
                  {
                    address: 'docker_container.web',
                    type: 'docker_container',
                    values: { env: ['API_TOKEN=abc-def'] },
                  },
                  { address: 'docker_secret.s', type: 'docker_secret', values: { data: 'aHVudGVyMjI=' } },
                ],
              },
            ],
          },
        },
      },
    });
    expect([...found].sort()).toEqual([
      'API_TOKEN=abc-def',
      'aHVudGVyMjI=',
      'abc-def',
      'from-state',
      'hunter22',
    ]);
  });

  test('are sensitive outputs, before and after', () => {
    const found = secretsOfPlan({
      planned_values: { outputs: { a: { sensitive: true, value: { deep: 'one' } }, b: { value: 'open' } } },
      output_changes: { a: { before: 'two', after: 'one', before_sensitive: true, after_sensitive: false } },
    });
    expect([...found].sort()).toEqual(['one', 'two']);
  });

  test.each([
    [{}],
    [{ resource_changes: 5 }],
    [{ resource_changes: [null, 'x', { change: [] }] }],
    [{ variables: [] }],
  ])('are none in %j, which is no error here', (document) => {
    expect([...secretsOfPlan(document)]).toEqual([]);
  });
});
