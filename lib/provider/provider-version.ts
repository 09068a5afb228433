import type { TerraformStack } from 'cdktf';

/** The oldest provider release whose plans of this library's resources are known to be quiet. */
export const PROVIDER_VERSION = '>= 3.9.0';

/**
 * Asks for a provider release that works.
 *
 * The bindings pin 3.6.2 exactly, a release that panics on some arguments and cannot wait for an address that is
 * known only after apply (kreuzwerker/terraform-provider-docker#759, #808).
 */
export function requireProviderVersion(stack: TerraformStack): void {
  stack.addOverride('terraform.required_providers.docker.version', PROVIDER_VERSION);
}
