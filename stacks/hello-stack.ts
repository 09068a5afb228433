import { LocalBackend, TerraformOutput, TerraformStack } from 'cdktf';
import type { Construct } from 'constructs';
import { DockerHost, GoImage, Health, Service, Size } from '../lib';
import type { HelloEnvironment } from './environments';

/** The example program in one environment. */
export class HelloStack extends TerraformStack {
  public constructor(scope: Construct, environment: HelloEnvironment) {
    super(scope, environment.name);
    environment.settings.applyTo(this);
    // Relative to the stack's output folder, so that every checkout synthesizes the same bytes: `.state` is beside
    // cdktf.json. A team keeps its state in a remote backend instead.
    new LocalBackend(this, { path: `../../../.state/${environment.name}.tfstate` });
    new DockerHost(this, 'docker');

    const image = new GoImage(this, 'image', {
      source: 'examples/hello',
      stamp: { 'main.version': environment.version },
      // Production asks for digests: an app of your own takes them from its mirror.
      acceptFloatingTag: 'the tags name a Go release and a Debian release, and follow their security fixes',
    });
    const hello = new Service(this, 'hello', {
      image,
      port: 8080,
      health: Health.http('/healthz'),
      memory: Size.mebibytes(128),
    });
    hello.publish({ hostPort: environment.hostPort });

    new TerraformOutput(this, 'url', { value: `http://127.0.0.1:${environment.hostPort}/` });
  }
}
