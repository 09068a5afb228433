import type { Comment, Token } from './go-tokens';

/** A token that a comment may belong to, and the one before it. */
export interface CommentedToken {
  readonly token: Token;
  readonly before: Token;
}

/**
 * The comment that belongs to a token, without its marks; empty when there is none.
 *
 * As for Go's parser, it is in one piece, begins on a line of its own, and ends on the line above the token.
 */
export function commentOf(
  source: string,
  comments: readonly Comment[],
  { token, before }: CommentedToken,
): string {
  const group: Comment[] = [];
  const start = before.at + before.text.length;
  let last = token.at;
  for (const comment of comments.filter(({ at }) => at >= start && at < token.at).reverse()) {
    const between = newlines(source.slice(comment.at + comment.text.length, last));
    if (between > 1 || (group.length === 0 && between === 0)) {
      break;
    }
    group.unshift(comment);
    last = comment.at;
  }
  // What stands behind a token, on its line, belongs to that one.
  const own = group.filter(({ at }) => newlines(source.slice(start, at)) > 0);
  return own.map(({ text }) => text.replace(/^\/[/*]|\*\/$/g, '')).join('\n');
}

function newlines(text: string): number {
  return text.split('\n').length - 1;
}
