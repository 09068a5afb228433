import { judge } from '../../tools/baseline/baseline';
import { summaryOf, tableOf } from '../../tools/baseline/report';
import { goodContainer } from './good-container';

const good = { name: 'dev-limits', rows: judge(goodContainer()) };
const bad = {
  name: 'dev-bad',
  rows: judge(goodContainer(({ container }) => (container.Config.User = '0:0'))),
};

describe('the table of a container', () => {
  const lines = tableOf(good).split('\n');

  test('begins with its name and has a line per rule', () => {
    expect(lines[0]).toBe('dev-limits');
    good.rows.forEach(({ id, title, found }) => {
      expect(lines.filter((line) => line.includes(` ${id} `) && line.includes(title))).toHaveLength(1);
      expect(lines.join('\n')).toContain(`: ${found}`);
    });
  });

  test('tells verdict, rule, where it comes from, and what was found', () => {
    expect(lines[1]).toMatch(/^ {2}pass {9}user {2,}user and group .* \(CIS 4\.1, OWASP 2\): 10001:10001$/);
  });

  test('has the reason below every exception', () => {
    const exceptions = good.rows.filter(({ exception }) => exception !== undefined);
    expect(lines).toHaveLength(1 + good.rows.length + exceptions.length);
    expect(lines.filter((line) => line.trim().startsWith('exception: '))).toHaveLength(exceptions.length);
  });
});

describe('the summary', () => {
  test('counts rows and names what failed, what is excepted, and what was not looked at', () => {
    const count = good.rows.length;
    const text = summaryOf([good, bad]);
    expect(text).toContain(`2 containers, ${2 * count} rows: ${2 * count - 3} pass, 1 fail, 2 not covered`);
    expect(text).toContain('dev-bad user: 0:0');
    expect(text).toContain('not covered   pids');
    expect(text).toMatch(/exceptions {4}selinux, .*restart/);
    expect(text).toContain('CIS 5.23');
  });

  test('says none where there is none', () => {
    expect(summaryOf([])).toContain('exceptions    none');
  });
});
