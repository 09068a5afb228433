import type { IConstruct } from 'constructs';
import { quote } from '../core/errors';
import { parseReference } from './image-reference';

/** Environment variable that holds the mirror setting; it wins over the context. */
export const MIRROR_VARIABLE = 'GO_CONTAINERS_MIRROR';
/** Key of the mirror setting in the context of the app (`cdktf.json`). */
export const MIRROR_CONTEXT = 'go-containers:mirror';

/**
 * Where base images are taken from instead of their own registries.
 *
 * Either one prefix for all (`mirror.example.com`: `golang:1.27` becomes
 * `mirror.example.com/docker.io/library/golang:1.27`), or a list of `registry=prefix` pairs divided by commas
 * (`docker.io=mirror.example.com/hub`: it becomes `mirror.example.com/hub/library/golang:1.27`); registries that the list
 * does not name stay as they are.
 */
export class Mirror {
  /** The setting of the app that `construct` is in. */
  public static of(construct: IConstruct): Mirror {
    const context: unknown = construct.node.tryGetContext(MIRROR_CONTEXT);
    const setting = process.env[MIRROR_VARIABLE] ?? (typeof context === 'string' ? context : '');
    return Mirror.parse(setting);
  }

  /** Reads a setting; an empty one changes nothing. */
  public static parse(setting: string): Mirror {
    const prefixes = new Map<string, string>();
    const problems: string[] = [];
    for (const entry of setting.split(',').map((each) => each.trim())) {
      if (entry === '') {
        continue;
      }
      const [registry, prefix] = entry.includes('=') ? splitOnce(entry) : [ANY, entry];
      if (registry === '' || !PREFIX.test(prefix)) {
        problems.push(
          `mirror ${quote(entry)} is neither a prefix nor registry=prefix; write "mirror.example.com" or ` +
            '"docker.io=mirror.example.com/hub"',
        );
      }
      prefixes.set(registry, prefix);
    }
    return new Mirror(prefixes, problems);
  }

  private constructor(
    private readonly prefixes: ReadonlyMap<string, string>,
    /** What is wrong with the setting. */
    public readonly problems: readonly string[],
  ) {}

  /** The reference to pull instead of `reference`. */
  public apply(reference: string): string {
    const parsed = parseReference(reference);
    if (!parsed || reference === EMPTY_IMAGE) {
      return reference;
    }
    const { registry, repository, suffix } = parsed;
    const own = this.prefixes.get(registry);
    if (own !== undefined) {
      return `${own}/${repository}${suffix}`;
    }
    const any = this.prefixes.get(ANY);
    return any === undefined ? reference : `${any}/${registry}/${repository}${suffix}`;
  }

  /** What is wrong with the setting for one reference: a registry with a port cannot be a part of a path. */
  public problemsOf(reference: string): string[] {
    const { registry = '' } = parseReference(reference) ?? {};
    return parseReference(reference) === undefined || parseReference(this.apply(reference)) !== undefined
      ? []
      : [
          `the mirror setting cannot take ${quote(reference)}, since its registry has a port; add ` +
            `${quote(`${registry}=mirror.example.com/prefix`)} to the setting`,
        ];
  }
}

const ANY = '*';
/** The builder's own word for no image at all. */
const EMPTY_IMAGE = 'scratch';
const PREFIX = /^[a-z0-9][a-z0-9._-]*(:[0-9]+)?(\/[a-z0-9._-]+)*$/;

function splitOnce(entry: string): [string, string] {
  const at = entry.indexOf('=');
  return [entry.slice(0, at), entry.slice(at + 1)];
}
