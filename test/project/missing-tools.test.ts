import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { temporaryFolder, writeTree } from '../support/go-module';

const PROJECT = resolve(__dirname, '../..');

/** Programs that stand in for the real ones: none of them does anything but fail, or tell an old version. */
const PROGRAMS = {
  docker: '#!/bin/sh\nexit 1\n',
  terraform: `#!/bin/sh\ncase "$1" in version) echo '{"terraform_version": "1.4.9"}' ;; *) exit 1 ;; esac\n`,
};

/** What the set-up says on a machine with these programs, in a copy whose packages count as installed. */
function setUp(...programs: (keyof typeof PROGRAMS)[]) {
  const copy = temporaryFolder();
  cpSync(join(PROJECT, 'tools'), join(copy, 'tools'), { recursive: true });
  const lock = readFileSync(join(PROJECT, 'package-lock.json'));
  writeFileSync(join(copy, 'package-lock.json'), lock);
  mkdirSync(join(copy, 'node_modules'));
  const stamp = createHash('sha256').update(lock).digest('hex');
  writeFileSync(join(copy, 'node_modules', '.cdktf-go-containers-lock'), stamp);
  const path = writeTree(Object.fromEntries(programs.map((name) => [name, PROGRAMS[name]])), programs);
  return spawnSync(process.execPath, ['tools/setup.mjs'], {
    cwd: copy,
    encoding: 'utf8',
    env: { PATH: `${path}:/bin`, HOME: copy, DOCKER_HOST: 'unix:///nowhere.sock' },
  });
}

describe('the set-up on a machine that lacks something', () => {
  test('says which Terraform to install, and where it is had', () => {
    const { status, stderr } = setUp('docker');
    expect(status).toBe(1);
    expect(stderr).toContain(
      'Terraform was not found: install Terraform 1.5 or later (https://developer.hashicorp.com/terraform/install)',
    );
  });

  test('refuses a Terraform that is too old', () => {
    expect(setUp('docker', 'terraform').stderr).toContain('terraform 1.4.9 is too old: install 1.5 or later');
  });

  test('leaves an Engine alone that was asked for and does not answer, and says how to go on', () => {
    const { status, stderr } = setUp('docker', 'terraform');
    expect(status).toBe(1);
    expect(stderr).toContain(
      'the Docker Engine at unix:///nowhere.sock does not answer, and DOCKER_HOST asks for it: start it, or unset it',
    );
  });

  test('tells of all that is missing at once, without a stack trace', () => {
    const { stderr } = setUp('docker');
    expect(stderr).toContain('Terraform was not found');
    expect(stderr).toContain('does not answer');
    expect(stderr).not.toContain('    at ');
  });
});
