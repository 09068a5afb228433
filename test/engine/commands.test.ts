import { inspect, output } from './support/machine';
import { Commands, destroyStacks, removeImages, source } from './support/commands';

jest.setTimeout(300_000);

/** Steps of a build that ran a program. */
function ranSteps(text: string): string[] {
  const steps = [...text.matchAll(/^#(\d+) \[.*\] RUN /gm)].map(([, number]) => number);
  return [...new Set(steps)].filter((number) => !text.includes(`\n#${number!} CACHED`)).map(String);
}

function unnamedImages(): string[] {
  const found = output('docker', ['image', 'ls', '--quiet', '--filter', 'dangling=true']);
  return found.split('\n').filter(Boolean).sort();
}

describe('the commands', () => {
  afterEach(destroyStacks);
  afterAll(removeImages);

  test('build compiles once for itself and for Terraform, and leaves no image', () => {
    const commands = new Commands(source());
    const before = unnamedImages();
    const first = commands.run('build', 'commands/waits');
    expect(first).toMatchObject({ status: 0 });
    expect(ranSteps(first.text)).not.toEqual([]);
    expect(unnamedImages()).toEqual(before);
    commands.stack.apply();
    const again = commands.run('build');
    expect(again).toMatchObject({ status: 0 });
    expect(ranSteps(again.text)).toEqual([]);
  });

  test('Terraform\u2019s build leaves nothing to run for this one', () => {
    const commands = new Commands(source());
    commands.stack.apply();
    expect(ranSteps(commands.run('build').text)).toEqual([]);
  });

  test('build shows what the compiler says, and fails as it does', () => {
    const { status, text } = new Commands(source('undeclared()')).run('build', 'commands');
    expect(status).toBe(1);
    expect(text).toContain('undefined: undeclared');
  });

  test('size is the same before and after the deployment, and leaves no image without a name', () => {
    const commands = new Commands(source());
    const before = unnamedImages();
    const { status, stdout } = commands.run('size', 'commands/waits', '--json');
    expect(status).toBe(0);
    expect(unnamedImages()).toEqual(before);
    commands.stack.apply();
    const after = commands.run('size', 'commands', '--json').stdout;
    expect(JSON.parse(after)).toEqual(JSON.parse(stdout));
    const [report] = JSON.parse(after) as {
      name: string;
      bytes: number;
      files: { name: string; files: number }[];
    }[];
    expect(report!.bytes).toBe((inspect('image', report!.name) as { Size: number }).Size);
    expect(report!.files.map(({ name }) => name)).toEqual(['base', 'programs', 'probe']);
    expect(commands.run('size').text).toContain('the files of commands/waits have ');
  });
});
