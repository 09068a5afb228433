import { createHash } from 'node:crypto';
import { cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { arch, platform } from 'node:os';
import { join } from 'node:path';
import { run } from '../process.mjs';
import { OFFLINE, PROJECT } from './project.mjs';
import { SetupError } from './report.mjs';

/** The same requirement as the library writes; a test compares the two. */
export const PROVIDER_VERSION = '>= 3.9.0';
/** Satisfies the requirement and says what it is. */
export const KIT_VERSION = '3.9.0+offline';

const KIT_FILE = `terraform-provider-docker_v${KIT_VERSION}`;
const SOURCE = join(PROJECT, 'tools', 'offline', 'provider');
const MIRROR = join(OFFLINE, 'providers');
/** The only way by which Terraform finds the kit's provider. */
export const KIT_CONFIGURATION = join(OFFLINE, 'terraform.rc');
const ADDRESSES = ['registry.terraform.io/kreuzwerker/docker', 'registry.opentofu.org/kreuzwerker/docker'];

/**
 * Whether Terraform can have the real provider, from its registry, a cache or a mirror of the user's.
 *
 * @param {string} terraform
 * @returns {Promise<string | undefined>} its version
 */
export async function realProvider(terraform) {
  // Kept: a second look downloads nothing.
  const folder = join(OFFLINE, 'real-provider');
  await mkdir(folder, { recursive: true });
  const docker = { source: 'kreuzwerker/docker', version: PROVIDER_VERSION };
  const configuration = { terraform: { required_providers: { docker } } };
  await writeFile(join(folder, 'main.tf.json'), JSON.stringify(configuration, undefined, 2));
  const options = { cwd: folder, timeout: 120_000 };
  // Terraform would also ask its maker for a newer version of itself.
  const quiet = { CHECKPOINT_DISABLE: '1', ...withoutKit() };
  const init = run(terraform, ['init', '-input=false', '-no-color', '-backend=false'], quiet, options);
  const found = await init.then(
    () => true,
    () => false,
  );
  if (!found) {
    await rm(folder, { recursive: true, force: true });
    return undefined;
  }
  const versions = JSON.parse((await run(terraform, ['version', '-json'], quiet, options)).toString('utf8'));
  const [version] = Object.values(versions.provider_selections ?? {}).map(String);
  return version === KIT_VERSION ? undefined : version;
}

/**
 * A shell that has read `.offline/env.sh` must not make the kit's provider pass for the real one.
 *
 * @returns {Record<string, string>} what a process needs in its environment for that
 */
export function withoutKit() {
  return process.env.TF_CLI_CONFIG_FILE === KIT_CONFIGURATION ? { TF_CLI_CONFIG_FILE: '' } : {};
}

/**
 * Builds the offline kit's provider and the configuration that leads Terraform to it, unless both are there.
 *
 * @returns {Promise<boolean>} whether it had to be built
 */
export async function ensureKitProvider() {
  const machine = `${platform()}_${{ x64: 'amd64', arm64: 'arm64' }[arch()] ?? arch()}`;
  const [first, ...others] = ADDRESSES.map((address) =>
    join(MIRROR, address, KIT_VERSION, machine, KIT_FILE),
  );
  const stamp = join(MIRROR, 'source.sha256');
  const digest = await sourceDigest();
  await mkdir(OFFLINE, { recursive: true });
  await writeFile(KIT_CONFIGURATION, configurationText());
  if ((await readFile(stamp, 'utf8').catch(() => '')) === digest) {
    return false;
  }
  const version = await run('go', ['version']).catch(() => undefined);
  if (version === undefined) {
    throw new SetupError(
      "the offline kit's provider is built with Go, which is not installed: install Go 1.26 or later " +
        '(https://go.dev/doc/install), or give Terraform access to its registry, and run this again',
    );
  }
  await rm(MIRROR, { recursive: true, force: true });
  const flags = ['-trimpath', '-buildvcs=false', '-ldflags', '-s -w'];
  await run('go', ['build', ...flags, '-o', String(first), '.'], { CGO_ENABLED: '0' }, { cwd: SOURCE });
  for (const file of others) {
    await cp(String(first), file);
  }
  await writeFile(stamp, digest);
  return true;
}

function configurationText() {
  const list = JSON.stringify(ADDRESSES);
  return (
    '# The offline kit: a stand-in for the Docker provider where no registry can be reached.\n' +
    `provider_installation {\n  filesystem_mirror {\n    path    = ${JSON.stringify(MIRROR)}\n    include = ${list}\n  }\n` +
    `  direct {\n    exclude = ${list}\n  }\n}\ndisable_checkpoint = true\n`
  );
}

async function sourceDigest() {
  const hash = createHash('sha256');
  for (const name of (await readdir(SOURCE)).sort()) {
    if (/\.go$|^go\.(mod|sum)$/.test(name) && !name.endsWith('_test.go')) {
      const content = await readFile(join(SOURCE, name));
      hash.update(`${name} ${content.length}\n`).update(content);
    }
  }
  return hash.digest('hex');
}
