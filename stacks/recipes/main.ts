import { App } from 'cdktf';
import { ImageVersion } from '../../lib';
import { FetchOnce } from './fetch-once';
import { OneServerFourBases } from './one-server-four-bases';
import { OwnUserFromScratch } from './own-user-from-scratch';
import { SearchWithSqlite } from './search-with-sqlite';
import { VersionToRegistry } from './version-to-registry';

// npx cdktf deploy --app 'npx ts-node stacks/recipes/main.ts' recipe-000
const app = new App();
new OneServerFourBases(app, 'recipe-000', { 'debian-slim': 8100, distroless: 8101, scratch: 8102 });
new FetchOnce(app, 'recipe-001', { url: 'https://example.com/' });
new SearchWithSqlite(app, 'recipe-002', 8103);
new VersionToRegistry(app, 'recipe-003', {
  version: ImageVersion.git(),
  repository: '127.0.0.1:5000/version',
  hostPort: 8104,
});
new OwnUserFromScratch(app, 'recipe-004', 8105);
app.synth();
