/**
 * A stack with an image of every preset, synthesized from the library's sources.
 *
 *     node --require ts-node/register/transpile-only preset-app.mjs FOLDER
 *
 * FOLDER gets the Go modules. The stack goes where CDKTF_OUTDIR says.
 */
import { createRequire } from 'node:module';
import { App, TerraformStack } from 'cdktf';
import { writeModules } from './modules.mjs';
import { presets } from './presets.mjs';

/** @type {typeof import('../../lib/index.js')} */
const library = createRequire(import.meta.url)('../../lib');
const [, , folder = ''] = process.argv;
const modules = await writeModules(folder);

const app = new App();
const stack = new TerraformStack(app, 'presets');
new library.DockerHost(stack, 'docker');
const common = { source: modules.program, package: './cmd/first', name: 'preset' };
for (const [id, props] of presets(library, modules)) {
  new library.GoImage(stack, id, { ...common, ...props });
}
app.synth();
