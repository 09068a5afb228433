import { Job } from '../../lib';
import { hasRunAgain, withoutItsOwn } from './support/edit-case';
import type { Edited } from './support/edited-containers';
import { type Deployed, EditedStack } from './support/edited-stack';
import { editedProgram } from './support/edit-surroundings';
import { freePort, machine, removeTestImages } from './support/machine';

jest.setTimeout(300_000);

const NAME = 'go-containers-test/edits';
const source = editedProgram();
/** Whatever is there to be referred to and compared with. */
const UNTOUCHED = ['control', 'control-call', 'control-root', 'control-job', 'first', 'second'];

describe.each(machine().providers)('with the provider: $name', (provider) => {
  const ports: number[] = [];
  const stack = new EditedStack(provider, { imageName: NAME, source, ports });
  let original: Deployed;
  let edited: Deployed;
  let removed: Deployed;

  const idsOf = (choose: (each: Edited) => boolean): string[] =>
    stack.edited.filter(choose).map(({ id }) => id);

  /** Those whose programs go on from one deploy to the next, carriers of secrets apart. */
  const goOn = (earlier: Deployed, later: Deployed): string[] =>
    Object.keys(later.containers)
      .filter((id) => !id.includes('/') && !hasRunAgain(earlier.containers[id]!, later.containers[id]!))
      .sort();

  beforeAll(async () => {
    while (ports.length < 4) {
      const port = await freePort();
      if (!ports.includes(port)) ports.push(port);
    }
    original = stack.deploy('before');
    edited = stack.deploy('after');
    removed = stack.deploy('taken away');
  });
  afterAll(() => {
    stack.destroy();
    removeTestImages(NAME);
  });

  test('an edit of every property, and of everything that a method is given, takes effect', () => {
    const expected = Object.fromEntries(stack.edited.map(({ id, edit }) => [id, edit.seen?.expected]));
    expect(edited.seen).toEqual(expected);
    // Each shows a difference, or it would prove nothing.
    const same = idsOf(
      ({ id, edit }) => edit.seen !== undefined && isSame(original.seen[id], edited.seen[id]),
    );
    expect(same).toEqual([]);
  });

  test('an edit is made in place where the provider can, and what was not edited goes on', () => {
    const inPlace = idsOf(({ edit }) => edit.inPlace === true || edit.seen === undefined);
    expect(goOn(original, edited)).toEqual([...inPlace, ...UNTOUCHED].sort());
  });

  test('what is taken away leaves no trace, and nothing else is touched', () => {
    const traces = idsOf(
      ({ id, isTakenAway, control }) =>
        isTakenAway &&
        !isSame(withoutItsOwn(removed.containers[id]!), withoutItsOwn(removed.containers[control.node.id]!)),
    );
    expect(traces).toEqual([]);
    expect(removed.containers.name!.Name).toBe('/edits-name');
    const inPlace = ['dependsOn', 'restart'];
    const goingOn = idsOf(({ id, isTakenAway }) => !isTakenAway || inPlace.includes(id));
    expect(goOn(edited, removed)).toEqual([...goingOn, ...UNTOUCHED].sort());
  });

  test('what brought a secret is gone with it', () => {
    const carriers = ({ containers, volumes }: Deployed): string[] =>
      [...Object.keys(containers), ...volumes].filter((each) =>
        /provideSecret-pathVariable.secrets/i.test(each),
      );
    expect(carriers(edited)).toHaveLength(2);
    expect(carriers(removed)).toEqual([]);
  });

  test('a job runs again for every edit but of its memory and of what it waits for, and never without one', () => {
    const jobs = [...idsOf(({ container }) => Job.isJob(container)), 'control-job'];
    const goingOn = goOn(original, edited).filter((id) => jobs.includes(id));
    expect(goingOn).toEqual(['control-job', 'job-dependsOn', 'job-memory']);
    expect(goOn(edited, removed)).toEqual(expect.arrayContaining(jobs));
  });

  test('the next plan is empty', () => {
    const nothing = [expect.stringMatching(/^No changes\./)];
    expect([edited, removed].map(({ next }) => next)).toEqual([nothing, nothing]);
  });
});

function isSame(left: unknown, right: unknown): boolean {
  return JSON.stringify(left) === JSON.stringify(right);
}
