import * as fc from 'fast-check';
import type { Fields } from '../../../lib/core/json';
import { IMAGE_RULES } from '../../../lib/review/rules/image-rules';
import { isValue, plain } from '../../../lib/review/model/phrase';
import type { ResourceChange } from '../../../lib/review/model/plan';
import type { ReviewContext } from '../../../lib/review/model/rule';
import { built, imageChange, imageFacts, pulled } from '../support/images';
import { changeOf, contextWith } from '../support/plan-builder';
import { settings } from '../support/settings';

function judged(context: ReviewContext) {
  return IMAGE_RULES.flatMap((judge) => judge(context));
}

function removals(
  before: Fields | undefined,
  after: Fields | undefined,
  parts: Partial<ResourceChange> = {},
) {
  return judged(contextWith({ changes: [imageChange(before, after, parts)] }))
    .filter(({ rule }) => rule === 'CR-IMG-6')
    .map(({ severity, effect }) => `${severity}: ${plain(effect)}`);
}

describe('CR-IMG-6', () => {
  test.each([null, false])('an image that goes with keep_locally %p is a warning', (keep_locally) => {
    expect(removals(pulled('nginx:1', { keep_locally }), undefined)).toEqual([
      'warn: the image nginx:1 is removed from the Engine, so that there is no way back to it without a pull',
    ]);
    expect(removals(built('web:1', { keep_locally }), built('web:2', { keep_locally }))).toEqual([
      'warn: the image web:1 is removed from the Engine, so that there is no way back to it without a build',
    ]);
  });

  test('says that it goes even while it is used', () => {
    expect(removals(pulled('nginx:1', { keep_locally: false, force_remove: true }), undefined)[0]).toContain(
      'removed from the Engine, even while containers use it,',
    );
  });

  test('looks at what the state says, which is what the provider does', () => {
    expect(
      removals(pulled('a:1', { keep_locally: false }), pulled('a:2', { keep_locally: true })),
    ).toHaveLength(1);
    expect(removals(pulled('a:1', { keep_locally: true }), pulled('a:2', { keep_locally: false }))).toEqual(
      [],
    );
  });

  test('says that it is the new one that goes, where that has the same name and is made first', () => {
    const image = built('web:1', { keep_locally: false });
    const [sentence] = removals(image, image, { effect: 'replace-create-first' });
    expect(sentence).toContain('is removed by its name after the new one was made with the same name');
    expect(removals(image, image, { effect: 'replace' })[0]).toContain('no way back');
  });

  test('holds where it is kept, forgotten, made, or changed in place', () => {
    const image = pulled('nginx:1', { keep_locally: false });
    expect(removals(pulled('nginx:1'), undefined)).toEqual([]);
    expect(removals(pulled('nginx:1', { force_remove: true }), undefined)).toEqual([]);
    expect(removals(image, undefined, { effect: 'forget' })).toEqual([]);
    expect(removals(undefined, image)).toEqual([]);
    expect(removals(image, pulled('nginx:1'), { effect: 'update' })).toEqual([]);
  });
});

describe('the rules of images', () => {
  test('have no opinion on resources that only sound like them', () => {
    const other = changeOf('other_image.web', { before: pulled('nginx'), after: pulled('httpd') });
    const data = changeOf('data.docker_image.web', {
      isData: true,
      type: 'docker_image',
      after: { name: 'nginx' },
    });
    expect(judged(contextWith({ changes: [other, data] }))).toEqual([]);
  });

  test('say the same in whatever order resources come', () => {
    const changes = ['a', 'b', 'c', 'd'].map((each, index) =>
      imageChange(
        built(`${each}:1`, { triggers: { source: '1' }, keep_locally: index % 2 === 0 }),
        built(`${each}:2`, { triggers: { source: '2' } }),
        { address: `docker_image.${each}` },
      ),
    );
    const containers = ['x', 'y', 'z'].map((each) => ({
      address: `docker_container.${each}`,
      before: settings({ image: 'a:1' }),
      after: settings({ image: 'a:2' }),
    }));
    const facts = ['dev/p', 'dev/q'].map((path) => ({
      path,
      before: imageFacts(),
      after: imageFacts({ bases: ['alpine:3'], dockerfile: 'FROM alpine:3\n' }),
    }));
    const sorted = (context: ReviewContext) =>
      judged(context)
        .map((each) => JSON.stringify(each))
        .sort();
    const expected = sorted(contextWith({ changes, containers, facts }));
    fc.assert(
      fc.property(
        fc.shuffledSubarray(changes, { minLength: 4 }),
        fc.shuffledSubarray(containers, { minLength: 3 }),
        fc.shuffledSubarray(facts, { minLength: 2 }),
        (someChanges, someContainers, someFacts) => {
          expect(
            sorted(contextWith({ changes: someChanges, containers: someContainers, facts: someFacts })),
          ).toEqual(expected);
        },
      ),
      { numRuns: 50 },
    );
  });

  test('put nothing of a plan into words of their own', () => {
    const mark = '\u2603';
    const marked = (side: string): Fields => ({
      ...built(`${mark}name-${side}`, {
        triggers: { [`${mark}key`]: `${mark}${side}` },
        platform: `${mark}${side}`,
      }),
      keep_locally: false,
      build: [
        {
          context: `${mark}${side}`,
          target: `${mark}${side}`,
          provenance: `${mark}${side}`,
          build_args: { [`${mark}${side}`]: `${mark}${side}` },
          secrets: [{ id: `${mark}${side}` }],
        },
      ],
    });
    const context = contextWith({
      changes: [
        imageChange(marked('a'), marked('b')),
        imageChange(pulled(`${mark}a`), pulled(`${mark}b`), { address: 'docker_image.other' }),
      ],
      containers: [{ before: settings({ image: `${mark}c` }), after: settings({ image: `${mark}d` }) }],
      facts: [
        {
          path: `${mark}path`,
          before: imageFacts({ bases: [`${mark}a`], dockerfile: `FROM ${mark}\n` }),
          after: imageFacts({
            bases: [`${mark}b`],
            dockerfile: `FROM ${mark}b\n`,
            accepted: { 'floating tag': mark },
          }),
        },
      ],
    });
    const found = judged(context);
    expect(new Set(found.map(({ rule }) => rule)).size).toBe(6);
    const own = found
      .flatMap(({ effect, fix }) => [...effect, ...fix])
      .filter((piece) => !isValue(piece))
      .map((piece) => plain([piece]));
    expect(own.filter((text) => text.includes(mark))).toEqual([]);
  });
});
