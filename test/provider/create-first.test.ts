import { createFirstProblems } from '../../lib/provider/create-first';

const STAMPED = 'web-${formatdate("YYYYMMDD-hhmmss", timestamp())}';
const OVERLAPS = { create_before_destroy: true, ignore_changes: ['name'] };
const db = { name: 'db' };

/** A stack with an overlapping container and a database, and what else is given. */
const problemsOf = (web: object, more: object = {}): string[] =>
  createFirstProblems({
    resource: { docker_container: { web: { name: STAMPED, lifecycle: OVERLAPS, ...web }, db } },
    ...more,
  });

/** The same with a volume of this name that it depends on. */
const problemsWithVolume = (name: string): string[] =>
  createFirstProblems({
    resource: {
      docker_container: { web: { name: STAMPED, lifecycle: OVERLAPS, depends_on: ['docker_volume.data'] } },
      docker_volume: { data: { name } },
    },
  });

const REFUSED = expect.stringMatching(
  /of docker_container\.db( \(through [^)]*\))? there can be only one/,
) as string;

describe('what an overlapping container depends on', () => {
  test.each<[string, object, object]>([
    ['an expression', { env: ['DB=${docker_container.db.name}'] }, {}],
    ['an expression among text and calls', { env: ['${upper("x${docker_container.db.name}")}'] }, {}],
    ['depends_on', { depends_on: ['docker_container.db'] }, {}],
    ['depends_on of an instance', { depends_on: ['docker_container.db[0]'] }, {}],
    [
      'replace_triggered_by',
      { lifecycle: { ...OVERLAPS, replace_triggered_by: ['docker_container.db.id'] } },
      {},
    ],
    ['a local value', { env: ['${local.name}'] }, { locals: { name: '${docker_container.db.name}' } }],
    [
      'a data source',
      { env: ['${data.external.it.result}'] },
      { data: { external: { it: { depends_on: ['docker_container.db'] } } } },
    ],
    ['a module', { env: ['${module.it.name}'] }, { module: { it: { name: '${docker_container.db.name}' } } }],
    [
      'its provider',
      { provider: 'docker.own' },
      { provider: { docker: [{ alias: 'own', host: '${docker_container.db.name}' }] } },
    ],
  ])('is seen through %s', (_, web, more) => {
    expect(problemsOf(web, more)).toEqual([REFUSED]);
  });

  test.each([
    ['a comment of the framework', { '//': { metadata: { path: '${docker_container.db.name}' } } }],
    ['a text without an expression', { env: ['docker_container.db'] }],
    ['a name that only begins like it', { env: ['${docker_container.db2.name}'] }],
  ])('is not seen in %s', (_, web) => {
    expect(problemsOf(web)).toEqual([]);
  });

  test.each(['db-${var.environment}', '${terraform.workspace}-db', 'db-${local.place}', '$${timestamp()}'])(
    'can be there once under the name %s',
    (name) => {
      expect(problemsWithVolume(name)).toHaveLength(1);
    },
  );

  test.each(['db-${substr(terraform_data.generation.id, 0, 8)}', 'db-${uuid()}'])(
    'can be there twice under the name %s',
    (name) => {
      expect(problemsWithVolume(name)).toEqual([]);
    },
  );
});

describe('an overlapping container', () => {
  test.each([
    ['name', { name: 'web-${var.environment}' }, /same every time/],
    ['count', { count: 2 }, /several times/],
    ['dynamic ports', { dynamic: { ports: { for_each: [80] } } }, /ports of the host/],
  ])('is refused for its %s', (_, web, expected) => {
    expect(problemsOf(web)).toEqual([expect.stringMatching(expected)]);
  });

  test.each([{}, { prevent_destroy: true }, { create_before_destroy: true, ignore_changes: ['labels'] }])(
    'is refused when its life cycle has become %j',
    (lifecycle) => {
      expect(problemsOf({ lifecycle })).toEqual([
        expect.stringMatching(/lifecycle of its resource was replaced/),
      ]);
    },
  );

  test('may have more in its life cycle', () => {
    expect(problemsOf({ lifecycle: { ...OVERLAPS, prevent_destroy: true } })).toEqual([]);
  });
});
