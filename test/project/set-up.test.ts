import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Runtime } from '../../lib';
import { GO_IMAGE_DEFAULTS } from '../../lib/image/go-image-props';
import { PROVIDER_VERSION } from '../../lib/provider/provider-version';

const read = (path: string) => readFileSync(join(__dirname, '../..', path), 'utf8');

describe('the set-up, which runs before anything is installed and so repeats what the library knows', () => {
  test('looks for the same base images', () => {
    const images = /BASE_IMAGES = \[(.*)\]/.exec(read('tools/setup/base-images.mjs'))?.[1];
    expect(images).toBe(`'${GO_IMAGE_DEFAULTS.builder}', '${Runtime.distrolessStatic().base}'`);
  });

  test('looks for the same provider', () => {
    expect(read('tools/setup/provider.mjs')).toContain(`PROVIDER_VERSION = '${PROVIDER_VERSION}'`);
  });

  test('stands in for every base image whose name it looks for', () => {
    const images = [...read('tools/offline/bases/recipes/distroless.mjs').matchAll(/distroless\('([^']+)'/g)];
    expect(images.map(([, name]) => `gcr.io/distroless/${name}:nonroot`)).toContain(
      Runtime.distrolessStatic().base,
    );
    expect(read('tools/offline/bases/recipes/builder.mjs')).toContain(
      `standsIn: 'docker.io/library/${GO_IMAGE_DEFAULTS.builder}'`,
    );
  });

  test('needs no package: every import is its own file or of Node itself', () => {
    const modules = (folder: string) =>
      readdirSync(join(__dirname, '../../tools', folder), { recursive: true, encoding: 'utf8' })
        .filter((name) => name.endsWith('.mjs'))
        .map((name) => join(folder, name));
    const files = [
      'setup.mjs',
      'demo.mjs',
      'demo-down.mjs',
      'deployment.mjs',
      'process.mjs',
      ...modules('setup'),
      ...modules('offline'),
    ];
    const imports = files.flatMap((file) =>
      [...read(`tools/${file}`).matchAll(/from '([^']+)'/g)].map(([, from]) => from),
    );
    expect(imports.filter((from) => !/^(node:|\.)/.test(from!))).toEqual([]);
  });
});

describe('the package', () => {
  const manifest = JSON.parse(read('package.json')) as {
    files: string[];
    devDependencies: Record<string, string>;
    dependencies: Record<string, string>;
  };

  test('ships the compiled library and command, what describes them, and the action for pull requests', () => {
    expect(manifest.files).toEqual([
      'dist/bin',
      'dist/lib',
      'docs/cdktf-go-containers.api.md',
      'docs/review.schema.json',
      'action.yml',
    ]);
  });

  test('depends, beside its peers, on two readers of other formats and a maker of diffs', () => {
    expect(Object.keys(manifest.dependencies)).toEqual(['diff', 'dockerfile-ast', 'tar-stream']);
  });

  test('names every tool by its exact version', () => {
    expect(
      Object.values({ ...manifest.devDependencies, ...manifest.dependencies }).filter(
        (version) => !/^\d+\.\d+\.\d+$/.test(version),
      ),
    ).toEqual([]);
  });
});
