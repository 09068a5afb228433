import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TerraformStack } from 'cdktf';
import {
  Capability,
  Duration,
  GoImage,
  Health,
  Image,
  Job,
  Logs,
  Network,
  Restart,
  Secret,
  Service,
  Size,
  TextFile,
} from '../../lib';
import { goModule } from '../support/go-module';
import { freePort, inspect, machine, output, removeTestImages } from './support/machine';
import { actions, wordsOfApply } from './support/stack-state';
import { TestStack } from './support/terraform-stack';

jest.setTimeout(300_000);

/** Tells what it finds: a file, a variable, the answer of another server. With a word as its argument it says that and ends. */
const SERVER = `package main

import (
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"syscall"
	"time"
)

func main() {
	if len(os.Args) > 1 {
		fmt.Println(os.Args[1])
		if os.Args[1] == "fail" {
			os.Exit(7)
		}
		return
	}
	http.HandleFunc("/file", func(w http.ResponseWriter, r *http.Request) {
		path := r.URL.Query().Get("path")
		text, err := os.ReadFile(path)
		var info syscall.Stat_t
		syscall.Stat(path, &info)
		fmt.Fprintf(w, "%s|%v|%o %d:%d|%v", text, err, info.Mode&0o777, info.Uid, info.Gid, os.WriteFile(path, nil, 0o600) != nil)
	})
	http.HandleFunc("/variable", func(w http.ResponseWriter, r *http.Request) {
		fmt.Fprint(w, os.Getenv(r.URL.Query().Get("name")))
	})
	http.HandleFunc("/lookup", func(w http.ResponseWriter, r *http.Request) {
		found, err := net.LookupHost(r.URL.Query().Get("name"))
		fmt.Fprintf(w, "%v|%v", found, err)
	})
	http.HandleFunc("/get", func(w http.ResponseWriter, r *http.Request) {
		client := http.Client{Timeout: 2 * time.Second}
		response, err := client.Get(r.URL.Query().Get("url"))
		if err != nil {
			fmt.Fprint(w, err)
			return
		}
		defer response.Body.Close()
		io.Copy(w, response.Body)
	})
	http.ListenAndServe(":8080", nil)
}
`;
const NAME = 'go-containers-test/options';
const health = Health.http('/variable?name=x', { interval: Duration.seconds(1) });
const source = goModule({ 'main.go': SERVER });

const ids = (names: readonly string[]): string[] =>
  names.map((name) => (inspect('container', name) as { Id: string }).Id);

