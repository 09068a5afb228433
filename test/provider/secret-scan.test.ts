import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Aspects, type TerraformStack, TerraformVariable } from 'cdktf';
import type { IConstruct } from 'constructs';
import { Image, Secret, Service } from '../../lib';
import { secretsIn } from '../../lib/provider/secret-scan';
import { temporaryFolder } from '../support/go-module';
import { stackIn, synthesizeToFolder } from '../support/stack';

/** A text that is seen to be a secret, and is none. */
const TOKEN = `ghp_${'a'.repeat(36)}`;

function serviceIn(stack: TerraformStack): Service {
  const image = Image.reference(stack, 'image', { reference: 'x:1', user: '1:1' });
  return new Service(stack, 'web', { image, environment: { LEVEL: 'info' } });
}

/** What is said of a stack with a service, after `change`. */
function refusal(change: (service: Service, stack: TerraformStack) => void): string {
  const folder = temporaryFolder();
  try {
    synthesizeToFolder((app) => {
      const stack = stackIn(app, 'dev');
      change(serviceIn(stack), stack);
    }, folder);
  } catch (error) {
    expect(existsSync(join(folder, 'stacks', 'dev', 'cdk.tf.json'))).toBe(false);
    return (error as Error).message;
  }
  throw new Error('the stack is accepted');
}

describe('a secret in a synthesized stack is found, with its place', () => {
  test('in a variable that an override adds, by its name', () => {
    const text = refusal(({ resource }) => {
      resource.addOverride('env', ['DB_PASSWORD=hunter2']);
    });
    expect(text).toMatch(
      /\n {2}\[dev\/web\/Resource\] docker_container\.web_\w+\.env\[\d\] has a password, a key or a token in it, which everybody/,
    );
    expect(text).not.toContain('hunter2');
  });

  test('in a label that an Aspect adds, by what it looks like', () => {
    const text = refusal((_service, stack) => {
      Aspects.of(stack).add({
        visit: (each: IConstruct) => {
          if (Service.isService(each)) {
            each.resource.addOverride('labels', [{ label: 'owner', value: TOKEN }]);
          }
        },
      });
    });
    expect(text).toMatch(/\[dev\/web\/Resource\] docker_container\.web_\w+\.labels\[2\]\.value has/);
    expect(text).not.toContain(TOKEN);
  });

  test('in arguments, files and logins, all of them at once', () => {
    const text = refusal(({ resource, node }, stack) => {
      resource.addOverride('command', ['serve', '--token=hunter2']);
      resource.addOverride('upload', [{ file: '/x', content: '-----BEGIN PRIVATE KEY-----\nMIIE' }]);
      stack.addOverride('provider.docker.0.registry_auth', [{ address: 'x', username: 'u', password: 'p' }]);
      expect(node.path).toBe('dev/web');
    });
    expect(
      text
        .split('\n')
        .slice(1)
        .map((line) => /(\S+) has a/.exec(line)?.[1]),
    ).toEqual([
      expect.stringMatching(/command\[1\]$/),
      expect.stringMatching(/upload\[0\]\.content$/),
      'provider.docker.0.registry_auth[0].password',
    ]);
  });

  test('in the default of a sensitive variable', () => {
    expect(
      refusal((service, stack) => {
        const variable = new TerraformVariable(stack, 'password', { sensitive: true, default: 'hunter2' });
        service.provideSecret('/run/secrets/password', Secret.fromAttribute(variable.stringValue));
      }),
    ).toContain('\n  variable.password.default has');
  });
});

describe('a secret by which way a user would take is found', () => {
  const base64 = Buffer.from(TOKEN).toString('base64');
  test.each<[string, object, string]>([
    [
      'the text of a swarm secret',
      { resource: { docker_secret: { a: { data: 'aHVudGVyMg==' } } } },
      'docker_secret.a.data',
    ],
    [
      'an encoded file',
      { resource: { docker_container: { a: { upload: [{ content_base64: base64 }] } } } },
      'docker_container.a.upload[0].content_base64',
    ],
    [
      'two arguments',
      { resource: { docker_container: { a: { command: ['x', '--password', 'hunter2'] } } } },
      'docker_container.a.command[2]',
    ],
    [
      'an option of a log driver',
      { resource: { docker_container: { a: { log_opts: { 'splunk-token': 'x' } } } } },
      'docker_container.a.log_opts.splunk-token',
    ],
    [
      'the options of a mount',
      { resource: { docker_volume: { a: { driver_opts: { o: 'username=u,password=x' } } } } },
      'docker_volume.a.driver_opts.o',
    ],
    [
      'a text in an expression',
      { resource: { docker_container: { a: { env: [`A=\${join("", ["${TOKEN}"])}`] } } } },
      'docker_container.a.env[0]',
    ],
    [
      'a file of logins',
      {
        provider: {
          docker: [{ registry_auth: [{ config_file_content: '{"auths":{"x":{"auth":"dTpodW50ZXIy"}}}' }] }],
        },
      },
      'provider.docker.0.registry_auth[0].config_file_content',
    ],
    [
      'the default of a variable that is not sensitive',
      { variable: { db_password: { default: 'hunter2' } } },
      'variable.db_password.default',
    ],
    [
      'a part of the default of a variable',
      { variable: { db: { default: { token: 'x', host: 'y' } } } },
      'variable.db.default.token',
    ],
  ])('%s', (_what, stack, place) => {
    expect(secretsIn(stack).map((each) => each.split(' has a ')[0])).toEqual([place]);
  });

  test('and other variables may have defaults', () => {
    expect(
      secretsIn({ variable: { region: { default: 'eu', sensitive: true }, password: { default: '' } } }),
    ).toEqual([]);
  });
});

describe('what is no secret in a stack is let through', () => {
  test('secrets as they should be given', () => {
    synthesizeToFolder((app) => {
      const stack = stackIn(app, 'dev');
      const service = serviceIn(stack);
      service.provideSecret('/run/secrets/password', Secret.fromVariable(stack, 'password'));
      service.provideSecretByEnvironment('TOKEN', Secret.fromVariable(stack, 'token'), 'it reads no files');
    });
  });

  test.each([
    ['a value that Terraform fills in', { docker_container: { a: { env: ['PASSWORD=${var.x}'] } } }],
    [
      'arguments that Terraform fills in',
      { docker_container: { a: { command: ['--password', '${var.x}', '--token=${var.y}'] } } },
    ],
    ['the path of a file with a secret', { docker_container: { a: { env: ['PASSWORD_FILE=/run/x'] } } }],
    ['a resource of another provider', { aws_instance: { a: { password: 'x', user_data: TOKEN } } }],
    [
      'the place of a secret in the facts',
      { terraform_data: { a: { input: { '/run/password': 'variable x' } } } },
    ],
    [
      'the name of a variable of a build',
      { docker_image: { a: { build: [{ secrets: [{ env: 'TOKEN' }] }] } } },
    ],
  ])('%s', (_what, resource) => {
    expect(secretsIn({ resource })).toEqual([]);
  });
});
