import { request as plainRequest, type IncomingMessage, type RequestOptions } from 'node:http';
import { connect } from 'node:http2';
import { request as tlsRequest } from 'node:https';
import type { Duplex } from 'node:stream';

/** Where and what a test asks. */
export interface Asked {
  readonly port: number;
  /** Authority that is trusted; without one, plain HTTP is spoken. */
  readonly authority?: string;
  readonly host: string;
  readonly path?: string;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface Answer {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly text: string;
}

/** Asks once, by a connection of its own. */
export async function ask(asked: Asked): Promise<Answer> {
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    const request = start(asked);
    request.once('response', resolve).once('error', reject);
    request.end(asked.body);
  });
  return { status: response.statusCode!, headers: response.headers, text: await textOf(response) };
}

/** The stream of an answer that does not end. */
export function open(asked: Asked): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    start(asked).once('response', resolve).once('error', reject).end();
  });
}

/** A connection after the handshake of a WebSocket. */
export function upgrade(asked: Asked): Promise<Duplex> {
  return new Promise((resolve, reject) => {
    const headers = {
      connection: 'Upgrade',
      upgrade: 'websocket',
      'sec-websocket-version': '13',
      'sec-websocket-key': Buffer.from('sixteen bytes of').toString('base64'),
    };
    start({ ...asked, headers })
      .once('response', ({ statusCode }) => {
        reject(new Error(`no upgrade, but an answer: ${statusCode!}`));
      })
      .once('upgrade', (_response, socket) => {
        resolve(socket);
      })
      .once('error', reject)
      .end();
  });
}

/** The next piece of a stream. */
export function next(stream: Duplex | IncomingMessage): Promise<string> {
  return new Promise((resolve, reject) => {
    stream.once('data', (piece: Buffer) => {
      resolve(piece.toString());
    });
    stream.once('error', reject);
    stream.once('end', () => {
      reject(new Error('the stream has ended'));
    });
  });
}

/** Asks once in HTTP/2, where a body needs no length. */
export async function askInHttp2(asked: Asked): Promise<Pick<Answer, 'status' | 'text'>> {
  const { port, authority, host, path = '/', method = 'GET', headers, body } = asked;
  const session = connect(`https://127.0.0.1:${port}`, { ca: authority, servername: '' });
  try {
    return await new Promise((resolve, reject) => {
      session.once('error', reject);
      const stream = session.request(
        { ':authority': host, ':path': path, ':method': method, ...headers },
        { endStream: body === undefined },
      );
      let status = 0;
      stream.once('error', reject).once('response', (answer) => {
        status = answer[':status'] ?? 0;
      });
      textOf(stream).then((text) => {
        resolve({ status, text });
      }, reject);
      if (body !== undefined) {
        stream.end(body);
      }
    });
  } finally {
    session.close();
  }
}

function start({ port, authority, host, path = '/', method = 'GET', headers }: Asked) {
  const options: RequestOptions = {
    host: '127.0.0.1',
    port,
    path,
    method,
    agent: false,
    headers: { host, ...headers },
  };
  return authority === undefined
    ? plainRequest(options)
    : tlsRequest({ ...options, ca: authority, servername: '' });
}

async function textOf(stream: AsyncIterable<unknown>): Promise<string> {
  const pieces: Buffer[] = [];
  for await (const piece of stream) {
    pieces.push(piece as Buffer);
  }
  return Buffer.concat(pieces).toString();
}
