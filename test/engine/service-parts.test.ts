import { TerraformOutput, type TerraformStack } from 'cdktf';
import { Duration, GoImage, Health, Image, Job, Service, Size, User, Volume } from '../../lib';
import { goModule } from '../support/go-module';
import { freePort, inspect, machine, output, removeTestImages } from './support/machine';
import { actions, outputOf, wordsOfApply } from './support/stack-state';
import { TestStack } from './support/terraform-stack';

jest.setTimeout(300_000);

/** Keeps a line per start in a file; is healthy from the second question on; asks others, when told to, as it starts. */
const SERVER = `package main

import (
	"fmt"
	"net/http"
	"os"
	"sync/atomic"
	"syscall"
)

func main() {
	data := os.Args[1]
	file, err := os.OpenFile(data+"/starts", os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	if err == nil {
		_, err = fmt.Fprintln(file, os.Args[2])
	}
	others := "nobody"
	if len(os.Args) > 3 {
		if response, err := http.Get("http://" + os.Args[3] + "/ready"); err != nil {
			others = err.Error()
		} else {
			others = response.Status
		}
	}
	var asked atomic.Int32
	http.HandleFunc("/healthz", func(w http.ResponseWriter, _ *http.Request) {
		if asked.Add(1) < 2 {
			w.WriteHeader(http.StatusServiceUnavailable)
		}
	})
	http.HandleFunc("/ready", func(w http.ResponseWriter, _ *http.Request) {
		if asked.Load() < 2 {
			w.WriteHeader(http.StatusServiceUnavailable)
		}
	})
	http.HandleFunc("/", func(w http.ResponseWriter, _ *http.Request) {
		var info syscall.Stat_t
		syscall.Stat(data, &info)
		starts, _ := os.ReadFile(data + "/starts")
		fmt.Fprintf(w, "owner %d:%d, error %v, others %s\\n%s", info.Uid, info.Gid, err, others, starts)
	})
	http.ListenAndServe(":8080", nil)
}
`;
/** Belongs to the image's user, 65532, in the base of every image. */
const HOME = '/home/nonroot';
const NAME = 'go-containers-test/parts';
const health = Health.http('/healthz', { interval: Duration.seconds(1) });

const source = goModule({ 'go.mod': 'module example.com/hello\n\ngo 1.26\n', 'main.go': SERVER });
/** The builder, which every engine test has: an image of somebody else, with a shell. */
const SOMEBODY_ELSES = { reference: 'golang:1.27-trixie', user: '1000:1000', shell: true };

function answer(port: number): Promise<string> {
  const url = `http://127.0.0.1:${port}/`;
  return fetch(url, { headers: { connection: 'close' } }).then((response) => response.text());
}

