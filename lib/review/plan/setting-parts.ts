import type { Attributes } from './attributes';
import type { HealthSettings, UploadedFile, Variable } from '../model/container-settings';

/** `NAME=value`; without a value it is empty. */
export function variable(text: string): Variable {
  const end = text.indexOf('=');
  return end < 0 ? { name: text, value: '' } : { name: text.slice(0, end), value: text.slice(end + 1) };
}

/** Capabilities in capitals and without `CAP_`, in one order. */
export function capabilities(names: readonly string[]): readonly string[] {
  return [...new Set(names.map((each) => each.toUpperCase().replace(/^CAP_/, '')))].sort();
}

/** Blocks `labels` by their label. */
export function labels(attributes: Attributes): Readonly<Record<string, string>> {
  return Object.fromEntries(
    attributes.blocks('labels').map((each) => [each.text('label') ?? '', each.text('value') ?? '']),
  );
}

/** The block `healthcheck`; nothing where it has no test, so that the one of the image holds. */
export function health(attributes: Attributes): HealthSettings | undefined {
  const [block] = attributes.blocks('healthcheck');
  const test = block?.texts('test') ?? [];
  return block === undefined || test.length === 0
    ? undefined
    : {
        test,
        interval: duration(block.text('interval')),
        timeout: duration(block.text('timeout')),
        startPeriod: duration(block.text('start_period')),
        retries: block.number('retries') ?? 0,
      };
}

/** The provider reads a default of the Engine back as `0s`. */
function duration(text = ''): string {
  return /^0[a-z]*$/.test(text) ? '' : text;
}

/** Files with the text that the plan has of them; none where the provider reads them from a file. */
export function uploads(attributes: Attributes): readonly UploadedFile[] {
  return attributes.blocks('upload').map((each) => ({
    file: each.text('file') ?? '',
    content: orWhenEmpty(
      each.text('content'),
      Buffer.from(each.text('content_base64') ?? '', 'base64').toString('utf8'),
    ),
  }));
}

/** A number that limits something: for 0 and for nothing there is no limit. */
export function limit(found: number | undefined): number | undefined {
  return found === 0 ? undefined : found;
}

/** A text, or what holds where none is said: the provider writes that as nothing and as an empty text. */
export function orWhenEmpty(text: string | undefined, otherwise: string): string {
  return text === undefined || text === '' ? otherwise : text;
}
