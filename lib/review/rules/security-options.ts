/** What the security options of a container come to. */
export interface SecurityState {
  readonly hasNoNewPrivileges: boolean;
  /** What holds no longer, such as `seccomp=unconfined`. */
  readonly loosened: readonly string[];
  /** Profiles of their own, as kind and text, which may allow more than the Engine's. */
  readonly profiles: readonly SecurityProfile[];
}

export interface SecurityProfile {
  /** `seccomp` or `apparmor`. */
  readonly kind: string;
  readonly text: string;
}

/** Options in one spelling: `name` and what comes after the first `=` or `:`. */
export function securityState(options: readonly string[]): SecurityState {
  const said = options.map((option) => {
    const [, name = '', text = ''] = /^([^=:]*)[=:]?([^]*)$/.exec(option) ?? [];
    return { kind: name.trim().toLowerCase(), text: text.trim() };
  });
  return {
    hasNoNewPrivileges: said.some(({ kind, text }) => kind === 'no-new-privileges' && isTrue(text)),
    loosened: [...new Set(said.filter(isLoosening).map(({ kind, text }) => `${kind}=${text}`))].sort(),
    profiles: said.filter(
      (each) => PROFILES.has(each.kind) && !OWN_PROFILES.has(each.text) && !isLoosening(each),
    ),
  };
}

const PROFILES = new Set(['seccomp', 'apparmor']);
/** The Engine's own. */
const OWN_PROFILES = new Set(['', 'builtin', 'default', 'docker-default']);
/** Types of SELinux that it lets do everything. */
const UNCONFINED_TYPES = /^type:(spc_t|unconfined_t|container_runtime_t)$/;

function isLoosening({ kind, text }: SecurityProfile): boolean {
  switch (kind) {
    case 'seccomp':
    case 'apparmor':
    case 'systempaths':
      return text === 'unconfined';
    case 'label':
      return text === 'disable' || UNCONFINED_TYPES.test(text);
    case 'writable-cgroups':
      return isTrue(text);
    default:
      return false;
  }
}

/** As Go's `strconv.ParseBool` reads it, and the option alone means it too. */
function isTrue(text: string): boolean {
  return /^(|1|t|T|true|TRUE|True)$/.test(text);
}
