import { LocalBackend, TerraformOutput, TerraformStack } from 'cdktf';
import type { Construct } from 'constructs';
import { DockerHost, Gate, GoImage, Health, Runtime, Service, Size, User } from '../../lib';

/**
 * Recipe 004: a user of one's own in an empty image.
 *
 * passwd and group are made for it, GOMEMLIMIT follows the memory of the service, and GOMAXPROCS its processors.
 */
export class OwnUserFromScratch extends TerraformStack {
  public constructor(scope: Construct, id: string, hostPort: number) {
    super(scope, id);
    new LocalBackend(this, { path: `../../../.state/${id}.tfstate` });
    new DockerHost(this, 'docker');

    const image = new GoImage(this, 'image', {
      source: 'examples/limits',
      runtime: Runtime.scratch(),
      user: User.of({ uid: 10_001, name: 'appuser' }),
      port: 9292,
      gates: [Gate.verify()],
    });
    const limits = new Service(this, 'limits', {
      image,
      health: Health.http('/healthz'),
      memory: Size.mebibytes(80),
      cpus: 0.5,
    });
    limits.publish({ hostPort });

    new TerraformOutput(this, 'url', { value: `http://127.0.0.1:${hostPort}/` });
  }
}
