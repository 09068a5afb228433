import { quote, ValidationError } from '../core/errors';

/** A right of root that a process can have alone. See capabilities(7). */
export class Capability {
  /** Changing who a file belongs to. */
  public static chown(): Capability {
    return new Capability('CAP_CHOWN');
  }

  /** Reading and writing files whatever their modes say. */
  public static dacOverride(): Capability {
    return new Capability('CAP_DAC_OVERRIDE');
  }

  /** Changing modes of files of others. */
  public static fowner(): Capability {
    return new Capability('CAP_FOWNER');
  }

  /** Becoming another user: what images do that start as root and then become one. */
  public static setuid(): Capability {
    return new Capability('CAP_SETUID');
  }

  /** Becoming another group. */
  public static setgid(): Capability {
    return new Capability('CAP_SETGID');
  }

  /** Sending signals to processes of others. */
  public static kill(): Capability {
    return new Capability('CAP_KILL');
  }

  /** Listening on ports below 1024 of the host's network. In a network of its own a container may do that without it. */
  public static netBindService(): Capability {
    return new Capability('CAP_NET_BIND_SERVICE');
  }

  /** Raw packets, for a ping for example. */
  public static netRaw(): Capability {
    return new Capability('CAP_NET_RAW');
  }

  /** Changing the network of the container. */
  public static netAdmin(): Capability {
    return new Capability('CAP_NET_ADMIN');
  }

  /** Keeping memory from being swapped out. */
  public static ipcLock(): Capability {
    return new Capability('CAP_IPC_LOCK');
  }

  /** Another one, by its name, such as `CAP_SYS_NICE`. All of them, or one that is as good as all, is refused. */
  public static of(name: string): Capability {
    if (!/^CAP_[A-Z_]{2,40}$/.test(name)) {
      throw new ValidationError(
        `capability ${quote(name)} is not possible: capitals with the prefix CAP_; write it like "CAP_SYS_NICE"`,
      );
    }
    if (AS_GOOD_AS_ROOT.has(name)) {
      throw new ValidationError(
        `capability ${name} lets the program out of its container; leave it out, and run on the host what needs it`,
      );
    }
    return new Capability(name);
  }

  private constructor(
    /** The kernel's name, such as `CAP_NET_RAW`. */
    public readonly name: string,
  ) {}
}

/** With any of these a process gets at the host: mounts, modules, memory of others, devices. */
const AS_GOOD_AS_ROOT = new Set([
  'CAP_ALL',
  'CAP_SYS_ADMIN',
  'CAP_SYS_MODULE',
  'CAP_SYS_PTRACE',
  'CAP_SYS_RAWIO',
  'CAP_DAC_READ_SEARCH',
  'CAP_MKNOD',
  'CAP_BPF',
]);
