import { secretCopies } from '../../../lib/review/rules/secret-copies';
import { changeOf, contextWith, type ContextParts } from '../support/plan-builder';
import { containerFields, settings } from '../support/settings';

const NAME = 'dev-web-secrets-0123abcd';
const PATH = 'dev/web/secrets-0123456789ab';
const LABELS = { 'cdktf-go-containers.path': PATH };
const CARRIER = settings({
  name: NAME,
  isService: false,
  labels: LABELS,
  uploads: [{ file: '/run/secrets/token', content: 'x' }],
});

function volume(name = NAME, path = PATH) {
  return changeOf('docker_volume.secrets', {
    before: { name, labels: [{ label: 'cdktf-go-containers.path', value: path }] },
  });
}

function copies(parts: ContextParts): string[] {
  return [...secretCopies(contextWith(parts))];
}

describe('a volume has nothing but copies of secrets', () => {
  test('when a container of its name and its construct, which never runs, fills it', () => {
    expect(copies({ containers: [{ before: CARRIER }], changes: [volume()] })).toEqual([NAME]);
  });

  test('also when its name ends in the time when it was made', () => {
    const name = `${NAME}-20260101-000000`;
    expect(copies({ containers: [{ before: { ...CARRIER, name } }], changes: [volume()] })).toEqual([NAME]);
  });

  test('also when somebody has removed that container', () => {
    const pruned = changeOf('docker_container.secrets', { before: containerFields(CARRIER) });
    expect(copies({ changes: [volume()], drift: [pruned] })).toEqual([NAME]);
  });
});

describe('a volume has data', () => {
  test('when what has its name was only changed by hand', () => {
    const fields = containerFields(CARRIER);
    const edited = changeOf('docker_container.secrets', { before: fields, after: fields, effect: 'update' });
    expect(copies({ changes: [volume()], drift: [edited] })).toEqual([]);
  });

  test.each([
    ['when nothing fills it', []],
    ['when what has its name runs', [{ before: { ...CARRIER, isService: true } }]],
    ['when what has its name starts', [{ before: { ...CARRIER, starts: true } }]],
    ['when what has its name brings no files', [{ before: { ...CARRIER, uploads: [] } }]],
    [
      'when what has its name is of another construct',
      [{ before: { ...CARRIER, labels: { ...LABELS, 'cdktf-go-containers.path': 'dev/x' } } }],
    ],
    ['when what has its name is not deployed yet', [{ after: CARRIER }]],
    ['when what has its name is of no construct', [{ before: { ...CARRIER, labels: {} } }]],
  ])('%s', (_, containers) => {
    expect(copies({ containers, changes: [volume()] })).toEqual([]);
  });

  test('when it has no name of a generation of secrets', () => {
    const name = 'dev-web-data';
    expect(copies({ containers: [{ before: { ...CARRIER, name } }], changes: [volume(name)] })).toEqual([]);
  });

  test('when it is a volume of another construct', () => {
    expect(copies({ containers: [{ before: CARRIER }], changes: [volume(NAME, 'dev/data')] })).toEqual([]);
  });
});
