import { LocalBackend, TerraformStack } from 'cdktf';
import type { Construct } from 'constructs';
import { DockerHost, GoImage, Health, Image, Job, Service, Volume } from '../../lib';

const DIRECTORY = '/tls';
const PORT = 8_443;

/** What the recipes talk to: a registry, and a server whose certificate comes from an authority of its own. */
export class SupportStack extends TerraformStack {
  /** Answers over TLS. */
  public readonly server: Service;
  /** Where other containers reach it. */
  public readonly url: string;

  public constructor(scope: Construct, id: string, registryPort: number) {
    super(scope, id);
    new LocalBackend(this, { path: `../../../.state/${id}.tfstate` });
    new DockerHost(this, 'docker');

    const registry = new Service(this, 'registry', {
      image: Image.reference(this, 'registry-image', {
        reference: 'registry:2',
        user: '1000:1000',
        port: 5_000,
        writable: ['/var/lib/registry'],
      }),
      health: Health.none(),
    });
    registry.mountTemporary('/var/lib/registry');
    registry.publish({ hostPort: registryPort });

    const image = new GoImage(this, 'image', {
      source: 'test/engine/programs/tls-server',
      name: 'baseline-tls-server',
      writable: [DIRECTORY],
      port: PORT,
    });
    const certificates = new Volume(this, 'certificates');
    const host = `${id}-server`;
    const authority = new Job(this, 'authority', { image, arguments: ['make-ca', DIRECTORY, host] });
    authority.mount(DIRECTORY, certificates);
    this.server = new Service(this, 'server', {
      image,
      name: host,
      arguments: ['serve'],
      dependsOn: [authority],
    });
    this.server.mount(DIRECTORY, certificates);
    this.url = `https://${host}:${PORT}/`;
  }
}
