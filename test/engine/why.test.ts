import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { Duration, GoImage, Health, Job, Rollout, Secret, Service } from '../../lib';
import { PATH_LABEL } from '../../lib/facts/labels';
import { goModule } from '../support/go-module';
import { GoContainers } from './support/go-containers';
import { machine, output, removeTestImages } from './support/machine';
import { wordsOfApply } from './support/stack-state';
import { TestStack } from './support/terraform-stack';

jest.setTimeout(300_000);

const NAME = 'go-containers-test-why';
const [provider] = machine().providers;

/** Answers until it is told by a signal that it is not well. What it says has colours and a secret in it. */
const source = goModule({
  'main.go': `package main

import (
	"fmt"
	"net/http"
	"os"
	"os/signal"
	"syscall"
)

func main() {
	password, _ := os.ReadFile("/run/secrets/password")
	fmt.Println("\\x1b[31mstarts as", os.Getenv("MODE"), "\\x1b[0m")
	fmt.Println("password is", string(password))
	switch os.Getenv("MODE") {
	case "crash":
		panic("no such mode")
	case "end":
		return
	case "fail":
		os.Exit(3)
	}
	ill := make(chan os.Signal, 1)
	signal.Notify(ill, syscall.SIGUSR1)
	isIll := false
	go func() {
		<-ill
		isIll = true
	}()
	http.HandleFunc("/healthz", func(w http.ResponseWriter, r *http.Request) {
		if isIll {
			http.Error(w, "ill", http.StatusServiceUnavailable)
		}
	})
	http.ListenAndServe(":8080", nil)
}
`,
});

const HEALTH = Health.http('/healthz', {
  interval: Duration.seconds(1),
  timeout: Duration.seconds(1),
  startPeriod: Duration.seconds(1),
  retries: 1,
});

describe('why', () => {
  const stack = new TestStack(provider!, 'why');
  stack.variables = { TF_VAR_password: 'correct-horse' };
  const commands = new GoContainers(provider!, stack);

  function describeStack(service: string, job: string): void {
    stack.synthesize((scope) => {
      const image = new GoImage(scope, 'image', { source, name: NAME });
      new Job(scope, 'migrate', { image, environment: { MODE: job } });
      const environment = { MODE: service };
      const rollout = Rollout.overlap();
      const api = new Service(scope, 'api', { image, port: 8080, health: HEALTH, environment, rollout });
      if (service === 'crash') {
        // It never becomes healthy, so there is nothing to wait for.
        api.resource.waitTimeout = 3;
      }
      api.provideSecret('/run/secrets/password', Secret.fromVariable(scope, 'password'));
    });
  }

  beforeAll(() => {
    describeStack('serve', 'end');
    stack.apply();
  });
  afterAll(() => {
    stack.destroy();
    removeTestImages(NAME);
  });

  test('says that nothing has failed: not the job that ended, not the carrier of the secret', () => {
    expect(commands.run('why', 'why')).toEqual({
      status: 0,
      stdout: 'nothing of why has failed; of its containers 1 works, 1 has ended as it should\n',
      stderr: '',
    });
  });

  test('tells of a failed deploy what failed, what still serves and what to do, and no secret', async () => {
    const logs = commands.start('logs', 'why/api');
    await logs.says('starts as serve');
    describeStack('crash', 'fail');
    expect(wordsOfApply(stack)).toContain('ended with exit code 3');
    // The old container still runs.
    await logs.says('starts as crash');
    expect(await logs.interrupt()).toBe(130);
    const whole = commands.run('why', 'why');
    expect(whole).toMatchObject({ status: 1, stderr: '' });
    expect(whole.stdout).toMatch(
      /why\/migrate, container why-migrate \([0-9a-f]{12}\)(\n {2}state +|: )exited, exit code 3/,
    );
    const { stdout } = commands.run('why', 'why/api');
    expect(stdout).toMatch(/^why\/api, container why-api-\d{8}-\d{6} \([0-9a-f]{12}\)\n/);
    expect(stdout).toContain('starts as crash');
    expect(stdout).toContain('(a line with a secret is left out)');
    expect(stdout).toContain('panic: no such mode');
    expect(stdout).toMatch(/an older one still serves: why-api-\d{8}-\d{6} /);
    expect(stdout).toContain('npx --no go-containers logs why/api\n');
    for (const text of [whole.stdout, stdout]) {
      expect(text).not.toContain('correct-horse');
      expect(text.replaceAll('\n', '')).not.toMatch(/\p{Cc}/u);
    }
    expect(commands.run('why', 'why', 'mail')).toMatchObject({
      status: 2,
      stderr: 'no service or job of why is called "mail"; there is why/api, why/migrate\n',
    });
  });

  test('logs and recover know the service too, of which there are two containers', () => {
    const logs = commands.run('logs', 'why/api', '--no-follow', '--tail', '50');
    expect(logs.stdout).toContain('starts as crash');
    expect(commands.run('logs', 'why/mail').stderr).toBe(
      'no synthesized service is called "why/mail"; there is why/api, why/migrate\n',
    );
    expect(commands.run('recover', 'why')).toMatchObject({ status: 0, stdout: '' });
  });

  test('shows what the last health checks have said', async () => {
    describeStack('serve', 'end');
    stack.apply();
    const filter = ['--filter', `label=${PATH_LABEL}=why/api`];
    const since = `${Math.floor(Date.now() / 1000)}`;
    const events = spawn(
      'docker',
      ['events', '--since', since, ...filter, '--filter', 'event=health_status: unhealthy'],
      {
        stdio: ['ignore', 'pipe', 'inherit'],
      },
    );
    try {
      output('docker', [
        'container',
        'kill',
        '--signal',
        'USR1',
        output('docker', ['container', 'ls', '--quiet', ...filter]).trim(),
      ]);
      await once(events.stdout, 'data');
    } finally {
      events.kill();
    }
    const { status, stdout } = commands.run('why', 'why');
    expect(status).toBe(1);
    expect(stdout).toContain('state          running, unhealthy\n');
    expect(stdout).toMatch(
      /its last health checks\n {2}.* UTC {2}exit code 1\n {4}GET \/healthz: status 503\n/,
    );
    expect(stdout).toContain('no other container of it serves');
  });
});
