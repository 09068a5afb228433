import { connect } from 'node:net';
import { createInterface } from 'node:readline';
import { Commands, destroyStacks, removeImages, source } from '../engine/support/commands';
import { freePort, inspect, output } from '../engine/support/machine';

// The first twin downloads and compiles Delve.
jest.setTimeout(900_000);

/** One call of Delve's JSON-RPC. */
async function delve(port: number, method: string, parameter: object): Promise<Record<string, unknown>> {
  const socket = connect(port, '127.0.0.1');
  try {
    socket.write(`${JSON.stringify({ method: `RPCServer.${method}`, params: [parameter], id: 1 })}\n`);
    for await (const line of createInterface({ input: socket })) {
      return (JSON.parse(line) as { result: Record<string, unknown> }).result;
    }
    throw new Error('Delve closed the connection');
  } finally {
    socket.destroy();
  }
}

/** Until Delve says that it listens. */
function whenListening(container: string): void {
  const script = 'docker logs --follow "$1" 2>&1 | grep -q -m 1 "API server listening"';
  output('timeout', ['60', 'sh', '-c', script, 'sh', container]);
}

describe('the command debug', () => {
  afterEach(destroyStacks);
  afterAll(removeImages);

  test('builds a twin in which Delve stops the program without any more rights', async () => {
    const said = new Commands(source()).run('debug', 'commands/waits');
    expect(said).toMatchObject({ status: 0 });
    const [, line] = /^ {2}docker (run .*)$/m.exec(said.stdout) ?? [];
    const port = await freePort();
    const args = line!.replace('127.0.0.1:40000:', `127.0.0.1:${port}:`).split(' ');
    const container = output('docker', [args[0]!, '--detach', ...args.slice(1)]).trim();
    try {
      whenListening(container);
      const version = await delve(port, 'GetVersion', {});
      expect(version).toMatchObject({ APIVersion: 2 });
      expect(await delve(port, 'Command', { name: 'halt' })).toMatchObject({ State: { Running: false } });
      expect(
        await delve(port, 'FindLocation', { Scope: { GoroutineID: -1 }, Loc: 'main.main' }),
      ).toMatchObject({
        Locations: [{ line: 7 }],
      });
      expect(inspect('container', container)).toMatchObject({
        Config: { User: '65532:65532' },
        HostConfig: { CapAdd: null, SecurityOpt: null, Privileged: false },
      });
    } finally {
      output('docker', ['container', 'rm', '--force', container]);
    }
  });
});
