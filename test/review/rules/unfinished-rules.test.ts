import type { ContainerSettings } from '../../../lib/review/model/container-settings';
import type { Effect, ResourceChange } from '../../../lib/review/model/plan';
import { UNFINISHED_RULES } from '../../../lib/review/rules/unfinished-rules';
import { judgedBy, verdictsBy } from '../support/judged';
import { changeOf, type ContainerParts, contextWith, type ContextParts } from '../support/plan-builder';
import { settings } from '../support/settings';

const judged = (parts: ContextParts) => judgedBy(UNFINISHED_RULES, contextWith(parts));
const found = (parts: ContextParts) => verdictsBy(UNFINISHED_RULES, contextWith(parts));

const WEB = 'docker_container.web';
const TAINTED = { reason: 'replace_because_tainted' };

const change = (effect: Effect, parts: Partial<ResourceChange> = {}, address = WEB): ResourceChange =>
  changeOf(address, { effect, before: {}, ...parts });

/** What a deploy has left over. */
const left = (parts: Partial<ContainerSettings> = {}, deposed = '0a1b2c3d'): ContainerParts => ({
  before: settings({ name: 'web-20260101-000000', ...parts }),
  change: { deposed },
});

/** The new one that did not become healthy, which this plan replaces. */
const failed = (parts: Partial<ContainerParts> = {}): ContainerParts => ({
  before: settings({ name: 'web-20260102-000000' }),
  after: settings({ name: '', unknown: new Set(['name']) }),
  effect: 'replace-create-first',
  change: TAINTED,
  ...parts,
});

const SERVES_STILL =
  'the old version still serves (deposed object 0a1b2c3d, container web-20260101-000000), since the last deploy made a new one that did not become healthy: it is stopped when the one of this plan is healthy';
const OTHERWISE =
  'an earlier apply made its successor and did not get to removing this one (deposed object 0a1b2c3d): the plan does';

describe('CR-TAINT-1', () => {
  test('warns when the last apply failed half way, and says in which order it is replaced', () => {
    const effectOf = (effect: Effect) => judged({ changes: [change(effect, TAINTED)] })[0]!;
    expect(effectOf('replace')).toMatchObject({ rule: 'CR-TAINT-1', severity: 'warn', address: WEB });
    expect(effectOf('replace').effect).toContain('the plan destroys and makes it anew');
    expect(effectOf('replace-create-first').effect).toContain('makes another one, and then destroys it');
  });

  test('warns when an apply has left something over', () => {
    expect(judged({ containers: [left()] })).toMatchObject([
      { rule: 'CR-TAINT-1', severity: 'warn', effect: OTHERWISE },
    ]);
  });

  test('holds for every other reason, and for other providers', () => {
    expect(found({ changes: [change('replace', { reason: 'replace_by_request' })] })).toEqual([]);
    expect(found({ changes: [change('replace', TAINTED, 'aws_instance.x')] })).toEqual([]);
  });
});

describe('what a deploy that failed has left over', () => {
  const leftOver = (...containers: readonly ContainerParts[]) =>
    judged({ containers }).filter(({ effect }) => effect.includes('0a1b2c3d'));

  test('is the old version, which serves until the new one is healthy', () => {
    expect(leftOver(failed(), left())).toMatchObject([{ severity: 'warn', effect: SERVES_STILL }]);
  });

  test('is one of several after several such deploys', () => {
    const [finding] = leftOver(failed(), left(), left({}, '4e5f6a7b'));
    expect(finding!.effect).toContain(
      'this one (deposed object 0a1b2c3d, container web-20260101-000000) is the old version that serves, or',
    );
  });

  test.each([
    ['the one after it is stopped first', failed({ effect: 'replace' })],
    ['the one after it did not fail', failed({ change: {} })],
    ['nothing waited for the one after it', failed({ before: settings({ waits: false }) })],
    ['the one after it has another address', failed({ address: 'docker_container.other' })],
  ])('may be what serves, when %s', (_, successor) => {
    expect(leftOver(successor, left())).toMatchObject([{ severity: 'warn', effect: OTHERWISE }]);
  });

  test('is nothing to look at, where nothing runs by it and nothing is kept in it', () => {
    const job = left({ isService: false, starts: true });
    expect(leftOver(failed(), job)).toMatchObject([{ severity: 'info' }]);
    const image = change('delete', { deposed: '0a1b2c3d' }, 'docker_image.web');
    expect(found({ changes: [image] })).toEqual(['CR-TAINT-1 info']);
  });

  test('is no more than a copy where it is a volume of secrets, and else may be data', () => {
    const label = [{ label: 'cdktf-go-containers.path', value: 'dev/web/secrets-0123456789ab' }];
    const name = 'dev-web-secrets-0123abcd';
    const volume = (of: string) =>
      change('delete', { deposed: '0a1b2c3d', before: { name: of, labels: label } }, 'docker_volume.secrets');
    const carrier = left({
      name: `${name}-20260101-000000`,
      isService: false,
      labels: { 'cdktf-go-containers.path': 'dev/web/secrets-0123456789ab' },
      uploads: [{ file: '/run/secrets/token', content: 'x' }],
    });
    const severities = (of: string) =>
      judged({ containers: [carrier], changes: [volume(of)] }).map(({ severity }) => severity);
    expect(severities(name)).toEqual(['info', 'info']);
    expect(severities('data')).toEqual(['info', 'warn']);
  });
});
