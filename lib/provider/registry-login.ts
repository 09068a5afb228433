import type { DockerProviderRegistryAuth } from '@cdktf/provider-docker/lib/provider';
import { quote, ValidationError } from '../core/errors';

/**
 * How the provider logs in to a registry. It is part of the provider's configuration, which is in no state; a password is never a text of
 * the declaration.
 */
export class RegistryLogin {
  /**
   * By `~/.docker/config.json` on the machine that runs Terraform, where `docker login` writes, and by the credential helpers that it names.
   *
   * @param registry host of the registry, such as `registry.example.com`
   */
  public static dockerConfig(registry: string): RegistryLogin {
    return new RegistryLogin(registry, { configFile: CONFIG_FILE });
  }

  /**
   * A user name, and a password that Terraform gets from elsewhere.
   *
   * @param registry host of the registry, such as `registry.example.com`
   * @param password a sensitive variable's `stringValue`, or another value that only Terraform knows
   */
  public static password(registry: string, username: string, password: string): RegistryLogin {
    if (!/^\$\{TfToken\[[^\]]+\]\}$/.test(password)) {
      throw new ValidationError(
        `the password for ${quote(registry)} is, or has in it, a plain text, which would be in the repository and in the synthesized files; give the ` +
          'stringValue of a sensitive TerraformVariable',
      );
    }
    return new RegistryLogin(registry, { username, password });
  }

  private constructor(
    /** Host of the registry. */
    public readonly registry: string,
    private readonly login: Omit<DockerProviderRegistryAuth, 'address'>,
  ) {
    if (!/^[a-z0-9.-]+(:\d+)?$/i.test(registry)) {
      throw new ValidationError(
        `registry ${quote(registry)} is no host: without https:// and without a path; write it like "registry.example.com"`,
      );
    }
  }

  /** @internal */
  public _render(): DockerProviderRegistryAuth {
    return { address: registryAddress(this.registry), ...this.login };
  }
}

/** Registries of the machine itself, with which the Engine speaks plain HTTP unasked. */
const LOOPBACK = /^(localhost|127\.\d+\.\d+\.\d+)(:\d+)?$/;

/** How the provider reaches a registry, when it asks for the digest of what was pushed: over plain HTTP only when the address says so. */
export function registryAddress(registry: string): string {
  return `${LOOPBACK.test(registry) ? 'http' : 'https'}://${registry}`;
}

/** Said, because the provider would take DOCKER_CONFIG, which is a directory, for the file itself. It knows what the tilde means. */
const CONFIG_FILE = '~/.docker/config.json';
