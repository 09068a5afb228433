import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { TerraformStack } from 'cdktf';
import { GoImage, PrivateModules, Runtime } from '../../lib';
import { goModule } from '../support/go-module';
import { machine, output, removeTestImages } from './support/machine';
import { ModuleProxy } from './support/module-proxy';
import { actions, wordsOfApply } from './support/stack-state';
import { terraform, TestStack } from './support/terraform-stack';
import { GO_MOD } from './support/try-program';

jest.setTimeout(600_000);

const NAME = 'go-containers-test/options-modules';
const provider = machine().providers[0]!;
const PASSWORD = 'eLm4-not-to-be-found';
const VARIABLE = 'GO_CONTAINERS_TEST_NETRC';
const MODULE = 'private.test/greet';
/** One that no cache of an earlier run has. */
const VERSION = `v1.0.${Date.now()}`;

const GET = `package main

import (
	"fmt"
	"io"
	"net/http"
	"os"
)

func main() {
	response, err := http.Get(os.Args[1])
	if err != nil {
		fmt.Println(err)
		return
	}
	text, err := io.ReadAll(response.Body)
	fmt.Println(string(text), err)
}
`;

describe('modules and certificates of one’s own', () => {
  let proxy: ModuleProxy;
  let greeting: string;
  const getting = goModule({ 'go.mod': GO_MOD, 'main.go': GET });
  const withPassword = (password: string) => ({
    ...provider,
    environment: {
      ...provider.environment,
      [VARIABLE]: `machine ${proxy.host} login reader password ${password}\n`,
    },
  });

  beforeAll(async () => {
    proxy = await ModuleProxy.start({ user: 'reader', password: PASSWORD });
    proxy.add(MODULE, VERSION, {
      'go.mod': `module ${MODULE}\n\ngo 1.26\n`,
      'greet.go': 'package greet\n\nconst Words = "greetings from a private module"\n',
    });
    greeting = goModule({
      'go.mod': `${GO_MOD}\nrequire ${MODULE} ${VERSION}\n`,
      'main.go': `package main\n\nimport (\n\t"os"\n\n\t"${MODULE}"\n)\n\nfunc main() { os.Stdout.WriteString(greet.Words) }\n`,
    });
    proxy.sum(greeting);
  });
  afterAll(async () => {
    removeTestImages(NAME);
    await proxy.stop();
  });

  const idOf = (folder: string): string => {
    const state = readFileSync(join(folder, '../../options-modules.tfstate'), 'utf8');
    return /sha256:[0-9a-f]{64}/.exec(state)![0];
  };

  describe('a private module, from a proxy that asks for a password', () => {
    const describeImage = (scope: TerraformStack): void => {
      new GoImage(scope, 'image', {
        source: greeting,
        name: NAME,
        probe: false,
        proxy: `https://${proxy.host}`,
        certificates: [proxy.authority],
        privateModules: PrivateModules.netrc({
          patterns: ['private.test/*'],
          netrcVariable: VARIABLE,
          throughProxy: true,
        }),
      });
    };
    const stacks: TestStack[] = [];
    const stackWith = (tested: typeof provider): TestStack => {
      const stack = new TestStack(tested, 'options-modules');
      stacks.push(stack);
      stack.synthesize(describeImage);
      return stack;
    };
    afterAll(() => {
      stacks.forEach((stack) => {
        stack.destroy();
      });
    });

    test('is not built without the password, nor with a wrong one', () => {
      // Either the provider misses the variable, or the compiling step fails.
      expect(wordsOfApply(stackWith(provider))).toMatch(new RegExp(`${VARIABLE}|COMPILER_MESSAGES`));
      expect(wordsOfApply(stackWith(withPassword('wrong')))).toContain('COMPILER_MESSAGES');
    });

    test('is built with it, and the password is nowhere afterwards', () => {
      const tested = withPassword(PASSWORD);
      const stack = stackWith(tested);
      stack.apply();
      expect(actions(stack)).toEqual(['no-op']);
      const id = idOf(stack.folder);
      expect(output('docker', ['run', '--rm', id])).toBe('greetings from a private module');

      const places: Readonly<Record<string, string>> = {
        ...textsBelow(join(stack.folder, '../..')),
        'terraform show': terraform(tested, stack.folder, 'show', ['-json', 'plan']),
        'docker history': output('docker', ['history', '--no-trunc', id]),
        'docker inspect': output('docker', ['image', 'inspect', id]),
        // Of all the bytes of an image, the words that are looked for.
        'docker save': output('sh', [
          '-c',
          'docker save "$1" | grep --text --only-matching -e "$2" -e "$3"',
          'sh',
          ...[id, PASSWORD, 'greetings from a private module'],
        ]),
      };
      const looked = Object.keys(places).map((path) => path.slice(path.lastIndexOf('/') + 1));
      expect(looked).toEqual(
        expect.arrayContaining(['Dockerfile', 'cdk.tf.json', 'options-modules.tfstate', 'plan', 'go.sum']),
      );
      expect(Object.keys(places).filter((place) => places[place]!.includes(PASSWORD))).toEqual([]);
      expect(places['docker save']).toContain('greetings from a private module');
    });
  });

  test('an authority is trusted by programs, on distroless and from scratch, that else trust only public ones', () => {
    const stack = new TestStack(provider, 'options-authority');
    const runtimes = { distroless: Runtime.distrolessStatic(), scratch: Runtime.scratch() };
    try {
      stack.synthesize((scope) => {
        Object.entries(runtimes).forEach(([id, runtime]) => {
          const props = { source: getting, runtime, probe: false };
          new GoImage(scope, id, { ...props, name: `${NAME}/${id}`, certificates: [proxy.authority] });
          new GoImage(scope, `${id}-without`, { ...props, name: `${NAME}/${id}-without` });
        });
      });
      stack.apply();
      const get = (id: string): string => {
        const image = output('docker', ['image', 'ls', '--quiet', `${NAME}/${id}`]).split('\n')[0]!;
        return output('docker', ['run', '--rm', image, `https://${proxy.host}/hello`]);
      };
      Object.keys(runtimes).forEach((id) => {
        expect(get(id)).toBe('hello over TLS <nil>\n');
        expect(get(`${id}-without`)).toContain('certificate signed by unknown authority');
      });
    } finally {
      stack.destroy();
      Object.keys(runtimes).forEach((id) => {
        removeTestImages(`${NAME}/${id}`);
        removeTestImages(`${NAME}/${id}-without`);
      });
    }
  });
});

/** Every file below a folder, as text; packed ones unpacked. */
function textsBelow(folder: string): Record<string, string> {
  return Object.fromEntries(
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .map((path) => join(folder, path))
      .filter((path) => statSync(path).isFile() && !path.includes('/.terraform/'))
      .map((path) => {
        const bytes = readFileSync(path);
        const isPacked = bytes[0] === 0x1f && bytes[1] === 0x8b;
        return [path, (isPacked ? gunzipSync(bytes) : bytes).toString('latin1')];
      }),
  );
}
