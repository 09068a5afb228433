import { spawnSync } from 'node:child_process';
import { join, resolve } from 'node:path';
import type { TerraformStack } from 'cdktf';
import { Construct } from 'constructs';
import { DockerHost, Duration, GoImage, Health, Service } from '../../lib';
import { goModule } from '../support/go-module';
import { inspect, machine, removeTestImages } from './support/machine';
import { actions, wordsOfApply } from './support/stack-state';
import { TestStack } from './support/terraform-stack';
import { TlsEngine } from './support/tls-engine';

jest.setTimeout(120_000);

const PROGRAM = resolve(__dirname, '../../bin/go-containers.ts');
const SERVER = `package main

import (
	"fmt"
	"net/http"
	"os"
)

func main() {
	fmt.Println(os.Getenv("GREETING"))
	http.ListenAndServe(":8080", nil)
}
`;
const NAME = 'go-containers-test/hosts';
const source = goModule({ 'main.go': SERVER });
const health = Health.tcp({ interval: Duration.seconds(1) });
const CONTAINERS = ['hosts-near-web', 'hosts-far-web'];

interface Container {
  readonly Id: string;
  readonly State: { readonly Health: { readonly Status: string } };
}

const containers = (): Container[] => CONTAINERS.map((name) => inspect('container', name) as Container);

describe.each(machine().providers)('with the provider: $name', (provider) => {
  const stack = new TestStack(provider, 'hosts');
  let engine: TlsEngine;

  /** The same service twice: on the Engine of the machine, and on one over TLS. */
  const describeStack = (greeting = 'hello', certificates = engine.certificates): void => {
    const addTo = (scope: Construct): void => {
      const image = new GoImage(scope, 'image', { source, name: `${NAME}-${scope.node.id}`, port: 8080 });
      new Service(scope, 'web', { image, health, environment: { GREETING: `${greeting} ${scope.node.id}` } });
    };
    stack.synthesize((top: TerraformStack) => {
      addTo(new Construct(top, 'near'));
      const far = new Construct(top, 'far');
      new DockerHost(far, 'docker', { host: engine.host, certificates });
      addTo(far);
    });
  };

  /** What the library's command says, and what it asked over TLS. */
  const goContainers = (...words: string[]) => {
    const before = engine.requests().length;
    const command = ['--require', 'ts-node/register/transpile-only', PROGRAM, ...words];
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [...command, '--output', join(stack.folder, '../..')],
      { encoding: 'utf8', env: { ...process.env, ...provider.environment } },
    );
    return { status, stdout, stderr, asked: engine.requests().slice(before) };
  };

  beforeAll(async () => {
    engine = await TlsEngine.start();
    describeStack();
    stack.apply();
  });
  afterAll(async () => {
    describeStack();
    stack.destroy();
    await engine.stop();
    ['near', 'far'].forEach((host) => {
      removeTestImages(`${NAME}-${host}`);
    });
  });

  test('each service is healthy, and its Engine is the one of its scope', () => {
    expect(containers().map(({ State }) => State.Health.Status)).toEqual(['healthy', 'healthy']);
    const asked = engine.requests().map((request) => decodeURIComponent(request));
    const created = asked.flatMap(
      (request) => /\/containers\/create\?.*name=([\w-]+)/.exec(request)?.[1] ?? [],
    );
    expect(created).toEqual(['hosts-far-web']);
    // However a provider builds, it asks for the image by its name.
    const about = (image: string): boolean => asked.some((request) => request.includes(`${NAME}-${image}`));
    expect([about('far'), about('near')]).toEqual([true, false]);
  });

  test('the Engine over TLS answers nobody without a certificate of its authority', () => {
    const own = (name: string): string => join(engine.certificates, name);
    const ask = (...words: string[]): number | null =>
      spawnSync('docker', ['--host', engine.host, '--tlsverify', '--tlscacert', own('ca.pem'), ...words])
        .status;
    const asked = engine.requests();
    expect(ask('version')).toBe(1);
    expect(engine.requests()).toEqual(asked);
    expect(ask('--tlscert', own('cert.pem'), '--tlskey', own('key.pem'), 'version')).toBe(0);
  });

  test('nothing is left to change after the first apply', () => {
    expect(actions(stack)).toEqual(['no-op']);
  });

  test('the commands build and logs find the Engine of the scope, with its certificates', () => {
    const build = goContainers('build', 'hosts/far_image');
    expect(build).toMatchObject({ status: 0 });
    expect(build.asked).toContainEqual(expect.stringMatching(/^POST \S*\/(build\?|grpc)/));
    const logs = goContainers('logs', 'hosts/far/web', '--no-follow');
    expect(logs).toMatchObject({ status: 0, stdout: 'hello far\n' });
    expect(logs.asked).toContainEqual(expect.stringMatching(/^GET \S*\/logs\?/));
    const near = goContainers('logs', 'hosts/near/web', '--no-follow');
    expect(near).toMatchObject({ status: 0, stdout: 'hello near\n', asked: [] });
  });

  test('certificates of another authority fail an apply by their name, and change nothing on either Engine', () => {
    const before = containers().map(({ Id }) => Id);
    describeStack('welcome', engine.otherCertificates);
    const words = wordsOfApply(stack);
    expect(words).toContain(engine.host);
    expect(words).toContain('certificate signed by unknown authority');
    expect(containers().map(({ Id }) => Id)).toEqual(before);
    describeStack();
    expect(actions(stack)).toEqual(['no-op']);
  });
});
