import { LocalBackend, TerraformOutput, TerraformStack } from 'cdktf';
import type { Construct } from 'constructs';
import { DockerHost, GoImage, Health, Runtime, Service } from '../../lib';

/** Where the servers answer on the host's loopback address. */
export interface ServerPorts {
  readonly [base: string]: number;
}

/**
 * Recipe 000: one server on several bases, to see what each of them costs.
 *
 * A single-stage image is not among them: a toolchain in a running container is refused.
 */
export class OneServerFourBases extends TerraformStack {
  public constructor(scope: Construct, id: string, ports: ServerPorts) {
    super(scope, id);
    new LocalBackend(this, { path: `../../../.state/${id}.tfstate` });
    new DockerHost(this, 'docker');

    const runtimes: Readonly<Record<string, Runtime>> = {
      'debian-slim': Runtime.debianSlim(),
      distroless: Runtime.distrolessStatic(),
      scratch: Runtime.scratch(),
    };
    for (const [base, runtime] of Object.entries(runtimes)) {
      const image = new GoImage(this, `image-${base}`, {
        source: 'examples/hello',
        name: `hello-${base}`,
        runtime,
        stamp: { 'main.version': base },
      });
      const server = new Service(this, base, { image, port: 8080, health: Health.http('/healthz') });
      const hostPort = ports[base];
      if (hostPort !== undefined) {
        server.publish({ hostPort });
      }
    }

    // What the linker leaves out by default: symbols and debug data, about a third of a program.
    const symbols = new GoImage(this, 'image-symbols', {
      source: 'examples/hello',
      name: 'hello-symbols',
      runtime: Runtime.scratch(),
      compiler: { strip: false },
    });
    new TerraformOutput(this, 'symbols', { value: symbols.resource.name });
  }
}
