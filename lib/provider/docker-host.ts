import { DockerProvider } from '@cdktf/provider-docker/lib/provider';
import { TerraformStack } from 'cdktf';
import { Construct } from 'constructs';
import { quote } from '../core/errors';
import { requireProviderVersion } from './provider-version';

/** Where images are built and containers run. */
export interface DockerHostProps {
  /**
   * Address of the Engine: `unix:///path`, `tcp://host:port`, `npipe:////./pipe/name` or `ssh://user@host`.
   *
   * @default - `DOCKER_HOST` of whoever runs Terraform, else the local socket
   */
  readonly host?: string;
}

const ADDRESS = /^(unix|npipe|tcp|ssh):\/\/.+/;

/**
 * The Docker Engine that a stack deploys to: one per stack.
 *
 * Images are built by this Engine and for its own platform, whatever machine runs Terraform: an Apple laptop
 * that deploys to an amd64 server gets amd64 images.
 */
export class DockerHost extends Construct {
  /** The provider below it, for everything that this class does not offer. */
  public readonly resource: DockerProvider;

  public constructor(scope: Construct, id: string, props: DockerHostProps = {}) {
    super(scope, id);
    const { host } = props;
    if (host !== undefined && !ADDRESS.test(host)) {
      const problem =
        `host ${quote(host)} is not the address of an Engine; write unix:///path, tcp://host:port or ` +
        'ssh://user@host';
      this.node.addValidation({ validate: () => [problem] });
    }
    this.resource = new DockerProvider(this, 'Resource', { host });
    requireProviderVersion(TerraformStack.of(this));
  }
}
