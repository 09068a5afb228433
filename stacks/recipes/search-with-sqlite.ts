import { LocalBackend, TerraformOutput, TerraformStack } from 'cdktf';
import type { Construct } from 'constructs';
import { DockerHost, Gate, GoImage, Health, Image, Runtime, Secret, Service, Size, Volume } from '../../lib';

/**
 * Recipe 002: SQLite with full text search, which is C code, beside PostgreSQL.
 *
 * The runtime has glibc and nothing else: what the program links, copied from the builder. Without `runtime` the library takes
 * distroless `base-nossl`, 12 MB more. The gates have the tag of the build, so they test what is shipped.
 */
export class SearchWithSqlite extends TerraformStack {
  public constructor(scope: Construct, id: string, hostPort: number) {
    super(scope, id);
    new LocalBackend(this, { path: `../../../.state/${id}.tfstate` });
    new DockerHost(this, 'docker');
    const password = Secret.fromVariable(this, 'database_password');

    const postgres = Image.reference(this, 'postgres', {
      reference: 'postgres:17',
      user: '999:999',
      port: 5432,
      writable: ['/var/lib/postgresql/data', '/var/run/postgresql'],
      shell: true,
      // PostgreSQL's own word for: end what runs, and do not wait for sessions.
      stopSignal: 'SIGINT',
    });
    const database = new Service(this, 'database', {
      image: postgres,
      health: Health.command(['pg_isready', '-U', 'postgres']),
    });
    database.mount('/var/lib/postgresql/data', new Volume(this, 'database-data'));
    database.mountTemporary('/var/run/postgresql');
    database.provideSecret('/run/secrets/password', password, { pathVariable: 'POSTGRES_PASSWORD_FILE' });

    const image = new GoImage(this, 'image', {
      source: 'examples/search',
      package: './cmd/search',
      cgo: true,
      runtime: Runtime.scratchWithLibraries(),
      tags: ['sqlite_fts5'],
      gates: [Gate.vet(), Gate.test()],
      assets: { '/etc/search/search.yaml': 'search.yaml' },
      writable: ['/var/lib/search'],
      port: 8082,
      maxSize: Size.megabytes(20),
    });
    const search = new Service(this, 'search', {
      image,
      arguments: ['-index=true', '-config=/etc/search/search.yaml'],
      health: Health.http('/healthz'),
      environment: {
        PGHOST: database.hostName,
        PGUSER: 'postgres',
        PGDATABASE: 'postgres',
      },
      dependsOn: [database],
    });
    search.mount('/var/lib/search', new Volume(this, 'index'));
    search.provideSecret('/run/secrets/password', password, { pathVariable: 'PGPASSWORD_FILE' });
    search.publish({ hostPort });

    new TerraformOutput(this, 'url', { value: `http://127.0.0.1:${hostPort}/search?q=container` });
  }
}
