/** What is wrong with giving rights of root to a program of `user`. */
export function capabilityProblems(names: readonly string[], user: string): string[] {
  const [uid] = user.split(':');
  return uid === '0'
    ? []
    : names.map(
        (name) =>
          `capability ${name} does nothing for a program of user ${user}: the kernel gives it to root only, and no new privileges can ` +
          'be gained; leave it out. A port below 1024 needs none',
      );
}
