import { spawnSync, spawn } from 'node:child_process';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { temporaryFolder } from '../support/go-module';

describe('the probe', () => {
  const program = join(temporaryFolder(), 'probe');
  let server: Server;
  let port: number;

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
  }, 60_000);
  afterAll(() => {
    server.close();
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

  test.each([[[]], [['http', '80']], [['udp', '80']], [['http', '80x', '/']], [['tcp', '99999']]])(
    'fails with words when it is called as %p',
    async (words) => {
      const { status, text } = await probe(...words);
      expect(status).toBe(1);
      expect(text).not.toBe('');
    },
  );
});
