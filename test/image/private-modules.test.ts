import { PrivateModules } from '../../lib/image/private-modules';

describe('PrivateModules', () => {
  test('keeps where the secret is, and never the secret', () => {
    expect(PrivateModules.netrc({ patterns: ['github.com/acme/*'], netrcVariable: 'NETRC' })).toMatchObject({
      patterns: ['github.com/acme/*'],
      netrcVariable: 'NETRC',
    });
  });

  test.each<[string, Parameters<typeof PrivateModules.netrc>[0], string]>([
    ['no pattern', { patterns: [], netrcFile: '/x' }, 'need at least one pattern'],
    ['an address', { patterns: ['https://x'], netrcFile: '/x' }, '"https://x" is no pattern of module paths'],
    ['two patterns in one', { patterns: ['a.b/c,d.e/f'], netrcFile: '/x' }, 'is no pattern'],
    ['an option', { patterns: ['-x'], netrcFile: '/x' }, 'is no pattern'],
    ['no place of the secret', { patterns: ['a.b/c'] }, 'exactly one of netrcFile and netrcVariable'],
    ['two places', { patterns: ['a.b/c'], netrcFile: '/x', netrcVariable: 'X' }, 'exactly one of'],
    ['an empty path', { patterns: ['a.b/c'], netrcFile: '' }, 'netrcFile is no path of a file'],
    ['no name', { patterns: ['a.b/c'], netrcVariable: '' }, 'netrcVariable is no name'],
  ])('refuses %s', (_what, props, sentence) => {
    expect(() => PrivateModules.netrc(props)).toThrow(sentence);
  });

  test('refuses the secret itself in place of a name, without repeating it', () => {
    const secret = 'machine example.com login me password hunter2';
    const make = () => PrivateModules.netrc({ patterns: ['a.b/c'], netrcVariable: secret });
    expect(make).toThrow('is no name of an environment variable');
    expect(make).not.toThrow('hunter2');
    const asFile = () => PrivateModules.netrc({ patterns: ['a.b/c'], netrcFile: secret });
    expect(asFile).toThrow('netrcFile is no path of a file, in which');
    expect(asFile).not.toThrow('hunter2');
  });

  test('leads Go past the checksum database, and past the proxy unless they come through it', () => {
    const patterns = ['a.b/c', 'd.e/*'];
    const told = (throughProxy?: boolean) =>
      PrivateModules.netrc({ patterns, netrcFile: '/x', throughProxy })._environment();
    expect(told()).toEqual({ GOPRIVATE: 'a.b/c,d.e/*' });
    expect(told(true)).toEqual({ GONOSUMDB: 'a.b/c,d.e/*' });
  });
});
