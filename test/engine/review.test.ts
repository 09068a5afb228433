import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { TerraformStack } from 'cdktf';
import { Health, Image, Secret, Service, Volume } from '../../lib';
import { freePort, machine, output } from './support/machine';
import { TestStack } from './support/terraform-stack';

jest.setTimeout(300_000);

const PROJECT = resolve(__dirname, '../..');
const PROGRAM = join(PROJECT, 'bin/go-containers.ts');
const PASSWORD = 'correct-horse-battery-staple';
/** Where no Engine answers. */
const NO_ENGINE = { DOCKER_HOST: 'unix:///nonexistent/docker.sock' };

interface Review {
  readonly verdict: string;
  readonly hash: string;
  readonly counts: Readonly<Record<string, unknown>>;
  readonly findings: readonly { readonly rule: string; readonly severity: string; readonly path?: string }[];
}

describe.each(machine().providers)('with the provider: $name', (provider) => {
  const stack = new TestStack(provider, 'reviewed');
  const folder = mkdtempSync(join(tmpdir(), 'go-containers-review-'));

  const describeStack =
    ({ word = 'first', isPublic = false } = {}) =>
    (scope: TerraformStack): void => {
      const image = Image.reference(scope, 'image', {
        reference: 'debian:trixie-slim',
        user: '1000:1000',
        shell: true,
      });
      const web = new Service(scope, 'web', {
        image,
        port: 8080,
        arguments: ['sleep', 'infinity'],
        health: Health.command(['test', '-n', word]),
        environment: { LEVEL: 'info' },
      });
      web.mount('/data', new Volume(scope, 'data'));
      web.provideSecret('/run/secrets/password', Secret.fromVariable(scope, 'password'));
      if (isPublic) {
        web.exposePublicly({ hostPort });
      } else {
        web.publish({ hostPort });
      }
    };
  let hostPort: number;

  function review(environment: Readonly<Record<string, string>>, ...args: string[]) {
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [
        ...['--require', require.resolve('ts-node/register/transpile-only'), PROGRAM, 'review', ...args],
        ...['--output', join(stack.folder, '../..')],
      ],
      {
        cwd: folder,
        encoding: 'utf8',
        env: {
          ...process.env,
          TS_NODE_PROJECT: join(PROJECT, 'tsconfig.json'),
          ...provider.environment,
          ...stack.variables,
          ...environment,
        },
      },
    );
    expect(stdout + stderr).not.toContain(PASSWORD);
    return { status, stdout, stderr };
  }

  function reviewed(text: string): Review {
    const [only] = (JSON.parse(text) as { reviews: Review[] }).reviews;
    return only!;
  }

  beforeAll(async () => {
    hostPort = await freePort();
    stack.variables = { TF_VAR_password: PASSWORD };
    stack.synthesize(describeStack());
  });

  afterAll(() => {
    stack.destroy();
    rmSync(folder, { recursive: true, force: true });
  });

  test('a first deploy needs no Engine to be reviewed, and is not worse than the baseline', () => {
    const { status, stdout } = review(NO_ENGINE, 'reviewed', '--format', 'json', '--no-refresh');
    expect(status).toBe(0);
    expect(reviewed(stdout)).toMatchObject({ counts: { createdContainers: 1, broadenings: 0 } });
  });

  test('a fork gets a review without state, Engine and secrets', () => {
    const environment = { ...NO_ENGINE, TF_VAR_password: '' };
    const { status, stdout } = review(environment, '--without-state', '--format', 'markdown');
    expect(status).toBe(0);
    expect(stdout).toContain('as if nothing were deployed');
  });

  test('what is deployed is clean', () => {
    stack.apply();
    const { status, stdout } = review({}, 'reviewed', '--format', 'json');
    expect({ status, findings: reviewed(stdout).findings }).toEqual({ status: 0, findings: [] });
    expect(reviewed(stdout)).toMatchObject({ verdict: 'clean', counts: { unchangedContainers: 1 } });
  });

  test('an edit says what goes down and what gets weaker, in every format, and blocks', () => {
    stack.synthesize(describeStack({ word: 'second', isPublic: true }));
    const markdown = join(folder, 'review.md');
    const { status, stdout } = review({}, 'reviewed', '--also', `markdown=${markdown}`, '--format', 'json');
    expect(status).toBe(2);
    expect(reviewed(stdout)).toMatchObject({
      verdict: 'blocked',
      counts: { stopped: 1, volumesAtRisk: 0 },
      findings: expect.arrayContaining([
        expect.objectContaining({ rule: 'CR-NET-1', severity: 'block', path: 'reviewed/web' }),
        expect.objectContaining({ rule: 'CR-DOWN-1', severity: 'warn', path: 'reviewed/web' }),
      ]) as unknown,
    });
    const text = readFileSync(markdown, 'utf8');
    expect(text).toContain(reviewed(stdout).hash);
    expect(text).not.toContain(PASSWORD);
  });

  test('the hash of the review lets exactly this plan pass, with and without asking the Engine', () => {
    const { hash } = reviewed(review({}, 'reviewed', '--format', 'json').stdout);
    const without = review(NO_ENGINE, 'reviewed', '--no-refresh', '--format', 'json').stdout;
    expect(reviewed(without).hash).toBe(hash);
    expect(review({}, 'reviewed', '--approved', hash).status).toBe(0);
    stack.synthesize(describeStack({ word: 'third', isPublic: true }));
    const { status, stdout } = review({}, 'reviewed', '--approved', hash);
    expect(status).toBe(2);
    expect(stdout).toContain('another plan');
  });

  test('another password is another file and no other text anywhere', () => {
    stack.synthesize(describeStack());
    stack.variables = { TF_VAR_password: `${PASSWORD}-2` };
    const { status, stdout } = review({}, 'reviewed', '--format', 'json');
    expect(status).toBe(0);
    expect(reviewed(stdout)).toMatchObject({
      verdict: 'attention',
      counts: { stopped: 1, volumesAtRisk: 0 },
    });
    stack.variables = { TF_VAR_password: PASSWORD };
  });

  test('a container that somebody has stopped is told', () => {
    output('docker', ['stop', '--time', '0', 'reviewed-web']);
    const { stdout } = review({}, 'reviewed', '--format', 'json');
    expect(reviewed(stdout).findings.map(({ rule }) => rule)).toContain('CR-DRIFT-1');
    stack.apply();
  });

  test('what the settings allow does not block', () => {
    stack.synthesize(describeStack({ isPublic: true }));
    const allow = [{ rule: 'CR-NET-1', path: 'reviewed/web', reason: 'a test', until: '2999-12-31' }];
    writeFileSync(join(folder, 'allow.json'), JSON.stringify({ allow }));
    expect(review({}, 'reviewed').status).toBe(2);
    expect(review({}, 'reviewed', '--settings', 'allow.json').status).toBe(0);
  });

  test('a stack that cannot be planned is no clean one', () => {
    const file = join(stack.folder, 'cdk.tf.json');
    const text = readFileSync(file, 'utf8');
    writeFileSync(file, text.replace('"docker_volume"', '"docker_volumes"'));
    const { status, stdout, stderr } = review({}, '--format', 'json');
    writeFileSync(file, text);
    expect(status).toBe(1);
    expect(reviewed(stdout)).toMatchObject({ verdict: 'blocked', findings: [{ rule: 'CR-PLAN-1' }] });
    expect(stderr).toContain('docker_volumes');
  });
});
