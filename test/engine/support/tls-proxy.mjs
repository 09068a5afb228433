import { appendFileSync, readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { createServer } from 'node:tls';
import { parentPort, workerData } from 'node:worker_threads';

/**
 * Answers on a port of 127.0.0.1 for an Engine that has only a socket, with TLS and to clients of one authority; notes what they ask.
 * Posts the port.
 *
 * @type {{ socket: string, certificates: string, notes: string }}
 */
const { socket, certificates, notes } = workerData;

/** The Engine's clients send the head of a request in one piece. */
const REQUEST = /^([A-Z]+ \S+) HTTP\/1\.1\r\n/;

/** @param {string} name */
const read = (name) => readFileSync(join(certificates, name));

const server = createServer(
  {
    ca: read('ca.pem'),
    cert: read('server.pem'),
    key: read('server-key.pem'),
    requestCert: true,
    rejectUnauthorized: true,
    // A client that has sent everything still waits for the answer.
    allowHalfOpen: true,
  },
  (client) => {
    const engine = connect({ path: socket, allowHalfOpen: true });
    client.on('data', (/** @type {Buffer} */ bytes) => {
      const [, request] = REQUEST.exec(bytes.toString('latin1')) ?? [];
      if (request !== undefined) {
        appendFileSync(notes, `${request}\n`);
      }
    });
    client.pipe(engine).pipe(client);
    client.on('error', () => undefined).on('close', () => engine.destroy());
    engine.on('error', () => undefined).on('close', () => client.destroy());
  },
);
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  parentPort?.postMessage(typeof address === 'object' ? address?.port : undefined);
});
