import { access, mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { run } from '../../process.mjs';
import { repositories, UNSTABLE } from './suites.mjs';

const KEYRING = '/usr/share/keyrings/debian-archive-keyring.gpg';
const DEFAULT_MIRROR = 'http://deb.debian.org/debian';
const ARCHITECTURES = new Map([
  ['x64', 'amd64'],
  ['arm64', 'arm64'],
]);

/** Settings of the host that say how its network is reached; nothing else of its apt is used. */
const NETWORK_SETTING = /^Acquire::(http|https|ForceIPv4|ForceIPv6|Retries)\b/;

/**
 * The packages of one suite of Debian, through an apt of its own: its lists, archives and (empty) status live in one folder, and it has no
 * dpkg. So it can look up and download, and can never install anything on the host.
 */
export class DebianArchive {
  /**
   * @param {string} folder
   * @param {string} suite
   */
  constructor(folder, suite) {
    this.folder = folder;
    this.suite = suite;
    this.configuration = join(folder, 'apt.conf');
  }

  /**
   * Writes the private configuration and fetches the signed package lists.
   *
   * @returns {Promise<void>}
   */
  async open() {
    const architecture = ARCHITECTURES.get(process.arch);
    if (architecture === undefined) {
      throw new Error(
        `no offline base images for architecture ${process.arch}: x64 and arm64 have them; set a mirror instead`,
      );
    }
    await this.#requireTools();
    for (const name of ['lists/partial', 'archives/partial', 'etc'])
      await mkdir(join(this.folder, name), { recursive: true });
    const network = (await run('apt-config', ['dump']))
      .toString('utf8')
      .split('\n')
      .filter((line) => NETWORK_SETTING.test(line));
    const settings = {
      'Dir::State': this.folder,
      'Dir::State::status': join(this.folder, 'status'),
      'Dir::State::lists': join(this.folder, 'lists'),
      'Dir::Cache': this.folder,
      'Dir::Cache::archives': join(this.folder, 'archives'),
      'Dir::Etc': join(this.folder, 'etc'),
      'Dir::Etc::main': '/dev/null',
      'Dir::Etc::parts': '/dev/null',
      'Dir::Etc::sourcelist': join(this.folder, 'sources.list'),
      'Dir::Etc::sourceparts': '/dev/null',
      'Dir::Log': this.folder,
      // Twice no: a forgotten option must not change the host.
      'Dir::Bin::dpkg': '/bin/false',
      'Debug::pkgDPkgPM': 'true',
      'APT::Architecture': architecture,
      'APT::Architectures': architecture,
      'APT::Install-Recommends': 'false',
      'APT::Sandbox::User': 'root',
      'Acquire::Languages': 'none',
      'Acquire::IndexTargets::deb::DEP-11::DefaultEnabled': 'false',
    };
    const own = Object.entries(settings).map(([name, value]) => `${name} "${value}";`);
    await writeFile(this.configuration, `${[...network, ...own].join('\n')}\n`);
    await this.#pretendInstalled([]);
    await writeFile(join(this.folder, 'sources.list'), await this.#sources());
    await this.#apt(['update', '-q']);
  }

  /**
   * Names of the packages and of everything that they need.
   *
   * @param {readonly string[]} packages
   * @param {readonly string[]} [without] packages to leave out, with what only they need
   * @returns {Promise<string[]>}
   */
  async closure(packages, without = []) {
    await this.#pretendInstalled(without);
    const plan = (await this.#apt(['install', '--simulate', ...packages])).toString('utf8');
    return [...plan.matchAll(/^Inst (\S+) /gm)].map((match) => /** @type {string} */ (match[1]));
  }

  /**
   * Downloads exactly these packages; apt checks them against the signed lists.
   *
   * @param {readonly string[]} names
   * @returns {Promise<Map<string, string>>} package file by package name
   */
  async download(names) {
    await this.#pretendInstalled([]);
    const archives = join(this.folder, 'archives');
    await this.#apt(['download', '-q', ...names], archives);
    const files = (await readdir(archives)).filter((file) => file.endsWith('.deb'));
    return new Map(files.map((file) => [file.slice(0, file.indexOf('_')), join(archives, file)]));
  }

  /**
   * apt looks for no package that it takes for installed, whatever version is asked for.
   *
   * @param {readonly string[]} names
   */
  #pretendInstalled(names) {
    const stanzas = names.map(
      (name) =>
        `Package: ${name}\nStatus: install ok installed\nArchitecture: all\nMulti-Arch: foreign\nVersion: 999:0\n`,
    );
    return writeFile(join(this.folder, 'status'), stanzas.join('\n'));
  }

  /**
   * @param {readonly string[]} args
   * @param {string} [cwd]
   */
  #apt(args, cwd = this.folder) {
    const environment = { APT_CONFIG: this.configuration, DEBIAN_FRONTEND: 'noninteractive', LC_ALL: 'C' };
    return run('apt-get', args, environment, { cwd });
  }

  async #requireTools() {
    for (const tool of ['/usr/bin/apt-get', '/usr/bin/dpkg-deb']) {
      await access(tool).catch(() => {
        throw new Error(
          `no ${tool}: offline base images are made from Debian packages, on Debian or Ubuntu only; set a mirror of the real images instead`,
        );
      });
    }
    await access(KEYRING).catch(() => {
      throw new Error(
        `no ${KEYRING}: packages are used only when Debian signed them; install debian-archive-keyring`,
      );
    });
  }

  async #sources() {
    // apt itself tells what its sources say, whatever their format.
    const format = '$(ORIGIN) $(LABEL) $(COMPONENT) $(REPO_URI)';
    const targets = (
      await run('apt-get', ['indextargets', '--format', format, 'Created-By: Packages'])
    ).toString('utf8');
    const uris = targets
      .split('\n')
      .filter((line) => / main https?:\/\/\S+$/.test(line))
      .map((line) => line.slice(line.lastIndexOf(' ') + 1).replace(/\/$/, ''));
    const main =
      uris.find((uri) => uri.endsWith('/debian') && uris.includes(`${uri}-security`)) ?? DEFAULT_MIRROR;
    // Lists of unstable are valid for a week, and a mirror may be older. They are signed all the same.
    const dated = this.suite === UNSTABLE ? ' check-valid-until=no' : '';
    return repositories(main, this.suite)
      .flatMap(({ uri, suites }) => suites.map((suite) => `${uri} ${suite}`))
      .map((row) => `deb [signed-by=${KEYRING}${dated}] ${row} main\n`)
      .join('');
  }
}
