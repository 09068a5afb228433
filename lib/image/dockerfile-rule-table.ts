/** What can be wrong with a Dockerfile that somebody has written by hand, by the number of the rule. */
export const DOCKERFILE_RULES = {
  'E-01': 'the final image has no Go toolchain',
  'E-02': 'every base image has a tag with a version, or a digest',
  'E-03': 'Go and the distributions get security fixes',
  'E-05': 'go.mod is in the source, and is not made by the build',
  'E-06': 'packages are built, not single files',
  'E-07': 'WORKDIR is absolute and not below GOPATH',
  'E-08': 'GOFLAGS has one flag at most',
  'E-09': 'no build flag that is obsolete or does harm',
  'E-10': 'modules are downloaded before the sources are copied',
  'E-11': 'a relative destination has a WORKDIR to count from',
  'E-12': 'the final image gets files of the build, not its directory',
  'E-13': 'the start command names a program that was built',
  'E-17': 'what changes often comes after what changes seldom',
  'E-19': 'the image runs as a user that is not root, given by number',
  'E-20': 'every instruction begins on a line of its own',
  'E-23': 'nothing hides what a Go command says, and nothing changes go.mod',
  'E-24': 'gates have the tags and the cgo setting of the build',
  'E-25': 'labels are on the final image',
  'E-26': 'no step without effect',
  'E-27': 'local files are copied by COPY',
  'E-28': 'tools have exact versions',
  'E-30': 'AS is written like FROM',
  'E-31': 'Go compiles for the machine that the image is for',
  'E-33': 'no secret is in the file',
  'E-34': 'nothing needs a shell where there is none',
  'E-36': 'the race detector has a C compiler',
} as const;

/** Whether that is the number of a rule. */
export function isRule(id: string): id is keyof typeof DOCKERFILE_RULES {
  return Object.hasOwn(DOCKERFILE_RULES, id);
}
