import fc from 'fast-check';

const word = fc.stringMatching(/^[a-z0-9]{1,8}$/);

/** A reference of an official image as mirrors have it: below a host, with or without the path of its own registry. */
export function mirrored(reference: string): fc.Arbitrary<string> {
  const host = fc
    .tuple(word, word, fc.option(fc.integer({ min: 1, max: 65_535 })))
    .map(([name, domain, port]) => `${name}.${domain}${port === null ? '' : `:${port}`}`)
    .filter((name) => name !== 'docker.io');
  const path = fc.array(word, { maxLength: 3 }).map((words) => words.map((each) => `${each}/`).join(''));
  const own = fc.constantFrom('', 'library/', 'docker.io/library/');
  return fc.tuple(host, path, own).map((parts) => `${parts[0]}/${parts[1]}${parts[2]}${reference}`);
}
