import { User } from '../../lib/image/user';

describe('User', () => {
  test('is nonroot by its numbers when nobody says otherwise', () => {
    expect(User.nonroot().toNumbers()).toBe('65532:65532');
  });

  test('has the number of the user as that of the group, unless the group has one of its own', () => {
    expect(User.of({ uid: 10_001 }).toNumbers()).toBe('10001:10001');
    expect(User.of({ uid: 10_001, gid: 20 }).toNumbers()).toBe('10001:20');
  });

  test.each<[string, () => User, string]>([
    ['root', () => User.of({ uid: 0 }), 'uid 0 is root'],
    ['the group root', () => User.of({ uid: 1, gid: 0 }), 'gid 0 is root'],
    ['a negative number', () => User.of({ uid: -1 }), 'uid -1 is not possible; give a whole number from 1'],
    ['a fraction', () => User.of({ uid: 1.5 }), 'uid 1.5 is not possible'],
    ['no number', () => User.of({ uid: Number.NaN }), 'uid NaN is not possible'],
    ['the name root', () => User.of({ uid: 1, name: 'root' }), 'user name "root" is not possible'],
    ['a name with a colon', () => User.of({ uid: 1, name: 'a:b' }), 'user name "a:b" is not possible'],
  ])('refuses %s', (_what, make, sentence) => {
    expect(make).toThrow(sentence);
  });
});
