import { readFileSync } from 'node:fs';
import { Token, Tokenization } from 'cdktf';
import { quote } from '../core/errors';
import { absoluteSource } from '../image/source-path';
import { isServiceAddress } from './service-address';

/** A text with what was filled in, or why that is not possible. */
export interface ReadText {
  readonly text: string;
  readonly problems: readonly string[];
}

/** A configuration file of a service. */
export class TextFile {
  /** A text, also with addresses of services in it. Not for secrets. */
  public static fromText(text: string): TextFile {
    return new TextFile({ kind: 'text', text });
  }

  /**
   * The text of a file on the machine that synthesizes. Not for secrets.
   *
   * @param path absolute, or relative to the directory of cdktf.json
   */
  public static fromPath(path: string): TextFile {
    return new TextFile({ kind: 'path', path });
  }

  private constructor(
    private readonly content:
      { readonly kind: 'text'; readonly text: string } | { readonly kind: 'path'; readonly path: string },
  ) {}

  /** @internal */
  public get _text(): string {
    return this.content.kind === 'text' ? this.content.text : '';
  }

  /** @internal */
  public _read(): ReadText {
    return this.content.kind === 'text' ? filledIn(this.content.text) : onDisk(this.content.path);
  }
}

/** Addresses are known while synthesizing; whatever else stands for a value is not. */
function filledIn(text: string): ReadText {
  const { tokens } = Tokenization.reverseString(text);
  const unknown = tokens.filter((token) => !isServiceAddress(token)).length + numbersOf(text).length;
  return {
    text: tokens
      .filter(isServiceAddress)
      .reduce((filled, token) => filled.replaceAll(token.toString(), token.resolve()), text),
    problems:
      unknown === 0
        ? []
        : [
            'its text holds a value that only Terraform knows, and an image is made of texts that are known while synthesizing; pass the ' +
              'value by an environment variable',
          ],
  };
}

function onDisk(path: string): ReadText {
  const absolute = absoluteSource(path);
  try {
    const bytes = readFileSync(absolute);
    const text = bytes.toString('utf8');
    return Buffer.from(text, 'utf8').equals(bytes)
      ? { text, problems: [] }
      : {
          text,
          problems: [`${quote(absolute)} is no text in UTF-8; put it into the image, as one of its assets`],
        };
  } catch (error) {
    return {
      text: '',
      problems: [
        `${quote(absolute)} cannot be read: ${(error as Error).message}; give the path of a text file`,
      ],
    };
  }
}

/** A number that only Terraform knows is written as one that nobody would write. */
function numbersOf(text: string): string[] {
  return (text.match(/-\d(\.\d+)?e\+\d{3}/g) ?? []).filter((number) => Token.isUnresolved(Number(number)));
}
