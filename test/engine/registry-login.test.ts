import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type TerraformStack, TerraformVariable } from 'cdktf';
import { Construct } from 'constructs';
import { DockerHost, Health, Image, RegistryLogin, RegistryPush, Service, TextFile } from '../../lib';
import { freePort, machine, output } from './support/machine';
import { actions, wordsOfApply } from './support/stack-state';
import { TestStack } from './support/terraform-stack';

jest.setTimeout(300_000);

const USER = 'tester';
const PASSWORD = 'only for this test';
/** The same password, as the registry's file of users has it. */
const HASHED = '$2b$04$VnP0Z8dYNPywcGV8CCiRjupJBXuc8UuQRJ8Ypwczketeh3LompQRq';
/** A small one that every engine test has. */
const SMALL = { reference: 'gcr.io/distroless/static-debian13:nonroot', user: '65532:65532' };

describe.each(machine().providers)('with the provider: $name', (provider) => {
  const registry = new TestStack(provider, 'login-registry');
  const stack = new TestStack(provider, 'login');
  let address = '';

  const hostWithLogin = (scope: TerraformStack): Construct => {
    const password = new TerraformVariable(scope, 'registry_password', { type: 'string', sensitive: true });
    const inner = new Construct(scope, 'inner');
    new DockerHost(inner, 'docker', {
      registries: [RegistryLogin.password(address, USER, password.stringValue)],
    });
    return inner;
  };
  const push =
    (tag: string) =>
    (scope: TerraformStack): void => {
      const inner = hostWithLogin(scope);
      const image = Image.reference(inner, 'image', SMALL);
      new RegistryPush(inner, 'push', { image, repository: `${address}/small`, tag });
    };
  const tags = (headers: Record<string, string> = {}): Promise<Response> =>
    fetch(`http://${address}/v2/small/tags/list`, { headers: { connection: 'close', ...headers } });

  beforeAll(async () => {
    const hostPort = await freePort();
    address = `127.0.0.1:${hostPort}`;
    registry.synthesize((scope) => {
      const service = new Service(scope, 'registry', {
        image: Image.reference(scope, 'image', { reference: 'registry:2', user: '1000:1000', port: 5000 }),
        health: Health.none(),
        environment: {
          REGISTRY_AUTH: 'htpasswd',
          REGISTRY_AUTH_HTPASSWD_REALM: 'tests',
          REGISTRY_AUTH_HTPASSWD_PATH: '/auth/users',
        },
        files: { '/auth/users': TextFile.fromText(`${USER}:${HASHED}\n`) },
      });
      service.mountTemporary('/var/lib/registry');
      service.publish({ hostPort });
    });
    registry.apply();
    stack.variables = { TF_VAR_registry_password: PASSWORD };
    stack.synthesize(push('1'));
    stack.apply();
  });
  afterAll(() => {
    stack.variables = { TF_VAR_registry_password: PASSWORD };
    stack.destroy();
    registry.destroy();
  });

  test('pushes to a registry that asks for a login', async () => {
    expect((await tags()).status).toBe(401);
    const authorization = `Basic ${Buffer.from(`${USER}:${PASSWORD}`).toString('base64')}`;
    expect(await (await tags({ authorization })).json()).toEqual({ name: 'small', tags: ['1'] });
    expect(actions(stack)).toEqual(['no-op']);
  });

  test('keeps the password out of the synthesized stack and of the state', () => {
    const written = ['cdk.tf.json', '../../login.tfstate'].map((path) =>
      readFileSync(join(stack.folder, path), 'utf8'),
    );
    expect(written.join('\n')).not.toContain(PASSWORD);
    expect(written[1]).toContain(`${address}/small:1`);
  });

  test('pulls with it, which nobody does without', () => {
    const reference = `${address}/small:1`;
    stack.synthesize((scope) => {
      // Not by the mirror of the tests.
      Image.reference(hostWithLogin(scope), 'pulled', SMALL).resource.name = reference;
    });
    output('docker', ['image', 'rm', reference]);
    expect(() => output('docker', ['pull', reference])).toThrow(/no basic auth credentials|unauthorized/);
    stack.apply();
    expect(output('docker', ['image', 'inspect', '--format', '{{.Id}}', reference])).toMatch(/^sha256:/);
    expect(actions(stack)).toEqual(['no-op']);
    output('docker', ['image', 'rm', reference]);
  });

  test('fails with a wrong password, and does not repeat it', () => {
    stack.variables = { TF_VAR_registry_password: 'quite wrong' };
    stack.synthesize(push('2'));
    const words = wordsOfApply(stack);
    expect(words).toMatch(/unauthorized|401|authentication required/i);
    expect(words).not.toContain('quite wrong');
  });
});
