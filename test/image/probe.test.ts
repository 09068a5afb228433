import { spawnSync, spawn } from 'node:child_process';
import { createServer, type Server } from 'node:http';
import { createServer as createHttp2Server, type Http2Server } from 'node:http2';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { temporaryFolder } from '../support/go-module';

describe('the probe', () => {
  const program = join(temporaryFolder(), 'probe');
  let server: Server;
  let grpc: Http2Server;
  let port: number;
  let grpcPort: number;

  beforeAll(async () => {
    const flags = ['-trimpath', '-buildvcs=false', '-ldflags', '-s -w'];
    const { status, stderr } = spawnSync('go', ['build', ...flags, '-o', program, '.'], {
      cwd: join(__dirname, '../../lib/image/probe'),
      env: { ...process.env, CGO_ENABLED: '0' },
      encoding: 'utf8',
    });
    expect([status, stderr]).toEqual([0, '']);
    server = createServer((request, answer) => {
      answer.statusCode = Number(request.url?.slice(1));
      answer.end('words');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    port = (server.address() as AddressInfo).port;
    // The health service, in the bytes of the protocol: a status per name, and nothing but an error for names that it does not know.
    grpc = createHttp2Server();
    grpc.on('stream', (stream, headers) => {
      const parts: Buffer[] = [];
      stream.on('data', (part: Buffer) => parts.push(part));
      stream.on('end', () => {
        const name = Buffer.concat(parts).subarray(7).toString();
        const status = { '': 1, 'notes.v1.Notes': 1, down: 2 }[name];
        const isCall =
          headers[':path'] === '/grpc.health.v1.Health/Check' &&
          headers['content-type'] === 'application/grpc' &&
          headers.te === 'trailers';
        if (!isCall || status === undefined) {
          stream.respond({ ':status': 200, 'grpc-status': '5' }, { endStream: true });
        } else {
          stream.respond({ ':status': 200 }, { waitForTrailers: true });
          stream.on('wantTrailers', () => {
            stream.sendTrailers({ 'grpc-status': '0' });
          });
          stream.end(Buffer.from([0, 0, 0, 0, 2, 8, status]));
        }
      });
    });
    await new Promise<void>((resolve) => grpc.listen(0, '127.0.0.1', resolve));
    grpcPort = (grpc.address() as AddressInfo).port;
  }, 60_000);
  afterAll(() => {
    server.close();
    grpc.close();
  });

  const probe = (...words: string[]) =>
    new Promise<{ status: number | null; text: string }>((resolve) => {
      const child = spawn(program, words);
      let text = '';
      child.stdout.on('data', (chunk: Buffer) => (text += chunk.toString()));
      child.on('close', (status) => {
        resolve({ status, text: text.trim() });
      });
    });

  test.each([200, 204, 302])('is content with status %i', async (status) => {
    expect(await probe('http', `${port}`, `/${status}`)).toEqual({ status: 0, text: '' });
  });

  test.each([404, 500, 503])('is not content with status %i, and says so', async (status) => {
    expect(await probe('http', `${port}`, `/${status}`)).toEqual({
      status: 1,
      text: `GET /${status}: status ${status}`,
    });
  });

  test('asks only whether a port listens, by tcp', async () => {
    expect(await probe('tcp', `${port}`)).toEqual({ status: 0, text: '' });
    expect(await probe('tcp', '1')).toEqual({ status: 1, text: '127.0.0.1:1: connection refused' });
  });

  test('asks the health service of gRPC, for the server and for one of its services', async () => {
    expect(await probe('grpc', `${grpcPort}`)).toEqual({ status: 0, text: '' });
    expect(await probe('grpc', `${grpcPort}`, 'notes.v1.Notes')).toEqual({ status: 0, text: '' });
    expect(await probe('grpc', `${grpcPort}`, 'down')).toEqual({
      status: 1,
      text: 'grpc: the service down does not serve',
    });
    expect(await probe('grpc', `${grpcPort}`, 'none')).toEqual({
      status: 1,
      text: 'grpc: the server has no health service, or does not know the name',
    });
    expect(await probe('grpc', `${port}`)).toEqual({
      status: 1,
      text: expect.stringMatching(/^grpc: /) as string,
    });
    expect((await probe('grpc', `${grpcPort}`, 'x'.repeat(101))).status).toBe(1);
  });

  test.each([
    [[]],
    [['grpc']],
    [['http', '80']],
    [['udp', '80']],
    [['http', '80x', '/']],
    [['tcp', '99999']],
  ])('fails with words when it is called as %p', async (words) => {
    const { status, text } = await probe(...words);
    expect(status).toBe(1);
    expect(text).not.toBe('');
  });
});
