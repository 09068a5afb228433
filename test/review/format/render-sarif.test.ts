import * as fc from 'fast-check';
import type { Log, Result } from 'sarif';
import type { Review } from '../../../lib/review/model/review-model';
import { renderSarif, type SarifOptions } from '../../../lib/review/format/render-sarif';
import { REVIEW_RULES } from '../../../lib/review/model/rule-table';
import { arbitraryReview, hostileText } from '../support/arbitrary-review';
import { CLEAN_REVIEW, SHOP_REVIEW } from '../support/made-up-reviews';

function logOf(reviews: readonly Review[], options?: SarifOptions): Log {
  return JSON.parse(renderSarif(reviews, options).text) as Log;
}

function resultsOf(reviews: readonly Review[], options?: SarifOptions): Result[] {
  return logOf(reviews, options).runs.flatMap(({ results = [] }) => results);
}

describe('findings as SARIF', () => {
  test('are one run of one tool that knows all rules', () => {
    const { version, runs } = logOf([SHOP_REVIEW, CLEAN_REVIEW]);
    expect(version).toBe('2.1.0');
    expect(runs).toHaveLength(1);
    const { name, rules } = runs[0]!.tool.driver;
    expect(name).toBe('go-containers review');
    expect(rules!.map(({ id, shortDescription }) => [id, shortDescription?.text])).toEqual(
      Object.entries(REVIEW_RULES),
    );
  });

  test('have the level of their severity, and the index of their rule', () => {
    const results = resultsOf([SHOP_REVIEW]);
    expect(results.map(({ ruleId, level }) => [ruleId, level])).toEqual([
      ['CR-DATA-2', 'error'],
      ['CR-NET-1', 'error'],
      ['CR-RES-1', 'warning'],
      ['CR-MNT-2', 'warning'],
      ['CR-DRIFT-1', 'warning'],
      ['CR-IMG-3', 'note'],
      ['CR-PRIV-4', 'warning'],
    ]);
    expect(results.map(({ ruleIndex }) => Object.keys(REVIEW_RULES)[ruleIndex!])).toEqual(
      results.map(({ ruleId }) => ruleId),
    );
  });

  test('say what happens and what to do, and where by the construct path', () => {
    expect(resultsOf([SHOP_REVIEW])[1]).toMatchObject({
      message: {
        text: 'port 8080 was published on 127.0.0.1 and is now on all addresses: whoever reaches the host reaches it. Fix: publish it with Port.local(), or put a proxy in front of it',
      },
      locations: [{ logicalLocations: [{ fullyQualifiedName: 'shop/Web', kind: 'resource' }] }],
      properties: { isBroadening: true },
    });
  });

  test('are at a line of the file of their stack only when both are known', () => {
    const physical = (files?: Record<string, string>) =>
      resultsOf([SHOP_REVIEW], { files }).flatMap(({ locations = [] }) =>
        locations.flatMap(({ physicalLocation }) => physicalLocation ?? []),
      );
    expect(physical({ shop: 'stacks/my shop#1.ts' })).toEqual([
      { artifactLocation: { uri: 'stacks/my%20shop%231.ts' }, region: { startLine: 41 } },
    ]);
    expect(physical({ other: 'stacks/other.ts' })).toEqual([]);
    expect(physical()).toEqual([]);
  });

  test('are at the address where no path is known, and nowhere when they are about the plan', () => {
    const [finding] = SHOP_REVIEW.findings;
    const findings = [
      { ...finding!, path: undefined },
      { ...finding!, path: undefined, address: undefined },
    ];
    expect(resultsOf([{ ...SHOP_REVIEW, findings }]).map(({ locations }) => locations)).toEqual([
      [{ logicalLocations: [{ fullyQualifiedName: 'docker_volume.shop_Orders_7E1', kind: 'resource' }] }],
      [],
    ]);
  });

  test('are suppressed with the reason when they are allowed, and all of them say whether', () => {
    const results = resultsOf([SHOP_REVIEW]);
    expect(results.map(({ suppressions }) => suppressions?.length)).toEqual([0, 0, 0, 0, 0, 0, 1]);
    expect(results[6]!.suppressions).toEqual([
      {
        kind: 'external',
        status: 'accepted',
        justification: 'the report tool writes beside itself',
        properties: { until: '2027-01-31' },
      },
    ]);
  });

  test('have a fingerprint of their own that stays when only what they say changes', () => {
    const prints = (...reviews: readonly Review[]) =>
      resultsOf(reviews).map(({ partialFingerprints }) => partialFingerprints!['ruleAndAddress/v1']);
    const [finding] = SHOP_REVIEW.findings;
    const twice = { ...SHOP_REVIEW, findings: [...SHOP_REVIEW.findings, finding!] };
    const all = prints(twice, { ...twice, stack: 'other' });
    expect(new Set(all).size).toBe(16);
    const other = {
      ...SHOP_REVIEW,
      findings: SHOP_REVIEW.findings.map((each) => ({ ...each, effect: ['other'] })),
    };
    expect(prints(other)).toEqual(prints(SHOP_REVIEW));
  });

  test('have no link in a message, and no character that is not seen, whatever is in them', () => {
    fc.assert(
      fc.property(arbitraryReview(hostileText), (review) => {
        for (const { message } of resultsOf([review])) {
          expect(message.text).not.toMatch(/[[\]\p{Cc}\p{Cf}\p{Cs}]/u);
        }
      }),
      { numRuns: 200 },
    );
  });
});
