import { spawnSync } from 'node:child_process';
import { GoImage, Health, Runtime, Service, Size } from '../../lib';
import { goModule } from '../support/go-module';
import { freePort, inspect, machine, output, removeTestImages } from './support/machine';
import { TestStack } from './support/terraform-stack';

jest.setTimeout(300_000);

/** A program that tries what a program expects of the files beside it, and tells what it found. */
const PROGRAM = `package main

import (
	"crypto/x509"
	"fmt"
	"net/http"
	"os"
	"os/user"
	"runtime/debug"
	"strings"
)

var version = "unknown"

func main() {
	http.HandleFunc("/healthz", func(http.ResponseWriter, *http.Request) {})
	http.HandleFunc("/", func(w http.ResponseWriter, _ *http.Request) {
		fmt.Fprintln(w, "version", version)
		_, err := os.CreateTemp("", "x")
		fmt.Fprintln(w, "temporary file:", err)
		fmt.Fprintln(w, "file elsewhere:", os.WriteFile("/x", nil, 0o600) != nil)
		_, err = os.ReadFile("/etc/ssl/certs/ca-certificates.crt")
		fmt.Fprintln(w, "certificates:", err)
		_, err = x509.SystemCertPool()
		fmt.Fprintln(w, "pool:", err)
		me, err := user.Current()
		fmt.Fprintln(w, "user:", me.Username, me.Uid, err)
		fmt.Fprintln(w, "memory limit:", debug.SetMemoryLimit(-1)>>20)
		fmt.Fprintln(w, "arguments:", strings.Join(os.Args[1:], " "))
		fmt.Fprintln(w, "literal:", os.Getenv("LITERAL"))
	})
	http.ListenAndServe(":8080", nil)
}
`;

/** What is seen here is the Engine's and the image's; which provider asked for it makes no difference. */
const provider = machine().providers[0]!;

describe.each([
  ['distroless static', Runtime.distrolessStatic()],
  ['scratch', Runtime.scratch()],
])('a program on %s', (name, runtime) => {
  const stack = new TestStack(provider, `runtime-${name.replace(' ', '-')}`);
  let port: number;

  beforeAll(async () => {
    port = await freePort();
    stack.synthesize((scope) => {
      const source = goModule({ 'go.mod': 'module example.com/hello\n\ngo 1.26\n', 'main.go': PROGRAM });
      const image = new GoImage(scope, 'image', {
        source,
        runtime,
        name: 'go-containers-test/runtimes',
        stamp: { 'main.version': `1.0 "${name}"` },
      });
      new Service(scope, 'web', {
        image,
        port: 8080,
        health: Health.http('/healthz'),
        memory: Size.mebibytes(50),
        arguments: ['-a', 'b $HOME'],
        environment: { LITERAL: '$${HOME} %%{x}' },
      }).publish({ hostPort: port });
    });
    stack.apply();
  });
  afterAll(() => {
    stack.destroy();
    removeTestImages('go-containers-test/runtimes');
  });

  test('finds all that it expects, and can write nowhere but in /tmp', async () => {
    const response = await fetch(`http://127.0.0.1:${port}/`, { headers: { connection: 'close' } });
    expect((await response.text()).trim().split('\n')).toEqual([
      `version 1.0 "${name}"`,
      'temporary file: <nil>',
      'file elsewhere: true',
      'certificates: <nil>',
      'pool: <nil>',
      'user: nonroot 65532 <nil>',
      'memory limit: 45',
      'arguments: -a b $HOME',
      'literal: ${HOME} %{x}',
    ]);
  });

  test('has a /tmp for everybody in the image itself, without the one of the service', () => {
    const { Image: image } = inspect('container', `runtime-${name.replace(' ', '-')}-web`) as {
      Image: string;
    };
    const made = output('docker', ['container', 'create', image]).trim();
    try {
      const { stdout } = spawnSync('sh', ['-c', 'docker container export "$1" | tar -tv', 'sh', made], {
        encoding: 'utf8',
      });
      expect(stdout).toMatch(/^drwxrwxrwt .* tmp\/$/m);
    } finally {
      output('docker', ['container', 'rm', made]);
    }
  });
});
