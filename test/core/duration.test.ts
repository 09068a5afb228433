import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { Duration } from '../../lib';
import { temporaryFolder } from '../support/go-module';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

describe('Duration', () => {
  test.each([
    [Duration.seconds(0), '0s'],
    [Duration.milliseconds(500), '500ms'],
    [Duration.seconds(1.5), '1.5s'],
    [Duration.seconds(60), '1m0s'],
    [Duration.seconds(90), '1m30s'],
    [Duration.minutes(60), '1h0m0s'],
  ])('is written as Go writes it (%#)', (duration, text) => {
    expect(duration.toGoText()).toBe(text);
  });

  test('is written as Go itself writes it, for any length', () => {
    const lengths = fc.sample(fc.nat({ max: 400_000_000 }), 200);
    const folder = temporaryFolder();
    writeFileSync(
      join(folder, 'main.go'),
      'package main\nimport ("fmt"; "os"; "strconv"; "time")\nfunc main() { for _, a := range os.Args[1:] {' +
        ' n, _ := strconv.Atoi(a); fmt.Println(time.Duration(n) * time.Millisecond) } }\n',
    );
    const go = spawnSync('go', ['run', 'main.go', ...lengths.map(String)], { cwd: folder, encoding: 'utf8' });
    expect(go.stdout.trim().split('\n')).toEqual(
      lengths.map((each) => Duration.milliseconds(each).toGoText()),
    );
  });

  test('rounds up where only whole seconds can be said', () => {
    expect(Duration.milliseconds(1_001).toWholeSeconds()).toBe(2);
  });

  test.each([-1, Number.NaN, Number.POSITIVE_INFINITY, 0.000_1])(
    'refuses %p seconds and says what is possible',
    (amount) => {
      expect(() => Duration.seconds(amount)).toThrow(/give zero or more, exact to the millisecond/);
    },
  );
});
