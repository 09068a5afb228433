import { join } from 'node:path';
import { TerraformVariable } from 'cdktf';
import type { Construct } from 'constructs';
import { DockerHost, GoImage, Image, Network, Secret, Service } from '../../../lib';

const source = join(__dirname, '..', 'programs', 'notes');

/** What a stack lends to others of the same Docker host. */
export interface Lent {
  readonly image: GoImage;
  readonly database: Service;
  readonly network: Network;
  /** A sensitive value. */
  readonly password: string;
}

/** A stack that others use. */
export function lender(scope: Construct): Lent {
  new DockerHost(scope, 'docker');
  const password = new TerraformVariable(scope, 'password', { sensitive: true });
  const postgres = Image.reference(scope, 'postgres', {
    reference: 'postgres:17',
    user: '999:999',
    port: 5432,
  });
  return {
    image: new GoImage(scope, 'image', { source, package: './cmd/notes', port: 8080 }),
    database: new Service(scope, 'database', { image: postgres }),
    network: new Network(scope, 'private'),
    password: password.stringValue,
  };
}

/** A stack that uses another one. */
export function borrower(scope: Construct, { image, database, network, password }: Lent): void {
  new DockerHost(scope, 'docker');
  const service = new Service(scope, 'notes', { image, environment: { DATABASE: database.address } });
  service.join(network, { aliases: ['notes'] });
  service.provideSecret('/run/secrets/password', Secret.fromAttribute(password));
}
