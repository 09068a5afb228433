import { spawnSync } from 'node:child_process';
import { join, resolve } from 'node:path';
import { GoImage, Service } from '../../lib';
import { CASES, idOf, NAME, programOf } from './support/gate-cases';
import { inspect, machine, output, removeTestImages } from './support/machine';
import { runs, StagedContext } from './support/staged-context';
import { wordsOfApply } from './support/stack-state';
import { TestStack } from './support/terraform-stack';

jest.setTimeout(900_000);

/** What every failing step leads to. */
const HINT = 'COMPILER_MESSAGES=[to see them: npx --no go-containers build]';

afterAll(() => {
  removeTestImages(NAME);
});

describe.each(machine().providers)('with the provider: $name', (provider) => {
  const stack = new TestStack(provider, 'gates');
  const appOutput = join(stack.folder, '../..');
  const container = () =>
    inspect('container', 'gates-web') as { Id: string; Image: string; State: { Running: boolean } };
  const names = new Map<string, string>();
  const triggers = new Map<string, string[]>();
  let before: ReturnType<typeof container>;
  let words: string;

  beforeAll(() => {
    synthesize(false);
    // One after the other, so that what they share is compiled once: Terraform builds them all at the same time.
    CASES.forEach((each) => {
      StagedContext.of(appOutput, idOf(each.gate)).progress();
    });
    stack.apply();
    before = container();
  });
  afterAll(() => {
    stack.destroy();
  });

  test('a program that passes its gate becomes an image, and runs', () => {
    expect(before.State.Running).toBe(true);
    const images = stack.plan().filter(({ type }) => type === 'docker_image');
    expect(images.map(({ change }) => change.actions)).toEqual(CASES.map(() => ['no-op']));
    images.forEach(({ change }) => {
      expect(output('docker', ['run', '--rm', change.before!.name as string, 'tell'])).toBe('plain\n');
    });
  });

  describe('after edits that no gate lets through', () => {
    beforeAll(() => {
      synthesize(true);
      for (const { address, type, change } of stack.plan()) {
        if (type === 'docker_image') {
          const id = address.replace(/^docker_image\.|_[0-9A-F]{8}$/g, '');
          const [old, planned] = [change.before!.triggers, change.after!.triggers] as Record<
            string,
            string
          >[];
          names.set(id, change.after!.name as string);
          triggers.set(
            id,
            Object.keys({ ...old, ...planned }).filter((cause) => old![cause] !== planned![cause]),
          );
        }
      }
      words = wordsOfApply(stack);
    });

    test.each(CASES.map((each) => [each.gate, each] as const))(
      'there is no image without: %s',
      (_gate, each) => {
        const id = idOf(each.gate);
        expect(triggers.get(id)).toEqual([each.cause]);
        expect(words).toContain(`docker_image.${id}_`);
        expect(output('docker', ['image', 'ls', '--quiet', names.get(id)!])).toBe('');

        const { status, text } = goContainersBuild(`gates/${id}`);
        expect(status).not.toBe(0);
        expect(text).toMatch(each.words);
      },
    );

    test('every failing step says where its words are', () => {
      const errors = words.split('Error: cannot build image ').slice(1);
      expect(errors.map((error) => error.includes(HINT))).toEqual(CASES.map(() => true));
    });

    test('the container of the version before still runs', () => {
      expect(container()).toMatchObject({ Id: before.Id, Image: before.Image, State: { Running: true } });
    });

    test.each(CASES.map((each) => [each.gate, each] as const))(
      'only the empty copy keeps the builder from leaving out: %s',
      (_gate, each) => {
        const context = StagedContext.of(appOutput, idOf(each.gate));
        const last = each.stage === 'size' ? 'image' : 'runtime';
        const copy = `COPY --from=${each.stage} ["/out/passed/", "/"]\n`;
        const unwired = context.progress({ dockerfile: (text) => without(text, copy) });
        expect(runs(unwired).ran).not.toContain(each.stage);

        // The rest of it is cached by now, and the image before is there.
        const wired = context.build({ arguments: ['--target', last, '--output', 'type=cacheonly'] });
        expect(wired.status).not.toBe(0);
        expect(wired.text).toMatch(each.words);
        expect(runs(wired.text).ran).toEqual([each.stage]);
      },
    );
  });

  function synthesize(isEdited: boolean): void {
    stack.synthesize((scope) => {
      const images = CASES.map(({ gate, files, props, edited, editedProps }) =>
        isEdited
          ? new GoImage(scope, idOf(gate), programOf({ ...files, ...edited }, { ...props, ...editedProps }))
          : new GoImage(scope, idOf(gate), programOf(files, props)),
      );
      new Service(scope, 'web', { image: images[1]! });
    });
  }

  function goContainersBuild(selection: string) {
    const project = resolve(__dirname, '../..');
    const args = ['--require', 'ts-node/register/transpile-only', 'bin/go-containers.ts', 'build', selection];
    const { status, stdout, stderr } = spawnSync(process.execPath, [...args, '--output', appOutput], {
      cwd: project,
      encoding: 'utf8',
      env: { ...process.env, ...provider.environment },
    });
    return { status, text: stdout + stderr };
  }
});

function without(text: string, line: string): string {
  expect(text).toContain(line);
  return text.replace(line, '');
}
