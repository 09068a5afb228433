import { jsonText, said, type JsonValue } from './json-text';
import { value, type Phrase } from '../model/phrase';
import { addressPhrase, attributePhrase } from './resource-names';
import type {
  AttributeChange,
  ChangedResource,
  Downtime,
  EnvironmentChange,
  GaplessChange,
  ImageChange,
  Replacement,
  Review,
  ReviewedFinding,
} from '../model/review-model';
import { write, type Rendered } from './written';

/** Of docs/review.schema.json. It gets another number when what is there today changes its meaning; members may be added to it. */
export const REVIEW_SCHEMA = 'cdktf-go-containers/review/1';

/** Reviews for programs: everything that is known, as docs/review.schema.json says. */
export function renderJson(reviews: readonly Review[]): Rendered {
  return write`${jsonText({ schema: REVIEW_SCHEMA, reviews: reviews.map(reviewJson) })}\n`;
}

function reviewJson(review: Review): JsonValue {
  return {
    stack: review.stack,
    verdict: review.verdict,
    approval: review.approval,
    hash: review.hash,
    terraformVersion: said([value(review.terraformVersion)]),
    isStateKnown: review.isStateKnown,
    counts: { ...review.counts, changes: { ...review.counts.changes } },
    findings: review.findings.map(findingJson),
    downtime: review.downtime.map(downtimeJson),
    withoutGap: review.withoutGap.map(gaplessJson),
    images: review.images.map(imageJson),
    environment: review.environment.map(environmentJson),
    resources: review.resources.map(resourceJson),
    replacements: review.replacements.map(replacementJson),
    notes: all(review.notes),
  };
}

function findingJson(finding: ReviewedFinding): JsonValue {
  const { rule, severity, path, address, effect, fix, isBroadening, allowed, line } = finding;
  return {
    rule,
    severity,
    path: maybe(path),
    address: address === undefined ? undefined : said(addressPhrase(address)),
    effect: said(effect),
    fix: said(fix),
    isBroadening,
    allowed: allowed === undefined ? undefined : { reason: allowed.reason, until: allowed.until },
    line,
  };
}

function downtimeJson({ path, address, why, howLong, ports, data, isForGood }: Downtime): JsonValue {
  return {
    path: said(path),
    address: said(addressPhrase(address)),
    why: said(why),
    howLong: said(howLong),
    ports: said(ports),
    data: said(data),
    isForGood,
  };
}

function gaplessJson({ path, address, why, course, because, isReload }: GaplessChange): JsonValue {
  return {
    path: said(path),
    address: said(addressPhrase(address)),
    why: said(why),
    course: said(course),
    because: all(because),
    isReload,
  };
}

function imageJson(image: ImageChange): JsonValue {
  return {
    path: said(image.path),
    address: said(addressPhrase(image.address)),
    from: maybe(image.from),
    to: maybe(image.to),
    why: said(image.why),
    bases: image.bases.map(({ from, to }) => ({ from: maybe(from), to: maybe(to) })),
    dockerfile: image.dockerfile.map(({ sign, text }) => ({ sign, text: said(text) })),
    usedBy: all(image.usedBy),
  };
}

function environmentJson({ path, address, added, removed, changed }: EnvironmentChange): JsonValue {
  return {
    path: said(path),
    address: said(addressPhrase(address)),
    added: all(added),
    removed: all(removed),
    changed: all(changed),
  };
}

function resourceJson({ address, path, type, effect, isDocker, attributes }: ChangedResource): JsonValue {
  return {
    address: said(addressPhrase(address)),
    path: maybe(path),
    type,
    effect,
    isDocker,
    attributes: attributes.map(attributeJson),
  };
}

function attributeJson(change: AttributeChange): JsonValue {
  const { name, from, to, forcesReplacement, isKnownAfterApply } = change;
  return {
    name: said(attributePhrase(name)),
    from: maybe(from),
    to: maybe(to),
    forcesReplacement,
    isKnownAfterApply,
  };
}

function replacementJson({ from, to, effect }: Replacement): JsonValue {
  return { from: said(from), to: said(to), effect };
}

function all(phrases: readonly Phrase[]): JsonValue {
  return phrases.map(said);
}

function maybe(phrase: Phrase | undefined): JsonValue {
  return phrase === undefined ? undefined : said(phrase);
}
