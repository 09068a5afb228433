/**
 * The recipes, and what they talk to, with names and ports of their own.
 *
 *     node --require ts-node/register/transpile-only app.ts REGISTRY_PORT FIRST_PORT,... [CERTIFICATE]
 *
 * Without the certificate of the authority, which is made by the first stack, there is only that stack. The stacks go where CDKTF_OUTDIR
 * says.
 */
import { App } from 'cdktf';
import { ImageVersion, Job } from '../../lib';
import { FetchOnce } from '../../stacks/recipes/fetch-once';
import { OneServerFourBases } from '../../stacks/recipes/one-server-four-bases';
import { OwnUserFromScratch } from '../../stacks/recipes/own-user-from-scratch';
import { SearchWithSqlite } from '../../stacks/recipes/search-with-sqlite';
import { VersionToRegistry } from '../../stacks/recipes/version-to-registry';
import { SupportStack } from './support-stack';

const [, , registryPort = '', ports = '', certificate] = process.argv;
const [slim = 0, distroless = 0, scratch = 0, search = 0, version = 0, limits = 0] = ports
  .split(',')
  .map(Number);

const app = new App();
const support = new SupportStack(app, 'baseline-support', Number(registryPort));
if (certificate !== undefined) {
  new OneServerFourBases(app, 'baseline-000', { 'debian-slim': slim, distroless, scratch });
  const client = new FetchOnce(app, 'baseline-001', { url: support.url, certificates: [certificate] });
  client.node
    .findAll()
    .filter((construct) => Job.isJob(construct))
    .forEach((job) => {
      job.connectTo(support.server);
    });
  new SearchWithSqlite(app, 'baseline-002', search);
  new VersionToRegistry(app, 'baseline-003', {
    version: ImageVersion.literal('1.0.0'),
    repository: `127.0.0.1:${registryPort}/version`,
    hostPort: version,
  });
  new OwnUserFromScratch(app, 'baseline-004', limits);
}
app.synth();
