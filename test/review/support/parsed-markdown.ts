import * as MarkdownIt from 'markdown-it';

const PARSER = new MarkdownIt({ html: true, linkify: true });

/** What a parser that knows nothing of us makes of a text: each block and each thing in a line, values left out. */
export function structureOf(text: string): string[] {
  return PARSER.parse(text, {}).flatMap((token) => {
    const inside = (token.children ?? []).map(({ type, content }) =>
      type === 'text' || type === 'html_inline' ? `${type} ${withoutLengths(content)}` : type,
    );
    const content =
      token.type === 'html_block' && !token.content.startsWith('<!-- go-containers review')
        ? token.content
        : '';
    // A picture has a line for each name, and names are the same in a harmless review.
    const lines =
      token.type === 'fence' && token.info !== 'mermaid'
        ? `${token.info} ${token.content.split('\n').length}`
        : '';
    // Where a length is said there is a text that is not there else.
    return [`${token.type} ${content}${lines}`, ...inside.filter((each) => each !== 'text ')];
  });
}

/** All blocks of code in a text. */
export function fencesOf(text: string): { readonly info: string; readonly content: string }[] {
  return PARSER.parse(text, {})
    .filter(({ type }) => type === 'fence')
    .map(({ info, content }) => ({ info, content }));
}

/** Titles of a text in their order. */
export function titlesOf(text: string): string[] {
  const tokens = PARSER.parse(text, {});
  return tokens.flatMap((token, index) =>
    token.type === 'heading_open' ? [tokens[index + 1]?.content ?? ''] : [],
  );
}

/** HTML of a text, block by block. */
export function htmlOf(text: string): string[] {
  return PARSER.parse(text, {})
    .filter(({ type }) => type === 'html_block')
    .map(({ content }) => content.trim());
}

/** How long a value was where it is cut. */
function withoutLengths(text: string): string {
  return text.replace(/ \(\d+ characters\)/g, '');
}
