import { run } from '../process.mjs';
import { SetupError } from './report.mjs';

const OLDEST = { major: 1, minor: 5 };

/**
 * Finds Terraform or OpenTofu.
 *
 * @returns {Promise<{ text: string, value: string }>} the command
 */
export async function ensureTerraform() {
  const asked = process.env.TERRAFORM_BINARY_NAME;
  for (const command of asked ? [asked] : ['terraform', 'tofu']) {
    const output = await run(command, ['version', '-json'], { CHECKPOINT_DISABLE: '1' }).catch(
      () => undefined,
    );
    if (output === undefined) {
      continue;
    }
    const text = output.toString('utf8');
    const version = /"terraform_version":\s*"([^"]+)"/.exec(text)?.[1] ?? '';
    const [major = 0, minor = 0] = version.split('.').map(Number);
    if (major < OLDEST.major || (major === OLDEST.major && minor < OLDEST.minor)) {
      throw new SetupError(`${command} ${version} is too old: install 1.5 or later and run this again`);
    }
    return { text: `${command} ${version}`, value: command };
  }
  throw new SetupError(
    `${asked ?? 'Terraform'} was not found: install Terraform 1.5 or later ` +
      '(https://developer.hashicorp.com/terraform/install) or OpenTofu (https://opentofu.org/docs/intro/install/), ' +
      'so that "terraform" or "tofu" is on the PATH, then run this again',
  );
}
