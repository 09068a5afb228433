import type { Fields } from '../../../lib/core/json';
import { judgeBuilds } from '../../../lib/review/rules/build-rules';
import { plain } from '../../../lib/review/model/phrase';
import { built, imageChange, pulled } from '../support/images';
import { contextWith } from '../support/plan-builder';

function told(before: Fields, after: Fields, unknown: unknown = {}): string[] {
  const change = imageChange(before, after, { afterUnknown: { build: unknown } });
  return judgeBuilds(contextWith({ changes: [change] })).map(
    ({ rule, severity, effect }) => `${rule} ${severity}: ${plain(effect)}`,
  );
}

function edited(before: Fields, after: Fields, unknown: unknown = {}): string[] {
  return told(built('web:1', { build: before }), built('web:1', { build: after }), [unknown]);
}

const OTHER = 'CR-IMG-5 info: it is made in another way: ';

describe('CR-IMG-5', () => {
  test('shows what decides how an image is built', () => {
    expect(
      edited({ platform: 'linux/amd64' }, { platform: 'linux/arm64', target: 'debug', no_cache: true }),
    ).toEqual([
      `${OTHER}no_cache from nothing to true, platform from linux/amd64 to linux/arm64 and target from nothing to debug`,
    ]);
    expect(edited({}, { builder: 'remote' })).toEqual([`${OTHER}builder from nothing to remote`]);
  });

  test('names arguments, labels and secrets, and shows no value of them', () => {
    const before = {
      build_args: { A: 'secret-1', B: 'secret-2' },
      secrets: [{ id: 'netrc', src: 'secret-3' }],
    };
    const after = {
      build_args: { B: 'secret-4', C: 'secret-5' },
      labels: { team: 'secret-6' },
      secrets: [
        { id: 'netrc', src: 'secret-7' },
        { id: 'token', env: 'secret-8' },
      ],
    };
    expect(edited(before, after)).toEqual([
      `${OTHER}build_args (C added, A removed and B changed), labels (team added) and secrets (token added and netrc changed)`,
    ]);
  });

  test('names everything else, and what a later provider may add, without its value', () => {
    const before = { auth_config: [{ password: 'secret-1' }], context: 'a' };
    const after = { auth_config: [{ password: 'secret-2' }], context: 'b', later: 'secret-3' };
    expect(edited(before, after)).toEqual([`${OTHER}auth_config, context and later`]);
  });

  test('says what is known only after the apply', () => {
    expect(
      edited({ build_args: { A: '1' } }, { build_args: {} }, { build_args: { A: true, B: true } }),
    ).toEqual([`${OTHER}build_args (B added and A changed)`]);
    expect(edited({ target: 'a' }, { target: null }, { target: true })).toEqual([
      `${OTHER}target (known only after the apply)`,
    ]);
    expect(edited({}, {}, { secrets: [{ id: true }] })).toEqual([
      `${OTHER}secrets (known only after the apply)`,
    ]);
    expect(told(built('web:1'), pulled('web:1'), true)).toEqual([
      `${OTHER}build is known only after the apply`,
    ]);
  });

  test('holds where the same is said in another way, and for an image that is new or pulled as before', () => {
    const nothing = {
      labels: {},
      target: '',
      no_cache: false,
      memory: 0,
      secrets: null,
      dockerfile: null,
      remove: null,
    };
    expect(
      edited({ build_args: { A: '1', B: '2' } }, { ...nothing, build_args: { B: '2', A: '1' } }),
    ).toEqual([]);
    expect(told(pulled('nginx:1'), pulled('nginx:2'))).toEqual([]);
    expect(judgeBuilds(contextWith({ changes: [imageChange(undefined, built('web:1'))] }))).toEqual([]);
    expect(edited({ remove: true }, { remove: false })).toEqual([`${OTHER}remove`]);
  });

  test('says when a build becomes a pull, and a pull a build', () => {
    expect(told(pulled('web:1'), built('web:2'))).toEqual([`${OTHER}it was pulled before, and is built now`]);
    expect(told(built('web:1'), pulled('web:2'))).toEqual([`${OTHER}it was built before, and is pulled now`]);
    expect(told(pulled('web:1'), pulled('web:1', { platform: 'linux/arm64' }))).toEqual([
      `${OTHER}platform from nothing to linux/arm64`,
    ]);
  });

  test.each([
    [{}, { provenance: 'false' }],
    [{ provenance: 'mode=max' }, { provenance: 'mode=max,disabled=true' }],
    [{ sbom: 'true' }, { sbom: 'false' }],
    [{ sbom: 'generator=scanner' }, {}],
    [{}, { use_legacy_builder: true }],
  ])('warns where %j becomes %j, since what tells the origin of an image is turned off', (before, after) => {
    expect(edited(before, after)).toEqual([
      expect.stringMatching(/^CR-IMG-5 warn: it is built without .* what the image was made from$/),
    ]);
  });

  test.each([
    [{ provenance: 'false' }, {}],
    [{ provenance: 'mode=max' }, { provenance: 'mode=min' }],
    [{}, { sbom: 'true' }],
    [{ use_legacy_builder: true }, {}],
  ])('does not where %j becomes %j', (before, after) => {
    expect(edited(before, after)).toEqual([expect.stringContaining(OTHER)]);
  });

  test('refuses a block that no provider writes', () => {
    expect(() => told({ ...built('web:1'), build: 'x' }, built('web:1'))).toThrow(
      /"build" of docker_image\.web/,
    );
  });
});
