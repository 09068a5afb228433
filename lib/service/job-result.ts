import { Fn, TerraformSelf, Token } from 'cdktf';
import type { LifeCycle } from './container-arguments';

/**
 * What the Engine puts before every piece of output: the stream's number, three zeros and four bytes of length. Provider
 * 3.x keeps it. Backslashes are doubled for Terraform, since the framework passes them on as they are.
 */
const FRAME = String.raw`/[\\x01\\x02]\\x00{3}(?s:.){4}/`;
/** Characters of the output that an error shows: its end, where programs say why. */
const SHOWN = 4_000;

/** The output of an ended container without what the Engine puts in between. */
export function readableOutput(containerLogs: string): string {
  return Token.asString(Fn.replace(containerLogs, FRAME, ''));
}

/**
 * It is to end, with exit code 0.
 *
 * A postcondition alone would be a trap: Terraform checks it in every later plan as well, and never runs the job again. A
 * provisioner that fails makes Terraform replace the resource the next time, but its message cannot be chosen. So there are both.
 */
export function runsOnce(name: string): LifeCycle {
  const code = TerraformSelf.getString('exit_code');
  const end = Token.asString(
    Fn.substr(readableOutput(TerraformSelf.getString('container_logs')), -SHOWN, -1),
  );
  return {
    mustRun: false,
    start: true,
    restart: 'no',
    attach: true,
    logs: true,
    provisioners: [{ type: 'local-exec', command: `exit ${code}` }],
    lifecycle: {
      postcondition: [
        {
          condition: '${self.exit_code == 0}',
          errorMessage: `job ${name} ended with exit code ${code}; it runs again in the next apply. It said:\n\n${end}`,
        },
      ],
    },
  };
}
