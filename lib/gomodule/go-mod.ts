import { quote } from '../core/errors';
import { isGoVersion, minorOf } from './go-version';
import { type Directive, type Mistake, type Read, readDirectives } from './module-syntax';

/** A module and the version of it that is meant. */
export interface ModuleVersion {
  readonly path: string;
  readonly version: string;
  readonly line: number;
}

/** A `require` line. */
export interface Requirement extends ModuleVersion {
  /** Whether only other modules need it. */
  readonly indirect: boolean;
}

/** A `replace` line. */
export interface Replacement {
  readonly path: string;
  /** Nothing when it holds for all versions. */
  readonly version?: string;
  /** A directory where `newVersion` is missing. */
  readonly newPath: string;
  readonly newVersion?: string;
  readonly line: number;
}

/** A `retract` line: one version twice, or the first and the last of a range. */
export interface Retraction {
  readonly low: string;
  readonly high: string;
}

/** A word with its place: the language version, a directory, a package. */
export interface Placed {
  readonly text: string;
  readonly line: number;
}

/** What go.mod and go.work both say. */
export interface ModuleSettings {
  readonly go?: Placed;
  readonly toolchain?: Placed;
  readonly godebug: Readonly<Record<string, string>>;
  readonly replace: readonly Replacement[];
}

/** A go.mod. */
export interface GoMod extends ModuleSettings {
  /** Path of the module; nothing when the file names none. */
  readonly module?: Placed;
  readonly require: readonly Requirement[];
  readonly exclude: readonly ModuleVersion[];
  readonly retract: readonly Retraction[];
  readonly tool: readonly Placed[];
  readonly ignore: readonly Placed[];
}

/** What Go takes for a go.mod without a `go` line. */
export const OLDEST_GO = '1.16';

/** A go.work. */
export interface GoWork extends ModuleSettings {
  /** Directories with a module in each. */
  readonly use: readonly Placed[];
}

/** The newest Go whose module files this library knows: 1.27. In files for later ones, unknown verbs are left to the builder. */
const NEWEST_KNOWN = 27;
const COMMON_VERBS = ['go', 'toolchain', 'godebug', 'replace'];

/** Reads the text of a go.mod. */
export function readGoMod(text: string): Read<GoMod> {
  const reader = new Reader(text);
  return reader.result(
    {
      ...reader.settings(),
      module: reader.word('module', 'the path of the module'),
      require: reader.each('require', requirement),
      exclude: reader.each('exclude', moduleVersion),
      retract: reader.each('retract', retraction),
      tool: reader.each('tool', onlyWord('tool', 'the path of a package')),
      ignore: reader.each('ignore', onlyWord('ignore', 'a directory')),
    },
    ['module', 'require', 'exclude', 'retract', 'tool', 'ignore'],
  );
}

/** Reads the text of a go.work. */
export function readGoWork(text: string): Read<GoWork> {
  const reader = new Reader(text);
  return reader.result(
    {
      ...reader.settings(),
      use: reader.each('use', onlyWord('use', 'a directory')),
    },
    ['use'],
  );
}

/** Whether the target of a `replace` is a directory: as for the Go command, by how it begins. */
export function isDirectoryPath(path: string): boolean {
  return /^(\.{1,2}$|\.{0,2}[/\\]|[A-Za-z]:)/.test(path);
}

/** Makes values of directives, or says how a directive has to be. */
class Reader {
  private readonly directives: readonly Directive[];
  private readonly mistakes: Mistake[];

  public constructor(text: string) {
    // A byte order mark is no part of the first word.
    const { value, mistakes } = readDirectives(text.replace(/^\uFEFF/, ''));
    this.directives = value;
    this.mistakes = [...mistakes];
  }

  public each<T extends object>(verb: string, make: (directive: Directive) => T | string): T[] {
    return this.directives
      .filter((directive) => directive.verb === verb)
      .flatMap((directive) => {
        const made = make(directive);
        if (typeof made !== 'string') {
          return [made];
        }
        this.mistakes.push({ line: directive.line, text: made });
        return [];
      });
  }

