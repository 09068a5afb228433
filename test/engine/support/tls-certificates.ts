import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { output } from './machine';

const NEW_KEY = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];

/**
 * Makes an authority in a folder, with a server at 127.0.0.1 and a client, by `openssl`: `ca.pem`, `server.pem` and `server-key.pem`,
 * and for the client what Docker calls `cert.pem` and `key.pem`.
 */
export function makeCertificates(folder: string): void {
  const own = (name: string): string => join(folder, name);
  const authority = ['-x509', '-days', '1', '-subj', '/CN=authority', '-keyout', own('ca-key.pem')];
  output('openssl', ['req', ...NEW_KEY, ...authority, '-out', own('ca.pem')]);
  const sign = (certificate: string, key: string, extensions: string): void => {
    const [request, settings] = [own('request.pem'), own('extensions.cnf')];
    writeFileSync(settings, extensions);
    output('openssl', [
      'req',
      ...NEW_KEY,
      '-subj',
      `/CN=${certificate}`,
      '-keyout',
      own(key),
      '-out',
      request,
    ]);
    const signer = ['-CA', own('ca.pem'), '-CAkey', own('ca-key.pem'), '-CAcreateserial'];
    const signed = ['-days', '1', '-extfile', settings, '-out', own(certificate)];
    output('openssl', ['x509', '-req', '-in', request, ...signer, ...signed]);
  };
  sign('server.pem', 'server-key.pem', 'subjectAltName=IP:127.0.0.1\nextendedKeyUsage=serverAuth\n');
  sign('cert.pem', 'key.pem', 'extendedKeyUsage=clientAuth\n');
}
