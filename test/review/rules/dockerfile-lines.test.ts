import * as fc from 'fast-check';
import { instructionsByLine } from '../../../lib/review/rules/dockerfile-lines';

function keywords(...lines: readonly string[]): string[] {
  return instructionsByLine(lines.join('\n')).map(({ keyword }) => keyword);
}

describe('each line of a Dockerfile belongs to an instruction', () => {
  test('which is a line of its own in most cases, in any letters', () => {
    expect(keywords('from scratch', '', '# note', '  User app')).toEqual(['FROM', '', '', 'USER']);
  });

  test('which goes on behind a backslash, also over comments and empty lines', () => {
    expect(keywords('RUN a \\', '# note', '', '  b \\ ', '  c', 'USER app')).toEqual([
      'RUN',
      'RUN',
      'RUN',
      'RUN',
      'RUN',
      'USER',
    ]);
  });

  test('which goes on behind the character that the file says', () => {
    expect(keywords('# escape=`', 'RUN dir C:\\', 'RUN a `', '  b')).toEqual(['', 'RUN', 'RUN', 'RUN']);
  });

  test('which takes its here-documents along', () => {
    const lines = ['COPY <<ONE <<-"TWO" /', 'USER root', 'ONE', 'EXPOSE 1', '\tTWO', 'USER app'];
    expect(keywords(...lines)).toEqual(['COPY', 'COPY', 'COPY', 'COPY', 'COPY', 'USER']);
    expect(keywords('RUN <<EOF', 'USER root')).toEqual(['RUN', 'RUN']);
    expect(keywords('LABEL a="<<EOF"', 'USER root')).toEqual(['LABEL', 'USER']);
  });

  test('which may be the one that waits for a build upon it', () => {
    expect(keywords('ONBUILD USER root')).toEqual(['USER']);
  });

  test('or is the directive that names the frontend, before everything else alone', () => {
    expect(keywords('# Syntax = docker/dockerfile:1', 'FROM scratch', '# syntax=other')).toEqual([
      'syntax',
      'FROM',
      '',
    ]);
  });

  test('for any text, whose lines are all there and in their order', () => {
    const word = fc.constantFrom(
      'RUN ',
      'FROM a',
      '\\',
      '\n',
      '\r\n',
      '<<EOF',
      'EOF',
      '# ',
      'escape=`',
      '`',
      ' ',
      '\t',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(word, fc.string())), (words) => {
        const text = words.join('');
        const found = instructionsByLine(text);
        expect(found).toHaveLength(text.split('\n').length);
        expect([...new Set(found)].map((each) => each.text).join('\n')).toBe(text);
      }),
    );
  });
});