describe.each(machine().providers)('with the provider: $name', (provider) => {
  const stack = new TestStack(provider, 'options');
  const names = ['options-db', 'options-web', 'options-hidden'];
  let hostPort = 0;

  interface Change {
    readonly greeting?: string;
    readonly more?: (parts: { readonly db: Service; readonly web: Service }) => void;
  }

  const describeStack =
    ({ greeting = 'hello', more = () => undefined }: Change = {}) =>
    (scope: TerraformStack): void => {
      const image = new GoImage(scope, 'image', { source, name: NAME, port: 8080 });
      const backend = new Network(scope, 'inner', { internal: true });
      const db = new Service(scope, 'db', { image, health, network: backend });
      const migrate = new Job(scope, 'migrate', { image, arguments: ['migrated'], dependsOn: [db] });
      const web = new Service(scope, 'web', {
        image,
        health,
        environment: { DB: db.address },
        hosts: { 'mail.example.com': '192.0.2.7' },
        dns: ['192.0.2.53'],
        restart: Restart.onFailure(4),
        logs: Logs.local({ maxSize: Size.mebibytes(1), maxFiles: 2 }),
        files: { '/etc/web/web.conf': TextFile.fromText(`${greeting} ${db.address}\n`) },
        dependsOn: [migrate],
      });
      const password = Secret.fromVariable(scope, 'password');
      web.provideSecret('/run/secrets/password', password, { pathVariable: 'PASSWORD_FILE' });
      web.provideSecret('/run/secrets/again', password);
      web.provideSecretByEnvironment('LEGACY', password, 'the test reads it from there');
      web.exposePublicly({ hostPort });
      const hidden = new Service(scope, 'hidden', { image, health, network: backend });
      hidden.join(backend, { aliases: ['deep'] });
      more({ db, web });
    };

  const ask = (path: string): Promise<string> =>
    fetch(`http://127.0.0.1:${hostPort}${path}`, { headers: { connection: 'close' } }).then((response) =>
      response.text(),
    );

  beforeAll(async () => {
    hostPort = await freePort();
    stack.variables = { TF_VAR_password: 'first $ecret' };
    stack.synthesize(describeStack());
    stack.apply();
  });
  afterAll(() => {
    stack.destroy();
    removeTestImages(NAME);
  });

  test('nothing is left to change after the first apply', () => {
    expect(actions(stack)).toEqual(['no-op']);
  });

  test('a configuration file is there, root’s, with the address of another service, and cannot be changed', async () => {
    expect(await ask('/file?path=/etc/web/web.conf')).toBe('hello options-db:8080\n|<nil>|644 0:0|true');
  });

  test('a secret is a file that can be read and not written, and its path is in a variable', async () => {
    expect(await ask('/file?path=/run/secrets/password')).toBe('first $ecret|<nil>|444 0:0|true');
    expect(await ask('/file?path=/run/secrets/again')).toContain('first $ecret');
    expect(await ask('/variable?name=PASSWORD_FILE')).toBe('/run/secrets/password');
    expect(await ask('/variable?name=LEGACY')).toBe('first $ecret');
  });

  test('a secret is in no synthesized file and in no text of a plan', () => {
    stack.variables = { TF_VAR_password: 'second $ecret' };
    const shown = stack.planText();
    const written = readFileSync(join(stack.folder, 'cdk.tf.json'), 'utf8');
    expect(shown).toContain('docker_container');
    expect(`${shown}${written}`).not.toMatch(/(first|second) \$ecret/);
    stack.variables = { TF_VAR_password: 'first $ecret' };
  });

  test('the address of a service connects the two, also on a network that leads nowhere else', async () => {
    expect(await ask('/get?url=http://options-db:8080/variable?name=GOMEMLIMIT')).toBe('230MiB');
    expect(await ask('/lookup?name=deep')).toMatch(/^\[[0-9.]+\]\|<nil>$/);
    expect(
      output('docker', ['network', 'inspect', '--format', '{{.Internal}}', 'options-inner-internal']),
    ).toBe('true\n');
  });

  test('hosts, name servers, restarts and logs are what was said', async () => {
    expect(await ask('/lookup?name=mail.example.com')).toBe('[192.0.2.7]|<nil>');
    expect(inspect('container', 'options-web')).toMatchObject({
      HostConfig: {
        Dns: ['192.0.2.53'],
        RestartPolicy: { Name: 'on-failure', MaximumRetryCount: 4 },
        LogConfig: { Type: 'local', Config: { 'max-size': '1m', 'max-file': '2' } },
        PortBindings: { '8080/tcp': [{ HostIp: '0.0.0.0', HostPort: `${hostPort}` }] },
      },
    });
  });

  test('an edit of a configuration file replaces exactly the service that has it', async () => {
    const before = ids(names);
    stack.synthesize(describeStack({ greeting: 'welcome' }));
    stack.apply();
    const after = ids(names);
    expect(await ask('/file?path=/etc/web/web.conf')).toContain('welcome options-db:8080');
    expect(after.map((id, index) => id === before[index])).toEqual([true, false, true]);
    expect(actions(stack)).toEqual(['no-op']);
  });

  test('another secret replaces exactly the service that has it, and the old text is gone', async () => {
    const before = ids(names);
    stack.variables = { TF_VAR_password: 'second' };
    stack.apply();
    const after = ids(names);
    expect(await ask('/file?path=/run/secrets/password')).toContain('second|<nil>|444 0:0|true');
    expect(await ask('/file?path=/run/secrets/again')).toContain('second|');
    expect(after.map((id, index) => id === before[index])).toEqual([true, false, true]);
    expect(actions(stack)).toEqual(['no-op']);
  });

  test('a service is not made when a job before it fails', () => {
    stack.synthesize((scope) => {
      const image = new GoImage(scope, 'image', { source, name: NAME, port: 8080 });
      const migrate = new Job(scope, 'migrate', { image, arguments: ['fail'] });
      new Service(scope, 'late', { image, health, dependsOn: [migrate] });
    });
    expect(wordsOfApply(stack)).toContain('job options-migrate ended with exit code 7');
    expect(() => inspect('container', 'options-late')).toThrow(/No such container/);
  });

  test('a program of root has the one right that it was given', () => {
    stack.synthesize((scope) => {
      const image = Image.reference(scope, 'image', {
        reference: 'golang:1.27-trixie',
        user: '0:0',
        acceptRoot: 'the test looks at what root may do',
        // Process 1 gets no other signal that it has no handler for.
        stopSignal: 'SIGKILL',
      });
      const root = new Service(scope, 'root', { image, arguments: ['sleep', '600'] });
      root.addCapability(Capability.netRaw(), 'the test looks for it');
    });
    stack.apply();
    expect(output('docker', ['exec', 'options-root', 'grep', 'CapEff', '/proc/1/status'])).toMatch(
      /^CapEff:\s+0{12}2000$/m,
    );
    expect(actions(stack)).toEqual(['no-op']);
  });
});
