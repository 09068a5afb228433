import { Health, Image, Service } from '../../lib';
import { writeTree } from '../support/go-module';
import { freePort, inspect, machine, output, removeTestImages } from './support/machine';
import { TestStack } from './support/terraform-stack';

jest.setTimeout(300_000);

const NAME = 'go-containers-test/hand-written';

const DOCKERFILE = `ARG GO_VERSION=1.27
FROM golang:\${GO_VERSION}-trixie AS compile
WORKDIR /src
COPY go.mod ./
RUN go mod download
COPY . .
ARG RELEASE
ENV CGO_ENABLED=0
RUN --mount=type=cache,id=go-containers-test-hand-written,target=/root/.cache/go-build \\
  go build -trimpath -ldflags "-s -w -X 'main.release=\${RELEASE}'" -o /out/counter .

FROM scratch AS image
COPY --from=compile /out/counter /counter
USER 10001:10001
EXPOSE 8080
ENTRYPOINT ["/counter"]

FROM image AS other
USER 10002:10002
`;

/** It is its own health check, since there is no probe of the library's in its image. */
const PROGRAM = `package main

import (
	_ "embed"
	"fmt"
	"net"
	"os"
)

//go:embed greeting.txt
var greeting string

var release = "none"

func main() {
	if len(os.Args) > 1 {
		if _, err := net.Dial("tcp", "127.0.0.1:8080"); err != nil {
			os.Exit(1)
		}
		return
	}
	listener, err := net.Listen("tcp", ":8080")
	if err != nil {
		panic(err)
	}
	for {
		if connection, err := listener.Accept(); err == nil {
			go answer(connection)
		}
	}
}

func answer(connection net.Conn) {
	defer connection.Close()
	connection.Read(make([]byte, 4096))
	text := fmt.Sprintln(greeting, release, os.Getuid(), os.Getgid())
	fmt.Fprintf(connection, "HTTP/1.1 200 OK\\r\\nConnection: close\\r\\nContent-Length: %d\\r\\n\\r\\n%s", len(text), text)
}
`;

/** What is seen here is the Engine's and the image's; which provider asked for it makes no difference. */
const provider = machine().providers[0]!;

describe('an image from a hand-written Dockerfile', () => {
  const stack = new TestStack(provider, 'engine-test-hand-written');
  const files = (greeting: string) => ({
    'docker/Dockerfile': DOCKERFILE,
    '.dockerignore': 'docker\nsecret.txt\n',
    'secret.txt': 'nobody may see this',
    'go.mod': 'module example.com/counter\n\ngo 1.26\n',
    'main.go': PROGRAM,
    'greeting.txt': greeting,
  });
  let port: number;

  function synthesize(greeting: string, unimportant = ''): void {
    stack.synthesize((scope) => {
      const image = Image.fromDockerfile(scope, 'image', {
        directory: writeTree({ ...files(greeting), 'docker/notes.md': unimportant }),
        dockerfile: 'docker/Dockerfile',
        name: NAME,
        target: 'image',
        buildArguments: { RELEASE: '1.0 of ${x}' },
        user: '10001:10001',
        port: 8080,
        goVersion: '1.26',
      });
      new Service(scope, 'web', {
        image,
        health: Health.command(['/counter', 'check']),
      }).publish({ hostPort: port });
    });
  }

  async function answer(): Promise<string> {
    const response = await fetch(`http://127.0.0.1:${port}/`, { headers: { connection: 'close' } });
    return response.text();
  }

  beforeAll(async () => {
    port = await freePort();
    synthesize('good day');
    stack.apply();
  });
  afterAll(() => {
    stack.destroy();
    removeTestImages(NAME);
  });

  test('runs as its user, with its arguments', async () => {
    expect(await answer()).toBe('good day 1.0 of ${x} 10001 10001\n');
  });

  test('has what its Dockerfile copies, and is healthy', () => {
    const container = inspect('container', 'engine-test-hand-written-web') as {
      Image: string;
      State: { Health: { Status: string } };
    };
    expect(container.State.Health.Status).toBe('healthy');
    expect(inspect('image', container.Image)).toMatchObject({
      Config: {
        User: '10001:10001',
        Entrypoint: ['/counter'],
        Labels: { 'cdktf-go-containers.image': NAME },
      },
      RootFS: { Layers: [expect.any(String)] },
    });
  });

  test('has nothing to change in the next plan, from another folder and after an edit of what is left out', () => {
    synthesize('good day', 'more words');
    expect(stack.plan().filter(({ change }) => change.actions.join() !== 'no-op')).toEqual([]);
  });

  test('is another image after an edit of a file that it is built from', async () => {
    synthesize('good night');
    stack.apply();
    expect(await answer()).toBe('good night 1.0 of ${x} 10001 10001\n');
    const tags = output('docker', ['image', 'ls', '--quiet', NAME]).trim().split('\n');
    expect(tags).toHaveLength(2);
  });
});
