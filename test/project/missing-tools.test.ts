import { spawnSync } from 'node:child_process';
import { mkdirSync, symlinkSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { temporaryFolder } from '../support/go-module';

const PROJECT = resolve(__dirname, '../..');

/** A PATH on which only these programs are, as they are here. */
function pathWith(...programs: string[]): string {
  const folder = join(temporaryFolder(), 'bin');
  mkdirSync(folder);
  for (const program of programs) {
    const found = spawnSync('which', [program], { encoding: 'utf8' }).stdout.trim();
    symlinkSync(found, join(folder, program));
  }
  return folder;
}

function setUp(environment: Record<string, string>) {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['tools/setup.mjs'], {
    cwd: PROJECT,
    encoding: 'utf8',
    env: { ...process.env, ...environment },
  });
  return { status, stdout, stderr };
}

describe('the set-up on a machine that lacks something', () => {
  test('says which Terraform to install, and where it is had', () => {
    const { status, stderr } = setUp({
      PATH: pathWith('node', 'npm', 'docker', 'sh'),
      DOCKER_HOST: 'unix:///nowhere.sock',
    });
    expect(status).toBe(1);
    expect(stderr).toContain(
      'Terraform was not found: install Terraform 1.5 or later (https://developer.hashicorp.com/',
    );
  });

  test('leaves an Engine alone that was asked for and does not answer, and says how to go on', () => {
    const { status, stderr } = setUp({ DOCKER_HOST: 'unix:///nowhere.sock' });
    expect(status).toBe(1);
    expect(stderr).toContain(
      'the Docker Engine at unix:///nowhere.sock does not answer, and DOCKER_HOST asks for it: start it, or unset DOCKER_HOST',
    );
  });

  test('tells of all that is missing at once, without a stack trace', () => {
    const { stderr } = setUp({
      PATH: pathWith('node', 'npm', 'docker', 'sh'),
      DOCKER_HOST: 'unix:///nowhere.sock',
    });
    expect(stderr).toContain('Terraform was not found');
    expect(stderr).toContain('does not answer');
    expect(stderr).not.toContain('    at ');
  });
});
