/** Who a program runs as, from the least that it may do on to the most. */
const RANKS = ['number', 'name', 'image', 'root'] as const;

/**
 * Whose rights a program has: of a user by number, of a user by name, whose number the image says, of whoever the image names, which
 * may be root, or of root.
 */
export type UserKind = (typeof RANKS)[number];

const ROOT = /^[+-]?0+$|^root$/;

/** What the attribute `user` says: `uid:gid`, with names instead of numbers, or nothing. */
export function userKind(user: string): UserKind {
  const [account = ''] = user.split(':');
  if (account === '') {
    return 'image';
  }
  return ROOT.test(account) ? 'root' : /^\d+$/.test(account) ? 'number' : 'name';
}

/** Whether the group is said and is that of root, to which many files of an image belong. */
export function isInRootGroup(user: string): boolean {
  return ROOT.test(user.split(':')[1] ?? '');
}

/** How far a kind of user is from having no rights. */
export function userRank(user: string): number {
  return RANKS.indexOf(userKind(user));
}
