import { TerraformResource } from 'cdktf';
import type { Construct } from 'constructs';

/**
 * A `terraform_data` resource with an input.
 *
 * Not the framework's class for it, which starts `terraform version` on every synthesis, once per resource, only to check a
 * version that all supported ones have passed.
 */
export function dataResource(scope: Construct, id: string, input: unknown): TerraformResource {
  const resource = new TerraformResource(scope, id, { terraformResourceType: 'terraform_data' });
  resource.addOverride('input', input);
  return resource;
}