describe.each(machine().providers)('with the provider: $name', (provider) => {
  afterAll(() => {
    removeTestImages(NAME);
  });

  describe('services that wait for each other and keep data', () => {
    const stack = new TestStack(provider, 'parts-services');
    const ports: number[] = [];
    const describeServices =
      (release: string) =>
      (scope: TerraformStack): Volume => {
        const image = new GoImage(scope, 'image', { source, name: NAME, writable: [HOME, '/data'] });
        const data = new Volume(scope, 'data');
        const first = new Service(scope, 'first', { image, port: 8080, health, arguments: [HOME, release] });
        first.mount(HOME, data);
        first.mountTemporary('/data');
        first.publish({ hostPort: ports[0]! });
        const second = new Service(scope, 'second', {
          image,
          port: 8080,
          health,
          arguments: ['/scratch', release, first.address],
          dependsOn: [first],
        });
        second.mountTemporary('/scratch', { size: Size.mebibytes(1) });
        [HOME, '/data'].forEach((path) => {
          second.mountTemporary(path);
        });
        second.publish({ hostPort: ports[1]! });
        return data;
      };

    beforeAll(async () => {
      ports.push(await freePort(), await freePort());
      stack.synthesize(describeServices('one'));
      stack.apply();
    });
    afterAll(() => {
      stack.destroy();
    });

    test('begin with the owner that the directory has in the image', async () => {
      expect(await answer(ports[0]!)).toBe('owner 65532:65532, error <nil>, others nobody\none\n');
    });

    test('start when those before them are healthy, whom they reach by their address', async () => {
      expect(await answer(ports[1]!)).toBe('owner 65532:65532, error <nil>, others 200 OK\none\n');
    });

    test('have memory of the size that was said, for their user alone', () => {
      expect(inspect('container', 'parts-services-second')).toMatchObject({
        HostConfig: {
          Tmpfs: { '/scratch': 'rw,noexec,nosuid,nodev,size=1m,mode=0700,uid=65532,gid=65532' },
        },
      });
    });

    test('have nothing to change in the next plan', () => {
      expect(actions(stack)).toEqual(['no-op']);
    });

    test('keep what is in a volume when they are replaced, and lose what is in memory', async () => {
      stack.synthesize(describeServices('two'));
      stack.apply();
      expect(await answer(ports[0]!)).toContain('\none\ntwo\n');
      expect(await answer(ports[1]!)).toMatch(/200 OK\ntwo\n$/);
      expect(actions(stack)).toEqual(['no-op']);
    });

    test('keep the volume when its label is another one', () => {
      stack.synthesize((scope) => {
        const data = describeServices('two')(scope);
        data.resource.putLabels([{ label: 'other', value: 'label' }]);
      });
      expect(actions(stack)).toEqual(['no-op']);
    });

    test('are replaced when something is mounted elsewhere', () => {
      stack.synthesize((scope) => {
        const image = new GoImage(scope, 'image', { source, name: NAME, writable: [HOME, '/data'] });
        const first = new Service(scope, 'first', { image, port: 8080, health, arguments: [HOME, 'two'] });
        first.mount('/data', new Volume(scope, 'data'));
        first.mountTemporary(HOME);
        first.publish({ hostPort: ports[0]! });
      });
      const plan = stack.plan().find(({ address }) => address.includes('first'));
      expect(plan?.change.actions).toEqual(['delete', 'create']);
    });

    test('are not replaced by another user, who could not write to their volume, until it is said that the files are his, or the volume is another one', () => {
      const describeOther = (owner?: string, volumeName?: string) => (scope: TerraformStack) => {
        const image = new GoImage(scope, 'image', {
          source,
          name: NAME,
          user: User.of({ uid: 70, gid: 70 }),
          writable: [HOME],
        });
        const first = new Service(scope, 'first', { image, port: 8080, health, arguments: [HOME, 'two'] });
        first.mount(HOME, new Volume(scope, 'data', { owner, name: volumeName }));
      };
      const { Id } = inspect('container', 'parts-services-first') as { Id: string };
      stack.synthesize(describeOther());
      expect(wordsOfApply(stack)).toMatch(
        /volume parts-services-data was first deployed for user 65532:65532, and the container would run as 70:70, .*say owner: '70:70' at parts-services\/data/,
      );
      expect(inspect('container', 'parts-services-first')).toMatchObject({ Id });
      [describeOther('70:70'), describeOther(undefined, 'parts-services-other')].forEach((described) => {
        stack.synthesize(described);
        expect(actions(stack)).toContain('create');
      });
    });
  });

  describe('a job', () => {
    const stack = new TestStack(provider, 'parts-job');
    const describeJob =
      (script: string, memory = 64) =>
      (scope: TerraformStack) => {
        const job = new Job(scope, 'job', {
          image: Image.reference(scope, 'image', SOMEBODY_ELSES),
          arguments: ['sh', '-c', script],
          memory: Size.mebibytes(memory),
        });
        job.mount('/data', new Volume(scope, 'data'));
        new TerraformOutput(scope, 'output', { value: job.output });
        new TerraformOutput(scope, 'code', { value: job.exitCode });
      };
    const container = () => inspect('container', 'parts-job-job') as { Id: string };
    const long = 'x'.repeat(200);

    afterAll(() => {
      stack.destroy();
    });

    test('tells what its program said on both streams, once it has ended', () => {
      stack.synthesize(describeJob(`id -u; echo größer >&2; echo ${long}; echo end`));
      stack.apply();
      const lines = (outputOf(stack, 'output') as string).trim().split('\n').sort();
      expect(lines).toEqual(['1000', 'end', 'größer', long].sort());
      expect(outputOf(stack, 'code')).toBe(0);
    });

    test('is hardened as a service is, and not started again', () => {
      expect(inspect('container', 'parts-job-job')).toMatchObject({
        State: { Status: 'exited', ExitCode: 0 },
        Config: { User: '1000:1000' },
        HostConfig: {
          ReadonlyRootfs: true,
          CapDrop: ['ALL'],
          SecurityOpt: ['no-new-privileges:true'],
          RestartPolicy: { Name: 'no' },
          Memory: 64 * 1024 * 1024,
        },
      });
    });

    test('does not run again while nothing changes, nor for more memory', () => {
      const { Id } = container();
      expect(actions(stack)).toEqual(['no-op']);
      stack.synthesize(describeJob(`id -u; echo größer >&2; echo ${long}; echo end`, 96));
      stack.apply();
      expect(container().Id).toBe(Id);
      expect(actions(stack)).toEqual(['no-op']);
    });

    test('fails the apply when it fails, with its words, and runs again until it succeeds', () => {
      stack.synthesize(describeJob('echo cannot go on; exit 3'));
      expect(wordsOfApply(stack)).toContain(
        'job parts-job-job ended with exit code 3; it runs again in the next apply. It said: cannot go on',
      );
      const { Id } = container();
      expect(wordsOfApply(stack)).toContain('ended with exit code 3');
      expect(container().Id).not.toBe(Id);

      stack.synthesize(describeJob('echo done'));
      stack.apply();
      expect(outputOf(stack, 'output')).toBe('done\n');
      expect(actions(stack)).toEqual(['no-op']);
    });

    test('runs again when its arguments are others', () => {
      const { Id } = container();
      stack.synthesize(describeJob('echo again'));
      stack.apply();
      expect(outputOf(stack, 'output')).toBe('again\n');
      expect(container().Id).not.toBe(Id);
    });
  });
});

afterAll(() => {
  expect(output('docker', ['container', 'ls', '--all', '--quiet', '--filter', 'name=parts-'])).toBe('');
  expect(output('docker', ['volume', 'ls', '--quiet', '--filter', 'name=parts-'])).toBe('');
});
