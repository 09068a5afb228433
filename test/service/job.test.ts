import { TerraformOutput, type TerraformStack } from 'cdktf';
import { type ContainerProps, Health, Image, Job, Service, Size } from '../../lib';
import { type Attributes, problemsOf, synthesize } from '../support/stack';

function jobIn(stack: TerraformStack, props: Partial<ContainerProps> = {}): Job {
  const image = Image.reference(stack, 'image', {
    reference: 'migrate:4',
    user: '1000:1000',
    goVersion: '1.26',
  });
  return new Job(stack, 'migrate', { image, ...props });
}

function containerOf(props: Partial<ContainerProps> = {}): Attributes {
  return synthesize((stack) => jobIn(stack, props)).one('docker_container');
}

describe('Job', () => {
  test('runs once, is waited for and is not started again', () => {
    expect(containerOf()).toMatchObject({
      name: 'dev-migrate',
      must_run: false,
      start: true,
      restart: 'no',
      attach: true,
      logs: true,
    });
    expect(containerOf()).not.toHaveProperty('wait');
  });

  test('tells a reviewer which image it runs, and the names of its variables, never their values', () => {
    const { facts } = synthesize((stack) => jobIn(stack, { environment: { B: 'secret', A: '' } }));
    expect(facts['dev/migrate']).toMatchObject({ kind: 'job', image: 'dev/image' });
    expect(facts['dev/migrate']!.environment).toEqual(expect.arrayContaining(['A', 'B']));
    expect(JSON.stringify(facts)).not.toContain('"secret"');
  });

  test('is as hardened as a service', () => {
    const common = [
      ...[
        'user',
        'read_only',
        'tmpfs',
        'capabilities',
        'security_opts',
        'memory',
        'memory_swap',
        'env',
        'init',
      ],
      ...[
        'cpu_period',
        'cpu_quota',
        'network_mode',
        'networks_advanced',
        'log_driver',
        'log_opts',
        'provider',
      ],
      ...['stop_signal', 'stop_timeout', 'destroy_grace_seconds'],
    ];
    const dev = synthesize((stack) => {
      const { image } = { image: Image.reference(stack, 'image', { reference: 'x:1', user: '1:1' }) };
      new Job(stack, 'a', { image });
      new Service(stack, 'b', { image });
    });
    const [job, service] = dev
      .all('docker_container')
      .map((container) => common.map((name) => [name, container[name]]));
    expect(job).toEqual(service);
    expect(job!.every(([, value]) => value !== undefined)).toBe(true);
  });

  test('fails the apply, with the end of its output, and is replaced by the next one', () => {
    expect(containerOf()).toMatchObject({
      provisioner: [{ 'local-exec': { command: 'exit ${self.exit_code}' } }],
      lifecycle: {
        postcondition: [
          {
            condition: '${self.exit_code == 0}',
            error_message:
              'job dev-migrate ended with exit code ${self.exit_code}; it runs again in the next apply. It said:\n\n' +
              '${substr(replace(self.container_logs, "/[\\\\x01\\\\x02]\\\\x00{3}(?s:.){4}/", ""), -4000, -1)}',
          },
        ],
      },
    });
  });

  test('gives its output and its exit code to the rest of the stack', () => {
    const { json } = synthesize((stack) => {
      const job = jobIn(stack);
      new TerraformOutput(stack, 'said', { value: job.output });
      new TerraformOutput(stack, 'code', { value: job.exitCode });
    });
    expect(json).toMatchObject({
      output: {
        said: {
          value: expect.stringMatching(/^\$\{replace\(docker_container\.\w+\.container_logs, /) as string,
        },
        code: { value: expect.stringMatching(/^\$\{docker_container\.\w+\.exit_code\}$/) as string },
      },
    });
  });

  test('takes arguments, environment and limits', () => {
    expect(
      containerOf({
        arguments: ['up'],
        environment: { B: '2', A: '1' },
        memory: Size.mebibytes(100),
        cpus: 0.5,
        name: 'other',
      }),
    ).toMatchObject({
      command: ['up'],
      env: ['A=1', 'B=2', 'GOMEMLIMIT=90MiB'],
      memory: 100,
      cpu_quota: 50_000,
      name: 'other',
    });
  });

  test('can wait for services', () => {
    const dev = synthesize((stack) => {
      const image = Image.reference(stack, 'db-image', { reference: 'postgres:17', user: '999:999' });
      const db = new Service(stack, 'db', { image, health: Health.command(['pg_isready']) });
      jobIn(stack, { dependsOn: [db] });
    });
    expect(dev.all('docker_container').map(({ depends_on }) => depends_on)).toEqual([
      undefined,
      [expect.stringMatching(/^docker_container\.db_/)],
    ]);
  });

  test('is known from everything else', () => {
    synthesize((stack) => {
      expect(Job.isJob(jobIn(stack))).toBe(true);
    });
    expect(Job.isJob(undefined)).toBe(false);
  });

  test.each<[string, Partial<ContainerProps>, string]>([
    ['an empty argument', { arguments: [''] }, '[dev/migrate] an argument is empty'],
    ['no processors', { cpus: 0 }, '[dev/migrate] cpus 0 is not possible'],
    ['a bad name', { name: 'a b' }, '[dev/migrate] container name "a b" is not possible'],
  ])('tells of %s where it is and what to do', (_what, props, sentence) => {
    expect(problemsOf((stack) => jobIn(stack, props))).toContain(sentence);
  });

  test('cannot have the name of a service', () => {
    const text = problemsOf((stack) => {
      const image = Image.reference(stack, 'x', { reference: 'x:1', user: '1:1' });
      new Service(stack, 'service', { image, name: 'dev-migrate' });
      jobIn(stack);
    });
    expect(text).toContain('[dev/migrate] container name "dev-migrate" is taken by dev/service already');
  });
});
