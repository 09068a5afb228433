import { App, LocalBackend, TerraformOutput, TerraformStack } from 'cdktf';
import { DockerHost } from '../../lib';
import { declareShop } from './shop';

const PORT = 8110;

// TF_VAR_database_password=... npx cdktf deploy --app 'npx ts-node stacks/rollout/main.ts' shop
const { SHOP_VERSION: version = '1', SHOP_BROKEN: broken } = process.env;
const app = new App();
const stack = new TerraformStack(app, 'shop');
new LocalBackend(stack, { path: '../../../.state/shop.tfstate' });
new DockerHost(stack, 'docker');
declareShop(stack, { hostPort: PORT, version, broken });
new TerraformOutput(stack, 'url', { value: `http://127.0.0.1:${PORT}/` });
app.synth();
