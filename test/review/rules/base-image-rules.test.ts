import type { ContainerSettings } from '../../../lib/review/model/container-settings';
import { plain } from '../../../lib/review/model/phrase';
import { judgeBases, judgeNames } from '../../../lib/review/rules/base-image-rules';
import { DIGEST, OTHER_DIGEST, built, imageChange, imageFacts, pulled } from '../support/images';
import { type ContextParts, contextWith } from '../support/plan-builder';
import { settings } from '../support/settings';

const PINNED = `golang:1.27@${DIGEST}`;

function told(judge: typeof judgeBases, parts: ContextParts): string[] {
  return judge(contextWith(parts)).map(
    ({ rule, severity, address, effect }) => `${rule} ${severity} ${address ?? 'the plan'}: ${plain(effect)}`,
  );
}

/** The facts of one image with other bases. */
function bases(before: readonly string[], after: readonly string[], accepted?: string): ContextParts {
  return {
    facts: [
      {
        path: 'dev/web',
        before: imageFacts({ bases: before }),
        after: imageFacts({
          bases: after,
          ...(accepted !== undefined && { accepted: { 'floating tag': accepted } }),
        }),
      },
    ],
    changes: [imageChange(built('web:1'), built('web:2'))],
    paths: { 'docker_image.web': 'dev/web' },
  };
}

function container(
  before: Partial<ContainerSettings> | undefined,
  after: Partial<ContainerSettings>,
): ContextParts {
  return { containers: [{ before: before && settings(before), after: settings(after) }] };
}

describe('CR-IMG-1 of the base images of this library', () => {
  test('another tag or digest is for information, with both references', () => {
    expect(told(judgeBases, bases(['golang:1.27'], ['golang:1.28']))).toEqual([
      'CR-IMG-1 info docker_image.web: a base image changes from golang:1.27 to golang:1.28: another tag',
    ]);
    expect(told(judgeBases, bases([PINNED], [`golang:1.27@${OTHER_DIGEST}`]))).toEqual([
      `CR-IMG-1 info docker_image.web: a base image changes from ${PINNED} to golang:1.27@${OTHER_DIGEST}: another digest`,
    ]);
    expect(told(judgeBases, bases(['golang:1.27'], [PINNED]))[0]).toMatch(/: its digest is fixed now$/);
    expect(told(judgeBases, bases([PINNED], [`golang:1.28@${OTHER_DIGEST}`]))[0]).toMatch(
      /: another tag and another digest$/,
    );
  });

  test('another repository is a warning', () => {
    expect(told(judgeBases, bases(['alpine:3'], ['debian:13']))).toEqual([
      'CR-IMG-1 warn docker_image.web: a base image comes from another repository: it changes from alpine:3 to debian:13',
    ]);
    expect(told(judgeBases, bases([], ['debian:13']))).toEqual([
      'CR-IMG-1 warn docker_image.web: a base image is new: debian:13',
    ]);
    expect(told(judgeBases, bases(['debian:13'], []))).toEqual([
      'CR-IMG-1 info docker_image.web: a base image is not used any more: debian:13',
    ]);
  });

  test('a digest that is dropped blocks, unless somebody gave a reason', () => {
    const [finding] = judgeBases(contextWith(bases([PINNED], ['golang:1.27'])));
    expect(finding?.severity).toBe('block');
    expect(plain(finding!.fix)).toBe('write the reference with a digest again, as in golang:1.27@sha256:...');
    expect(told(judgeBases, bases([PINNED], ['golang:1.27'], 'a test host'))).toEqual([
      expect.stringMatching(/^CR-IMG-1 warn .*; the reason that was given: a test host$/),
    ]);
  });

  test('the same images in another order are no change, and new ones are none either', () => {
    expect(told(judgeBases, bases(['a:1', 'b:1'], ['b:1', 'a:1']))).toEqual([]);
    expect(told(judgeBases, { facts: [{ path: 'dev/web', after: imageFacts() }] })).toEqual([]);
    expect(told(judgeBases, { facts: [{ path: 'dev/web', before: imageFacts() }] })).toEqual([]);
  });

  test('where no resource is known for the facts their path is told', () => {
    const { facts } = bases(['golang:1.27'], ['golang:1.28']);
    expect(told(judgeBases, { facts })).toEqual([
      'CR-IMG-1 info the plan: a base image of dev/web changes from golang:1.27 to golang:1.28: another tag',
    ]);
  });
});

