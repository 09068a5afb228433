import { Token } from 'cdktf';
import { quote } from '../core/errors';
import { sortedEntries } from '../core/names';
import { hasPassword } from '../core/passwords';
import { BUDGET_LABEL, IMAGE_LABEL } from './stage-parts';

const OCI = 'org.opencontainers.image';

/** What the labels of an image come from. */
export interface LabelSource {
  readonly name: string;
  readonly version?: string;
  /** The runtime's reference, before any mirror. */
  readonly base: string;
  readonly own: Readonly<Record<string, string>>;
}

/** The labels of the OCI image specification that are known, then the user's own. */
export function imageLabels({ name, version, base, own }: LabelSource): Record<string, string> {
  return {
    [`${OCI}.title`]: name,
    ...(version !== undefined && { [`${OCI}.version`]: version }),
    ...(base !== 'scratch' && { [`${OCI}.base.name`]: base }),
    ...own,
  };
}

/** What has to hold for the values of OCI's labels (image-spec, annotations.md). */
const RULES: Readonly<Record<string, readonly [RegExp, string]>> = {
  [`${OCI}.created`]: [
    /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/,
    'a time such as "2026-11-21T00:00:00Z"',
  ],
  [`${OCI}.url`]: [/^https?:\/\/\S+$/, 'an address such as "https://example.com"'],
  [`${OCI}.source`]: [/^(https?|git|ssh):\/\/\S+$/, 'an address such as "https://example.com/notes"'],
  [`${OCI}.documentation`]: [/^https?:\/\/\S+$/, 'an address such as "https://example.com/docs"'],
  [`${OCI}.revision`]: [/^[0-9a-f]{7,64}(-dirty)?$/, 'a commit, such as "1c2d3e4f"'],
  [`${OCI}.licenses`]: [
    /^\(*[A-Za-z0-9.:+-]+\)*( (AND|OR|WITH) \(*[A-Za-z0-9.:+-]+\)*)*$/,
    'an SPDX expression such as "Apache-2.0"',
  ],
};

const OWN_LABELS = [IMAGE_LABEL, BUDGET_LABEL, `${OCI}.title`, `${OCI}.version`, `${OCI}.base.name`];

/** Everything that is wrong with the user's own labels. */
export function labelProblems(own: Readonly<Record<string, string>>): string[] {
  return sortedEntries<unknown>(own).flatMap(([key, value]) => {
    if (!/^[a-z0-9]+([._/-][a-z0-9]+)*$/i.test(key)) {
      return [
        `label ${quote(key)} is not possible: letters and digits, divided by single ".", "-", "_" or "/"`,
      ];
    }
    if (OWN_LABELS.includes(key)) {
      return [
        `label ${quote(key)} is the library's own; use the properties name, version, runtime and maxSize`,
      ];
    }
    if (typeof value !== 'string' || Token.isUnresolved(value) || /[\r\n\0]/.test(value)) {
      return [
        `label ${quote(key)} has a value that is not one line of text while synthesizing; the image is named by a digest of it, so ` +
          'give the text itself',
      ];
    }
    if (hasPassword(value)) {
      return [
        `label ${quote(key)} has an address with a password in it, which everybody could read; take it out`,
      ];
    }
    const [pattern, meant] = Object.hasOwn(RULES, key) ? (RULES[key] ?? []) : [];
    return pattern === undefined || meant === undefined || pattern.test(value)
      ? []
      : [`label ${quote(key)} is ${quote(value)}; by the OCI image specification it is ${meant}`];
  });
}
