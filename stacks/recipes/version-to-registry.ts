import { LocalBackend, TerraformOutput, TerraformStack } from 'cdktf';
import type { Construct } from 'constructs';
import { DockerHost, Gate, GoImage, Health, type ImageVersion, RegistryPush, Service } from '../../lib';

/** What is released, and where to. */
export interface VersionToRegistryProps {
  /** `ImageVersion.git()` or `ImageVersion.literal('1.4.0')`. */
  readonly version: ImageVersion;
  /** Registry and path, such as `127.0.0.1:5000/version`. */
  readonly repository: string;
  /** Port on the host's loopback address. */
  readonly hostPort: number;
}

/** Recipe 003: one version in the program, in the image's label and in the registry's tag. */
export class VersionToRegistry extends TerraformStack {
  public constructor(scope: Construct, id: string, props: VersionToRegistryProps) {
    super(scope, id);
    new LocalBackend(this, { path: `../../../.state/${id}.tfstate` });
    new DockerHost(this, 'docker');
    const { version, repository, hostPort } = props;

    const image = new GoImage(this, 'image', {
      source: 'examples/version',
      package: './cmd/version',
      version,
      stamp: { 'main.version': version.text, 'example.com/version/internal/build.Version': version.text },
      gates: [Gate.vet(), Gate.test({ short: true })],
    });
    const server = new Service(this, 'server', { image, port: 8080, health: Health.http('/healthz') });
    server.publish({ hostPort });

    const release = new RegistryPush(this, 'release', { image, repository, tag: version.toTag() });
    new TerraformOutput(this, 'digest', { value: release.digest });
  }
}
