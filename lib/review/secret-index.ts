/**
 * Secrets to look for in a text, also where they were written in another way: as base64 (alone or as a part of something longer), in an address, in JSON, or
 * line by line.
 */
export class SecretIndex {
  /** Forms by their first characters, and of these by their lengths. */
  private readonly forms = new Map<string, Map<number, Set<string>>>();
  private readonly short = new Set<string>();

  public constructor(secrets: Iterable<string>) {
    for (const secret of secrets) {
      if (secret.length < SHORTEST) {
        this.short.add(secret);
      }
      formsOf(secret).forEach((form) => {
        this.add(form);
      });
    }
  }

  /** Whether `value` is a secret or has one in it. Short ones, which every text has in it by chance, count only when they are all of it. */
  public isSecret(value: string): boolean {
    return this.short.has(value) || this.foundIn(value);
  }

  /**
   * Whether a text has a secret in it.
   *
   * @param own what would be there with any plan: a secret that is a word of it is no news
   */
  public foundIn(text: string, own = ''): boolean {
    for (let index = 0; index + SHORTEST <= text.length; index++) {
      for (const [length, forms] of this.forms.get(text.slice(index, index + SHORTEST)) ?? []) {
        const part = text.slice(index, index + length);
        if (forms.has(part) && !own.includes(part)) {
          return true;
        }
      }
    }
    return false;
  }

  private add(form: string): void {
    const key = form.slice(0, SHORTEST);
    const byLength = this.forms.get(key) ?? new Map<number, Set<string>>();
    this.forms.set(key, byLength);
    const forms = byLength.get(form.length) ?? new Set<string>();
    byLength.set(form.length, forms);
    forms.add(form);
  }
}

/** Below that a text is found in every other by chance. */
const SHORTEST = 6;

function formsOf(secret: string): string[] {
  const lines = secret.split(/\r?\n/).map((line) => line.trim());
  return [...new Set([secret, ...lines].flatMap(writings))].filter((form) => form.length >= SHORTEST);
}

function writings(text: string): string[] {
  if (text.length < SHORTEST) {
    return [];
  }
  const json = JSON.stringify(text).slice(1, -1);
  const address = encoded(text);
  return [
    text,
    json,
    // What Terraform's jsonencode and Go's encoder write.
    json.replace(/[<>&\u2028\u2029]/g, (each) => `\\u${each.charCodeAt(0).toString(16).padStart(4, '0')}`),
    JSON.stringify(json).slice(1, -1),
    address,
    address.replace(/%[0-9A-F]{2}/g, (each) => each.toLowerCase()),
    address
      .replace(/[!'()*]/g, (each) => `%${each.charCodeAt(0).toString(16).toUpperCase()}`)
      .replace(/%20/g, '+'),
    ...base64Forms(Buffer.from(text, 'utf8')),
  ];
}

/** As Terraform's `urlencode` writes it. A lone half of a surrogate pair cannot be written in an address. */
function encoded(text: string): string {
  return encodeURIComponent(text.replace(/\p{Surrogate}/gu, '\ufffd'));
}

/** The part of its base64 that stays the same whatever stands before and after it, for each of the three places where it can begin. */
function base64Forms(bytes: Buffer): string[] {
  return [0, 1, 2].flatMap((offset) => {
    const text = Buffer.concat([Buffer.alloc(offset), bytes])
      .toString('base64')
      .replace(/=+$/, '');
    const start = Math.ceil((offset * 8) / 6);
    const end = Math.floor(((offset + bytes.length) * 8) / 6);
    const core = text.slice(start, end);
    return [core, core.replaceAll('+', '-').replaceAll('/', '_')];
  });
}
