import { currentVersion, recordedStacks, recordedVersions } from './golden-files';
import { synthesizedStacks } from './synthesized';
import { additions, upgradeProblems } from './upgrade-problems';
import { mustGoOn, nextLine } from './versions';

const version = currentVersion();
const now = synthesizedStacks();

/** What an upgrade from a release would do to what it has deployed, and before that what to do about it. */
function problemsOf(released: string): string[] {
  const problems = Object.entries(recordedStacks(released)).flatMap(([name, stack]) =>
    upgradeProblems(stack, now[name] ?? {}).map((problem) => `stack ${name}: ${problem}`),
  );
  const next = nextLine(version);
  const fix =
    released === version
      ? `run "npm run goldens" if ${version} is not released yet, and else make the version ${next} first`
      : `make the version ${next} and run "npm run goldens"`;
  return problems.length === 0
    ? []
    : [
        `an upgrade from ${released} to ${version} must leave everything alone, and would not; undo the change, or ${fix}:`,
        ...problems,
      ];
}

/** What is not recorded yet, and so would not be kept by later versions. */
function unrecorded(): string[] {
  const recorded = recordedStacks(version);
  return Object.entries(now).flatMap(([name, stack]) =>
    additions(recorded[name] ?? {}, stack).map(
      (address) =>
        `${address} of the stack ${name} is not in the goldens of ${version}; run "npm run goldens"`,
    ),
  );
}

describe('an upgrade of the library', () => {
  test.each(recordedVersions().filter((released) => mustGoOn(released, version)))(
    'from %s leaves every container and every volume alone',
    (released) => {
      expect(problemsOf(released)).toEqual([]);
    },
  );

  test('will be held against everything that this version deploys', () => {
    expect(unrecorded()).toEqual([]);
  });
});
