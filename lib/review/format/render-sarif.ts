import { FramedHash } from '../../core/hash';
import { jsonText, said, type JsonValue } from './json-text';
import { isName, isValue, name, say, value, type Phrase } from '../model/phrase';
import { addressPhrase } from './resource-names';
import type { Review, ReviewedFinding } from '../model/review-model';
import { REVIEW_RULES } from '../model/rule-table';
import type { Severity } from '../model/finding';
import { brief } from './visible-text';
import { write, type Rendered } from './written';

/** How reviews are written as SARIF. */
export interface SarifOptions {
  /**
   * Files that declare the stacks, by name of the stack: paths from the root of the repository, with slashes. Findings whose line is known point there.
   *
   * @default - findings have the construct path alone
   */
  readonly files?: Readonly<Record<string, string>>;
}

const LEVELS: Readonly<Record<Severity, string>> = { block: 'error', warn: 'warning', info: 'note' };

const RULE_IDS = Object.keys(REVIEW_RULES) as (keyof typeof REVIEW_RULES)[];

/** The findings as SARIF 2.1.0, for tools that show those of many programs. */
export function renderSarif(reviews: readonly Review[], options: SarifOptions = {}): Rendered {
  const rules = RULE_IDS.map((id) => ({ id, shortDescription: { text: REVIEW_RULES[id] } }));
  const log: JsonValue = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'go-containers review', rules } },
        columnKind: 'unicodeCodePoints',
        results: reviews.flatMap((review) => resultsOf(review, options)),
      },
    ],
  };
  return write`${jsonText(log)}\n`;
}

function resultsOf(review: Review, options: SarifOptions): JsonValue[] {
  const seen = new Map<string, number>();
  return review.findings.map((finding) => {
    const key = `${finding.rule} ${finding.address ?? ''}`;
    const turn = seen.get(key) ?? 0;
    seen.set(key, turn + 1);
    const { allowed } = finding;
    return {
      ruleId: finding.rule,
      ruleIndex: RULE_IDS.indexOf(finding.rule),
      level: LEVELS[finding.severity],
      message: { text: said(message(finding)) },
      locations: locations(finding, review.stack === undefined ? undefined : options.files?.[review.stack]),
      partialFingerprints: { 'ruleAndAddress/v1': fingerprint(review, finding, turn) },
      // All results of a run have it, or none.
      suppressions:
        allowed === undefined
          ? []
          : [
              {
                kind: 'external',
                status: 'accepted',
                justification: allowed.reason,
                properties: { until: allowed.until },
              },
            ],
      properties: { isBroadening: finding.isBroadening },
    };
  });
}

/** The same for as long as the rule fires for the resource, whatever the plan says of it. */
function fingerprint({ stack = '' }: Review, { rule, address = '' }: ReviewedFinding, turn: number): string {
  return new FramedHash().record(stack, rule, address, String(turn)).digest();
}

function locations({ path, address, line }: ReviewedFinding, file: string | undefined): JsonValue[] {
  const called = path ?? (address === undefined ? undefined : addressPhrase(address));
  const logicalLocations = called && [{ fullyQualifiedName: said(called), kind: 'resource' }];
  const physicalLocation =
    file === undefined || line === undefined
      ? undefined
      : { artifactLocation: { uri: uriOf(file) }, region: { startLine: line } };
  return logicalLocations === undefined && physicalLocation === undefined
    ? []
    : [{ physicalLocation, logicalLocations }];
}

function uriOf(file: string): string {
  return Buffer.from(file).toString().split('/').map(encodeURIComponent).join('/');
}

function message({ effect, fix }: ReviewedFinding): Phrase {
  return withoutLinks(fix.length === 0 ? effect : say`${effect}. Fix: ${fix}`);
}

/** In a message, brackets make a link, and no viewer takes an escape for them alike. */
function withoutLinks(phrase: Phrase): Phrase {
  const safe = (text: string) => brief(text).replaceAll('[', '［').replaceAll(']', '］');
  return phrase.map((piece) =>
    isValue(piece) ? value(safe(piece.value)) : isName(piece) ? name(safe(piece.name)) : safe(piece),
  );
}
