import { isOnlyNewerThan } from '../../../lib/review/plan/version-constraint';

describe('a version constraint', () => {
  test.each(['> 4.5.0', '>= 4.5.1', '~> 4.6', '~> 5.0, != 5.0.1', '4.6.0', '= 4.10', 'v4.6.0', '<6, >=4.6'])(
    'leaves only newer releases: %s',
    (constraint) => {
      expect(isOnlyNewerThan(constraint, '4.5.0')).toBe(true);
    },
  );

  test.each([
    '',
    '4.5.0',
    '4.5',
    '>= 4.5.0',
    '> 4.4',
    '~> 4.5',
    '< 5.0.0',
    '!= 4.5.0',
    '3.9.0',
    '>= 3.9.0',
    'newest',
  ])('leaves others as well, as far as anybody can tell: %j', (constraint) => {
    expect(isOnlyNewerThan(constraint, '4.5.0')).toBe(false);
  });
});
