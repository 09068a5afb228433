import * as fc from 'fast-check';
import { dockerfileDiff } from '../../../lib/review/rules/dockerfile-diff';
import { isValue, plain } from '../../../lib/review/model/phrase';
import type { DiffLine } from '../../../lib/review/model/review-model';
import { DOCKERFILE } from '../support/images';

function written(before: string, after: string): string[] {
  return dockerfileDiff(before, after).lines.map(
    ({ sign, text }) => `${sign === '@' ? '' : sign}${plain(text)}`,
  );
}

describe('the differences of two Dockerfiles', () => {
  test('are a unified diff with three lines around a change', () => {
    expect(written(DOCKERFILE, DOCKERFILE.replace('EXPOSE 8080', 'EXPOSE 8081\nEXPOSE 9090'))).toEqual([
      '@@ -8,7 +8,8 @@',
      ' FROM gcr.io/distroless/static-debian13:nonroot',
      ' LABEL org.opencontainers.image.version="1"',
      ' COPY --from=build /out/web /web',
      '-EXPOSE 8080',
      '+EXPOSE 8081',
      '+EXPOSE 9090',
      ' USER 65532:65532',
      ' HEALTHCHECK NONE',
      ' CMD ["-verbose"]',
    ]);
  });

  test('are none for the same text, with or without a line break at its end', () => {
    expect(dockerfileDiff(DOCKERFILE, DOCKERFILE)).toEqual({ lines: [], touched: [] });
    expect(dockerfileDiff(DOCKERFILE, DOCKERFILE.trimEnd())).toEqual({ lines: [], touched: [] });
    expect(dockerfileDiff('', '')).toEqual({ lines: [], touched: [] });
  });

  test('name the instructions that lines were added to or removed from, as a whole', () => {
    const { touched } = dockerfileDiff(DOCKERFILE, DOCKERFILE.replace('go build -o', 'go build -race -o'));
    expect(touched.map(({ keyword }) => keyword)).toEqual(['RUN', 'RUN']);
    expect(touched.every(({ text }) => text.startsWith('RUN --mount=type=secret'))).toBe(true);
  });

  test('mark every line as one that came out of the plan, with the instruction that it was cut out of', () => {
    const { lines } = dockerfileDiff('RUN one \\\n  two \\\n  three\n', 'RUN one \\\n  2 \\\n  three\n');
    const [first, removed, added, last] = lines.filter(({ sign }) => sign !== '@').map(({ text }) => text);
    const [old, recent] = ['RUN one \\\n  two \\\n  three', 'RUN one \\\n  2 \\\n  three'];
    expect(removed).toEqual([{ value: '  two \\', from: old }]);
    expect(added).toEqual([{ value: '  2 \\', from: recent }]);
    // A line that stays is a part of both.
    expect(first).toEqual([{ value: 'RUN one \\', from: `${old}\n${recent}` }]);
    expect(last).toEqual([{ value: '  three', from: `${old}\n${recent}` }]);
  });

  test('say of lines of long instructions that they are a part of both files, in one text for all of them', () => {
    const long = Array.from({ length: 400 }, (_, line) => `line ${line}`).join('\n');
    const [before, after] = [`RUN <<EOF\n${long}\nEOF\n`, `RUN <<EOF\n${long}\nlast\nEOF\n`];
    const kept = dockerfileDiff(before, after).lines.filter(({ sign }) => sign === ' ');
    expect(kept).toHaveLength(4);
    expect(kept.every(({ text: [piece] }) => isValue(piece!) && piece.from === before + after)).toBe(true);
  });

  test('do not show an instruction with a secret by its name, on neither side and in none of its lines', () => {
    const before = 'FROM a\nENV A=1 \\\n  DB_PASSWORD=hunter2 \\\n  B=2\nUSER b\n';
    expect(written(before, before.replace('B=2', 'B=3'))).toEqual([
      '@@ -1,5 +1,5 @@',
      ' FROM a',
      ' (hidden)',
      ' (hidden)',
      '-(hidden)',
      '+(hidden)',
      ' USER b',
    ]);
    expect(written(before, 'FROM a\nENV A=1\nUSER b\n')).toContain('+ENV A=1');
    expect(written(before, 'FROM a\nENV A=1 \\\n  DB_PASSWORD=$B\nUSER b\n').join('\n')).not.toContain(
      'hunter2',
    );
  });

  test('hold hostile text as it is, and as nothing but text', () => {
    const hostile = [
      '```',
      '</details>',
      '<!-- sticky -->',
      '@everyone',
      '\\ No newline at end of file',
      '-- a',
      '++ b',
    ];
    const { lines } = dockerfileDiff('FROM a\n', `FROM a\n${hostile.join('\n')}\n`);
    const added = lines.filter(({ sign }) => sign === '+').map(({ text }) => text);
    expect(added.map(plain)).toEqual(hostile);
    expect(added.every(([piece]) => isValue(piece!))).toBe(true);
  });

  test('are told in one line where there are thousands of them, and then everything counts as touched', () => {
    const long = (word: string) =>
      Array.from({ length: 10_000 }, (_, line) => `RUN ${word} ${line}`).join('\n');
    const { lines, touched } = dockerfileDiff(`${long('a')}\nUSER app`, long('b'));
    expect(lines.map(({ sign, text }) => `${sign} ${plain(text)}`)).toEqual([
      '@ more than 500 lines are not the same: it had 10001 lines, and has 10000 now',
    ]);
    expect(touched.map(({ keyword }) => keyword)).toContain('USER');
  });

  test('are found among thousands of lines', () => {
    const lines = Array.from({ length: 10_000 }, (_, line) => `RUN ${line}`);
    const other = lines.map((line, index) => (index === 5000 ? 'USER root' : line));
    expect(written(lines.join('\n'), other.join('\n')).filter((line) => /^[+-]/.test(line))).toEqual([
      '-RUN 5000',
      '+USER root',
    ]);
  });

  test('make the second of the first, for any two files', () => {
    const word = fc.constantFrom('FROM a', 'RUN b \\', '', '# c', 'USER d', ' e\r', 'RUN <<EOF', 'EOF');
    const file = fc.array(word, { maxLength: 30 }).map((lines) => lines.map((line) => `${line}\n`).join(''));
    fc.assert(
      fc.property(file, file, (before, after) => {
        expect(patched(before, dockerfileDiff(before, after).lines)).toBe(after);
      }),
    );
  });
});

/** A text with a diff applied, which has to fit. */
function patched(before: string, diff: readonly DiffLine[]): string {
  const old = before.split('\n').slice(0, -1);
  const result: string[] = [];
  let next = 0;
  for (const { sign, text } of diff) {
    const line = plain(text);
    if (sign === '@') {
      const start = Number(/^@@ -(\d+),/.exec(line)![1]) - 1;
      result.push(...old.slice(next, start));
      next = start;
      continue;
    }
    if (sign !== '+') {
      expect(line).toBe(old[next++]);
    }
    if (sign !== '-') {
      result.push(line);
    }
  }
  return [...result, ...old.slice(next)].map((line) => `${line}\n`).join('');
}
