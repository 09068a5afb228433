import { plain } from '../../../lib/review/model/phrase';
import type { ResourceChange } from '../../../lib/review/model/plan';
import { judgeRebuilds } from '../../../lib/review/rules/rebuild-rules';
import { DIGEST, OTHER_DIGEST, built, imageChange, pulled } from '../support/images';
import { type ContextParts, contextWith } from '../support/plan-builder';
import { settings } from '../support/settings';

function told(parts: ContextParts): string[] {
  return judgeRebuilds(contextWith(parts)).map(
    ({ rule, severity, effect }) => `${rule} ${severity}: ${plain(effect)}`,
  );
}

function rebuilt(
  before: Record<string, string>,
  after: Record<string, string | null>,
  parts: Partial<ResourceChange> = {},
): ContextParts {
  return {
    changes: [imageChange(built('web:1', { triggers: before }), built('web:2', { triggers: after }), parts)],
  };
}

const ALONE = ', and no container of this plan changes with it';

describe('CR-IMG-3 says why an image is built anew', () => {
  test('by the causes that this library tells apart', () => {
    const before = { source: 'a', modules: 'a', tests: 'a', recipe: 'a' };
    expect(told(rebuilt(before, { ...before, source: 'b' }))).toEqual([
      `CR-IMG-3 info: it is built anew since its sources changed${ALONE}`,
    ]);
    expect(told(rebuilt(before, { recipe: 'b', source: 'b', modules: 'b' }))).toEqual([
      `CR-IMG-3 info: it is built anew since its sources, its modules, its tests and its recipe changed${ALONE}`,
    ]);
  });

  test('also where a cause is known only after the apply', () => {
    const unknown = { afterUnknown: { triggers: { base: true } } };
    expect(told(rebuilt({ base: 'a', files: 'a' }, { files: 'b', base: null }, unknown))).toEqual([
      `CR-IMG-3 info: it is built anew since the image that it starts from and its files changed${ALONE}`,
    ]);
    expect(told(rebuilt({}, {}, unknown))[0]).toContain('since the image that it starts from changed');
    expect(told(rebuilt({ recipe: 'a' }, {}, { afterUnknown: { triggers: true } }))[0]).toContain(
      'its recipe',
    );
  });

  test('by the names of triggers that somebody else made, and never their values', () => {
    const [sentence] = told(
      rebuilt({ source: 'secret-a', dir_sha1: 'secret-a' }, { source: 'secret-a', dir_sha1: 'b' }),
    );
    expect(sentence).toBe(`CR-IMG-3 info: it is built anew since its trigger dir_sha1 changed${ALONE}`);
    const many = Object.fromEntries(Array.from({ length: 1000 }, (_, index) => [`key${index}`, 'a']));
    expect(told(rebuilt(many, {}))[0]).toMatch(/its trigger key\d+ and 992 more changed/);
  });

  test('by what else replaces it', () => {
    const image = (
      before: Parameters<typeof built>[1],
      after: typeof before,
      parts: Partial<ResourceChange> = {},
    ) => told({ changes: [imageChange(built('web:1', before), built('web:1', after), parts)] });
    expect(image({}, { build: { target: 'runtime' } })[0]).toContain('since the way it is built changed');
    expect(image({}, { platform: 'linux/arm64' })[0]).toContain('since its platform changed');
    expect(image({}, {}, { reason: 'replace_because_tainted' })[0]).toContain(
      '(the last apply did not finish it)',
    );
    expect(image({}, {}, { reason: 'replace_by_request' })[0]).toContain(
      '(the plan was asked to replace it)',
    );
    expect(image({}, {}, { reason: 'constructor' })[0]).toContain('(the plan says no reason)');
  });

  test('and of an image that is pulled why it is pulled again', () => {
    const again = imageChange(
      pulled('nginx:1', { pull_triggers: [DIGEST] }),
      pulled('nginx:1', { pull_triggers: [OTHER_DIGEST] }),
    );
    expect(told({ changes: [again] })).toEqual([
      `CR-IMG-3 info: it is pulled anew since its pull triggers changed${ALONE}`,
    ]);
  });

  test('and holds for what is new, stays, goes or has another name to be pulled by', () => {
    const none = [
      imageChange(undefined, built('web:1')),
      imageChange(built('web:1'), undefined),
      imageChange(built('web:1'), built('web:1', { keep_locally: false }), { effect: 'update' }),
      imageChange(pulled('nginx:1'), pulled('nginx:2')),
    ];
    expect(told({ changes: none })).toEqual([]);
  });
});

describe('CR-IMG-3 says who follows', () => {
  const web = { address: 'docker_container.web' };
  const worker = { address: 'docker_container.worker' };

  test('those that refer to the image and change', () => {
    const parts = {
      ...rebuilt({ source: 'a' }, { source: 'b' }),
      containers: [
        { ...worker, before: settings(), after: settings({ image: '' }) },
        { ...web, before: settings(), after: settings({ image: '' }) },
      ],
      dependents: { 'docker_image.web': ['docker_container.web', 'docker_container.worker'] },
      paths: { 'docker_container.web': 'dev/web' },
    };
    expect(told(parts)).toEqual([
      'CR-IMG-3 info: it is built anew since its sources changed, and dev/web and docker_container.worker change with it',
    ]);
    expect(told({ ...parts, containers: parts.containers.slice(0, 1) })[0]).toMatch(
      /, and docker_container.worker changes with it$/,
    );
  });

  test('and warns of those that name it and therefore go on with the image of before', () => {
    const named = settings({ image: 'web:1' });
    const same = imageChange(
      built('web:1', { triggers: { a: '1' } }),
      built('web:1', { triggers: { a: '2' } }),
    );
    const parts = { changes: [same], containers: [{ ...web, before: named, after: named }] };
    expect(told(parts)).toEqual([
      `CR-IMG-3 warn: it is built anew since its trigger a changed${ALONE}, but docker_container.web goes on with the image of before, which has the same name`,
    ]);
    const other = { ...web, before: settings(), after: settings() };
    const dependents = { 'docker_image.web': ['docker_container.web'] };
    expect(told({ ...parts, containers: [other], dependents })[0]).toMatch(/^CR-IMG-3 info/);
    const followed = { ...web, before: named, after: named, effect: 'replace' as const };
    expect(told({ ...parts, containers: [followed] })).toEqual([
      'CR-IMG-3 info: it is built anew since its trigger a changed, and docker_container.web changes with it',
    ]);
  });
});
