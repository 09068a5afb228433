/** A simple command of a shell script. */
export interface ShellCommand {
  /** `NAME=value` in front of it, or after `export`. */
  readonly variables: Readonly<Record<string, string>>;
  /** The program and its arguments, without quotes; variables are as written. */
  readonly words: readonly string[];
  /** Redirections as written: `>/dev/null`, `2>&1`. */
  readonly redirections: readonly string[];
  /** What is between it and the next command: `&&`, `||`, `;`, `|`, `&`; empty after the last one. */
  readonly separator: string;
}

/**
 * The simple commands of a script, in their order.
 *
 * For the scripts that Dockerfiles have: quotes, lists, pipes and redirections are understood, and of compound commands only
 * that their keywords are no programs. The script of `sh -c` is read as well, in the place of the command.
 */
export function shellCommands(script: string): ShellCommand[] {
  return split(script).map(commandOf).flatMap(withinShell);
}

/** A command from words that no shell has to divide. */
export function execCommands(words: readonly string[]): ShellCommand[] {
  return withinShell(
    commandOf({ words: words.map((text) => ({ text, quoted: true })), redirections: [], separator: '' }),
  );
}

interface Word {
  readonly text: string;
  readonly quoted: boolean;
}

interface Part {
  readonly words: readonly Word[];
  readonly redirections: readonly string[];
  readonly separator: string;
}

/** Escape, quoted text, comment, redirection, separator, blanks, or any other character. */
const TOKEN =
  /\\([^])|'([^']*)'|"((?:\\[^]|[^"\\])*)"|(#[^\n]*)|((?:&|\d*)>>?(?:&\d|\||)\s*|<)|(&&|\|\||;;?|[|&\n()])|([^\S\n]+)|([^])/y;

function split(script: string): Part[] {
  const parts: Part[] = [];
  let words: Word[] = [];
  let redirections: string[] = [];
  let word: Word | undefined;
  let redirection: string | undefined;
  const add = (text: string, quoted = false): void => {
    word = { text: (word?.text ?? '') + text, quoted: quoted || (word?.quoted ?? false) };
  };
  const endWord = (): void => {
    if (redirection !== undefined) {
      redirections.push(redirection + (word?.text ?? ''));
    } else if (word) {
      words.push(word);
    }
    word = undefined;
    redirection = undefined;
  };
  const endCommand = (separator: string): void => {
    endWord();
    if (words.length > 0 || redirections.length > 0) {
      parts.push({ words, redirections, separator });
    }
    words = [];
    redirections = [];
  };
  for (const [token, escaped, single, double, comment, redirect, separator, blanks] of tokens(script)) {
    if (escaped !== undefined) {
      add(escaped === '\n' ? '' : escaped, escaped !== '\n');
    } else if (single !== undefined || double !== undefined) {
      add(single ?? double?.replace(/\\(["\\$`])/g, '$1') ?? '', true);
    } else if (comment !== undefined) {
      // A number sign inside of a word begins nothing.
      if (word) {
        add(comment);
      }
    } else if (redirect !== undefined) {
      endWord();
      redirection = redirect.trim();
      if (/&\d$/.test(redirection)) {
        endWord();
      }
    } else if (separator !== undefined) {
      endCommand(separator === '\n' ? ';' : separator);
    } else if (blanks !== undefined) {
      endWord();
    } else {
      add(token);
    }
  }
  endCommand('');
  return parts;
}

function* tokens(script: string): Generator<RegExpExecArray> {
  const pattern = new RegExp(TOKEN);
  for (let token = pattern.exec(script); token; token = pattern.exec(script)) {
    yield token;
  }
}

/** Words that begin or end a compound command, or only pass on the rest. */
const NOT_A_PROGRAM = new Set([
  ...['if', 'then', 'elif', 'else', 'fi', 'do', 'done', 'while', 'until', 'case', 'esac', '!', '{', '}'],
  ...['env', 'exec', 'export', 'time', 'command'],
]);
const ASSIGNMENT = /^([A-Za-z_]\w*)=([^]*)$/;

function commandOf({ words, redirections, separator }: Part): ShellCommand {
  const variables: Record<string, string> = {};
  let first = 0;
  for (; first < words.length; first += 1) {
    const { text = '' } = words[first] ?? {};
    const [, name, value = ''] = ASSIGNMENT.exec(text) ?? [];
    if (name !== undefined) {
      variables[name] = value;
    } else if (!NOT_A_PROGRAM.has(text)) {
      break;
    }
  }
  return { variables, words: words.slice(first).map(({ text }) => text), redirections, separator };
}

/** What the `-c` of a shell has, with what holds for the shell. */
function withinShell(command: ShellCommand): ShellCommand[] {
  const [program = '', option = '', script] = command.words;
  if (!/^(\/\w+)*\/?(ba|da|a|z)?sh$/.test(program) || !/^-\w*c$/.test(option) || script === undefined) {
    return [command];
  }
  const inner = shellCommands(script);
  return inner.map((each, index) => ({
    ...each,
    variables: { ...command.variables, ...each.variables },
    redirections: [...each.redirections, ...command.redirections],
    separator: index === inner.length - 1 ? command.separator : each.separator,
  }));
}