describe('CR-IMG-1 of images that are pulled', () => {
  test.each([
    ['nginx:1.27', 'nginx:1.28', 'info'],
    ['nginx:1.27', 'example.com/nginx:1.27', 'warn'],
    [`nginx:1.27@${DIGEST}`, 'nginx:1.27', 'block'],
  ])('from %s to %s: %s', (before, after, severity) => {
    const ofImage = { changes: [imageChange(pulled(before), pulled(after))] };
    expect(told(judgeBases, ofImage)).toEqual([
      expect.stringContaining(`CR-IMG-1 ${severity} docker_image.web: its image`),
    ]);
    expect(told(judgeBases, container({ image: before }, { image: after }))).toEqual([
      expect.stringContaining(`CR-IMG-1 ${severity} docker_container.web: its image`),
    ]);
  });

  test('says nothing of what stays, is new, is built, or is known only after the apply', () => {
    const none = [
      { changes: [imageChange(pulled('nginx:1'), pulled('nginx:1', { pull_triggers: ['x'] }))] },
      { changes: [imageChange(undefined, pulled('nginx:1'))] },
      { changes: [imageChange(built('web:1'), built('web:2'))] },
      {
        changes: [
          imageChange(pulled('nginx:1'), pulled('', { name: null }), { afterUnknown: { name: true } }),
        ],
      },
      container({ image: 'nginx:1' }, { image: '', unknown: new Set(['image']) }),
      container({ image: DIGEST }, { image: OTHER_DIGEST }),
    ];
    expect(none.flatMap((parts) => told(judgeBases, parts))).toEqual([]);
  });

  test('of a container whose image the plan makes only the image itself is told', () => {
    const parts = {
      ...container({ image: 'nginx:1' }, { image: 'nginx:2' }),
      changes: [imageChange(pulled('nginx:1'), pulled('nginx:2'))],
    };
    expect(told(judgeBases, parts)).toHaveLength(1);
    expect(told(judgeBases, parts)[0]).toContain('docker_image.web');
  });
});

describe('CR-IMG-4', () => {
  const created = (name: string): ContextParts => ({ changes: [imageChange(undefined, pulled(name))] });

  test.each(['nginx', 'nginx:latest', 'localhost:5000/nginx', 'NGINX:latest', 'nginx:latest@sha256:none'])(
    '%s is a warning',
    (name) => {
      expect(told(judgeNames, created(name))).toEqual([
        expect.stringContaining('CR-IMG-4 warn docker_image.web'),
      ]);
      expect(told(judgeNames, container(undefined, { image: name }))).toEqual([
        expect.stringContaining('CR-IMG-4 warn docker_container.web'),
      ]);
    },
  );

  test.each([
    ['nginx', 'nginx:latest', 'info'],
    ['docker.io/library/nginx:latest', 'nginx', 'info'],
    ['nginx:1.27', 'nginx:latest', 'warn'],
    [`nginx:latest@${DIGEST}`, 'nginx:latest', 'warn'],
    ['redis:latest', 'nginx:latest', 'warn'],
    ['nginx', 'nginx:1.27', 'info'],
  ])('from %s to %s is judged by what is new about it: %s', (before, after, severity) => {
    expect(told(judgeNames, { changes: [imageChange(pulled(before), pulled(after))] })).toEqual([
      expect.stringContaining(`CR-IMG-4 ${severity} docker_image.web`),
    ]);
    expect(told(judgeNames, container({ image: before }, { image: after }))).toEqual([
      expect.stringContaining(`CR-IMG-4 ${severity} docker_container.web`),
    ]);
  });

  test('an image that was built before is new', () => {
    expect(told(judgeNames, { changes: [imageChange(built('nginx'), pulled('nginx'))] })).toEqual([
      expect.stringContaining('CR-IMG-4 warn'),
    ]);
  });

  test('a tag without a digest is for information, with what to write', () => {
    const [finding] = judgeNames(contextWith(created('nginx:1.27')));
    expect(finding?.severity).toBe('info');
    expect(plain(finding!.fix)).toMatch(/: nginx:1\.27@sha256:\.\.\.$/);
  });

  test('a digest, a build, a thing that stays and an image that is read hold', () => {
    const none = [
      created(`nginx@${DIGEST}`),
      created(`nginx:latest@${DIGEST}`),
      { changes: [imageChange(undefined, built('web:latest'))] },
      {
        changes: [
          imageChange(pulled('nginx'), pulled('nginx', { keep_locally: false }), {
            effect: 'update' as const,
          }),
        ],
      },
      { changes: [imageChange(pulled('nginx'), undefined)] },
      { changes: [imageChange(undefined, pulled('nginx'), { isData: true })] },
      { changes: [imageChange(undefined, pulled('nginx'), { type: 'other_image' })] },
      {
        containers: [
          {
            before: settings({ image: 'nginx' }),
            after: settings({ image: 'nginx', memory: 512 }),
            effect: 'update' as const,
          },
        ],
      },
      container(undefined, { image: DIGEST }),
    ];
    expect(none.flatMap((parts) => told(judgeNames, parts))).toEqual([]);
  });

  test('a block that may turn out to be a build is not taken for a pull', () => {
    const unknown = imageChange(undefined, pulled('nginx'), { afterUnknown: { build: true } });
    expect(told(judgeNames, { changes: [unknown] })).toEqual([]);
  });

  test('a container that runs what the plan builds, tags or pushes is no pull of its own', () => {
    const run = container(undefined, { image: 'web:1' });
    const made = [
      imageChange(undefined, built('web:1')),
      imageChange(undefined, { source_image: 'x', target_image: 'web:1' }, { address: 'docker_tag.web' }),
      imageChange(undefined, { name: 'web:1' }, { address: 'docker_registry_image.web' }),
    ];
    expect(told(judgeNames, run)).toHaveLength(1);
    expect(made.flatMap((change) => told(judgeNames, { ...run, changes: [change] }))).toEqual([]);
  });
});
