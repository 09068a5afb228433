import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv2020 from 'ajv/dist/2020';
import * as fc from 'fast-check';
import { plain } from '../../../lib/review/model/phrase';
import { renderJson } from '../../../lib/review/format/render-json';
import { APPROVALS, EFFECTS, VERDICTS } from '../../../lib/review/format/review-words';
import { arbitraryReview, hostileText } from '../support/arbitrary-review';
import { CLEAN_REVIEW, SHOP_REVIEW } from '../support/made-up-reviews';

interface JsonSchema {
  readonly [name: string]: unknown;
  readonly type?: string;
  readonly additionalProperties?: unknown;
  readonly $defs: Record<string, { enum?: string[]; properties: Record<string, { enum?: string[] }> }>;
}

const SCHEMA = JSON.parse(
  readFileSync(join(__dirname, '../../../docs/review.schema.json'), 'utf8'),
) as JsonSchema;
const isValid = new Ajv2020({ strict: true, strictRequired: false, allErrors: true }).compile(SCHEMA);

function parsed(text: string): { schema: string; reviews: Record<string, unknown>[] } {
  return JSON.parse(text) as { schema: string; reviews: Record<string, unknown>[] };
}

/** A review with each phrase as one text: what is to come out. */
function flattened(part: unknown): unknown {
  if (Array.isArray(part)) {
    const isPhrase = part.some(
      (each) =>
        typeof each === 'string' ||
        (typeof each === 'object' &&
          ('name' in each || 'value' in each) &&
          Object.keys(each as object).length === 1),
    );
    return isPhrase ? plain(part as never) : part.map(flattened);
  }
  return typeof part === 'object' && part !== null
    ? Object.fromEntries(
        Object.entries(part)
          .filter(([, each]) => each !== undefined)
          .map(([key, each]) => [
            key,
            PHRASES.has(key) && Array.isArray(each) ? plain(each as never) : flattened(each),
          ]),
      )
    : part;
}

/** Members that are phrases, for those that are empty. */
const PHRASES = new Set(['path', 'effect', 'fix', 'why', 'howLong', 'ports', 'data', 'from', 'to', 'text']);

describe('a review as JSON', () => {
  test('is what docs/review.schema.json says, whatever is in it', () => {
    fc.assert(
      fc.property(fc.array(arbitraryReview(hostileText), { maxLength: 2 }), (reviews) => {
        isValid(parsed(renderJson(reviews).text));
        expect(isValid.errors ?? []).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  test('has every text exactly, in the order of the review', () => {
    expect(parsed(renderJson([SHOP_REVIEW, CLEAN_REVIEW]).text)).toEqual({
      schema: 'cdktf-go-containers/review/1',
      reviews: [flattened(SHOP_REVIEW), flattened(CLEAN_REVIEW)],
    });
    fc.assert(
      fc.property(hostileText, (text) => {
        const review = { ...SHOP_REVIEW, notes: [[{ value: text }, { name: text }, '!']] };
        const written = parsed(renderJson([review]).text).reviews[0]!.notes;
        expect(written).toEqual([`${text}${text}!`]);
      }),
    );
  });

  test('has no character that a terminal acts on or that turns the direction of writing', () => {
    fc.assert(
      fc.property(arbitraryReview(hostileText), (review) => {
        expect(renderJson([review]).text.replaceAll('\n', '')).not.toMatch(
          /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u,
        );
      }),
      { numRuns: 200 },
    );
  });

  test('has members that the schema knows, and no others are allowed anywhere', () => {
    const objects: JsonSchema[] = [];
    const find = (part: unknown): void => {
      if (typeof part === 'object' && part !== null) {
        if ((part as JsonSchema).type === 'object') {
          objects.push(part as JsonSchema);
        }
        Object.values(part).forEach(find);
      }
    };
    find(SCHEMA);
    expect(objects.length).toBeGreaterThan(10);
    // The counts by effect are the one object whose members are no fixed ones.
    expect(objects.filter(({ additionalProperties }) => additionalProperties !== false)).toEqual([
      SCHEMA.$defs.counts!.properties.changes,
    ]);
    const surplus = { ...parsed(renderJson([SHOP_REVIEW]).text), more: 1 };
    expect(isValid(surplus)).toBe(false);
  });

  test('has the words that the schema lists', () => {
    const { review, effect } = SCHEMA.$defs;
    expect(effect!.enum).toEqual(Object.keys(EFFECTS));
    expect([...review!.properties.verdict!.enum!].sort()).toEqual(Object.keys(VERDICTS).sort());
    expect(review!.properties.approval!.enum).toEqual(Object.keys(APPROVALS));
  });
});
