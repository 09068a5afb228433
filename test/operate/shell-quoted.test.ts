import { execFileSync } from 'node:child_process';
import { shellQuoted } from '../../lib/operate/shell-quoted';

test('a quoted text is one word for a shell, whatever is in it', () => {
  const hostile = `a'b "c" $(id) \`id\` \\ ; # !`;
  const said = execFileSync('sh', ['-c', `printf '<%s>' ${shellQuoted(hostile)}`], { encoding: 'utf8' });
  expect(said).toBe(`<${hostile}>`);
});
