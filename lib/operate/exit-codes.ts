/** What well-known exit codes of a container mean; of other ones only the program knows. */
const MEANINGS: Readonly<Record<number, string>> = {
  0: 'the program ended by itself, without an error',
  // https://pkg.go.dev/runtime: an unrecovered panic ends the program with 2.
  2: 'a Go program that panics ends with it; so do programs that are called in a wrong way',
  // https://docs.docker.com/engine/containers/run/#exit-status
  125: 'the Engine could not start the container',
  126: 'the command of the container is there and cannot be executed: it is not executable, or for another platform',
  127: 'the command of the container is not in the image',
  130: 'SIGINT: it was interrupted',
  132: 'SIGILL: the processor does not know an instruction; the image may be for another platform',
  134: 'SIGABRT: it aborted itself',
  137: 'SIGKILL: it was out of memory, did not end in its grace period, or was killed by hand',
  139: 'SIGSEGV: it used memory that is not its own',
  143: 'SIGTERM: it was stopped from outside, and did not handle that',
};

/** Numbers above this say which signal ended the program. */
const SIGNALS = 128;
const LAST_SIGNAL = 64;

/** Words for an exit code; nothing where it has no meaning of its own. */
export function meaningOf(code: number): string | undefined {
  const signal = code - SIGNALS;
  return (
    (Object.hasOwn(MEANINGS, code) ? MEANINGS[code] : undefined) ??
    (signal > 0 && signal <= LAST_SIGNAL ? `signal ${signal} ended it` : undefined)
  );
}
