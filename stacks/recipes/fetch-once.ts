import { LocalBackend, TerraformOutput, TerraformStack } from 'cdktf';
import type { Construct } from 'constructs';
import { DockerHost, GoImage, Job, Runtime } from '../../lib';

/** What is fetched. */
export interface FetchOnceProps {
  /** An HTTPS address. */
  readonly url: string;
  /** PEM files of authorities that only your network knows; absolute, or relative to examples/fetch. */
  readonly certificates?: string[];
}

/**
 * Recipe 001: a client that makes one HTTPS request and ends, in an image with nothing but itself and certificates.
 *
 * The deploy fails when the program does, and shows what it said.
 */
export class FetchOnce extends TerraformStack {
  public constructor(scope: Construct, id: string, { url, certificates }: FetchOnceProps) {
    super(scope, id);
    new LocalBackend(this, { path: `../../../.state/${id}.tfstate` });
    new DockerHost(this, 'docker');

    const image = new GoImage(this, 'image', {
      source: 'examples/fetch',
      runtime: Runtime.scratch(),
      certificates,
    });
    const fetch = new Job(this, 'fetch', { image, arguments: [url] });

    new TerraformOutput(this, 'bytes', { value: fetch.output });
    new TerraformOutput(this, 'exit-code', { value: fetch.exitCode });
  }
}