  /** The only word of a verb that a file has once. */
  public word(verb: string, what: string): Placed | undefined {
    const found = this.each(verb, onlyWord(verb, what));
    const second = found[1];
    if (second) {
      this.mistakes.push({ line: second.line, text: `has a second "${verb}"; take one of them out` });
    }
    return found[0];
  }

  public settings(): ModuleSettings {
    const go = this.word('go', 'a version, such as 1.27');
    if (go && !isGoVersion(go.text)) {
      this.mistakes.push({ line: go.line, text: `says go ${quote(go.text)}; write a version, such as 1.27` });
    }
    return {
      go,
      toolchain: this.word('toolchain', 'a name, such as go1.27.4'),
      godebug: Object.fromEntries(this.each('godebug', debugSetting)),
      replace: this.each('replace', replacement),
    };
  }

  public result<T extends ModuleSettings>(value: T, verbs: readonly string[]): Read<T> {
    // A newer Go may have verbs that nobody knows yet.
    const isKnown = !value.go || !isGoVersion(value.go.text) || minorOf(value.go.text) <= NEWEST_KNOWN;
    for (const { verb, line } of isKnown ? this.directives : []) {
      if (![...verbs, ...COMMON_VERBS].includes(verb)) {
        this.mistakes.push({
          line,
          text: `has a line that begins with ${quote(verb)}, which Go does not know; correct it`,
        });
      }
    }
    const mistakes = [...this.mistakes].sort((left, right) => left.line - right.line);
    return { value, mistakes };
  }
}

function requirement({ words, line, comment }: Directive): Requirement | string {
  const [path, version] = words;
  return words.length !== 2 || path === undefined || version === undefined
    ? 'must be "require <module> <version>"'
    : { path, version, line, indirect: /^indirect(; .|$)/.test(comment) };
}

function moduleVersion({ words, line }: Directive): ModuleVersion | string {
  const [path, version] = words;
  return words.length !== 2 || path === undefined || version === undefined
    ? 'must be "exclude <module> <version>"'
    : { path, version, line };
}

function replacement({ words, line }: Directive): Replacement | string {
  const arrow = words.indexOf('=>');
  const [path, version, ...more] = words.slice(0, Math.max(arrow, 0));
  const [newPath, newVersion, ...rest] = words.slice(arrow + 1);
  if (path === undefined || newPath === undefined || more.length + rest.length > 0) {
    return 'must be "replace <module> [version] => <directory>" or "... => <module> <version>"';
  }
  if (newVersion !== undefined && isDirectoryPath(newPath)) {
    return `replaces a module by ${quote(newPath)} and a version: a directory has none`;
  }
  if (newVersion === undefined && !isDirectoryPath(newPath)) {
    return `replaces a module by ${quote(newPath)}: a module needs a version, a directory begins with "./" or "../"`;
  }
  return { path, version, newPath, newVersion, line };
}

function retraction({ words }: Directive): Retraction | string {
  const [, only, low = only, high = only] =
    /^(?:([^\s[\],]+)|\[ ([^\s[\],]+) , ([^\s[\],]+) \])$/.exec(words.join(' ')) ?? [];
  return low === undefined || high === undefined
    ? 'must be "retract <version>" or "retract [<low>, <high>]"'
    : { low, high };
}

function debugSetting({ words }: Directive): [string, string] | string {
  const [, key, value] = /^([^=]+)=(.*)$/.exec(words.join('')) ?? [];
  return key === undefined || value === undefined ? 'must be "godebug <name>=<value>"' : [key, value];
}

/** For a verb with one word after it. */
function onlyWord(verb: string, what: string): (directive: Directive) => Placed | string {
  return ({ words, line }) => {
    const text = words.length === 1 ? words[0] : undefined;
    return text === undefined ? `needs one word after "${verb}": ${what}` : { text, line };
  };
}
