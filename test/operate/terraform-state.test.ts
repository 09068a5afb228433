import { readTerraformState, showTerraformState, wholeResources } from '../../lib/operate/terraform-state';
import { temporaryFolder, writeTree } from '../support/go-module';

const resource = (type: string, id: string, more: object = {}): object => ({
  mode: 'managed',
  type,
  values: { id, name: `name-of-${id}` },
  ...more,
});

function read(...resources: object[]): ReturnType<typeof readTerraformState> {
  const child = { resources: [resource('docker_container', 'in-a-module')] };
  const root_module = { resources, child_modules: [{ child_modules: [child] }] };
  return readTerraformState(JSON.stringify({ format_version: '1.0', values: { root_module } }));
}

/** Runs `look` with a Terraform of this text. */
function withTerraform<T>(script: string, look: () => T): T {
  const before = process.env.TERRAFORM_BINARY_NAME;
  process.env.TERRAFORM_BINARY_NAME = `${writeTree({ terraform: `#!/bin/sh\n${script}\n` }, ['terraform'])}/terraform`;
  try {
    return look();
  } finally {
    if (before === undefined) {
      delete process.env.TERRAFORM_BINARY_NAME;
    } else {
      process.env.TERRAFORM_BINARY_NAME = before;
    }
  }
}

describe('readTerraformState', () => {
  test('knows what Terraform has made, in modules too', () => {
    expect(
      read(
        resource('docker_container', 'c1'),
        resource('docker_network', 'n1'),
        resource('docker_volume', 'v1'),
        resource('terraform_data', 'd1'),
        resource('docker_image', 'i1'),
      ),
    ).toEqual({
      containers: new Set(['c1', 'in-a-module']),
      networks: new Set(['n1']),
      volumes: new Set(['v1']),
      data: new Set(['d1']),
      isEmpty: false,
    });
  });

  test('knows what is broken, and what a replacement left behind', () => {
    const { containers } = read(
      resource('docker_container', 'c1', { tainted: true }),
      resource('docker_container', 'c2', { deposed_key: '0123abcd' }),
    );
    expect([...containers]).toEqual(['c1', 'c2', 'in-a-module']);
  });

  test('takes data sources for nothing that Terraform has made', () => {
    expect(read(resource('docker_network', 'n1', { mode: 'data' })).networks.size).toBe(0);
  });

  test('is empty before the first apply', () => {
    expect(readTerraformState('{"format_version":"1.0"}').isEmpty).toBe(true);
  });
});

describe('wholeResources', () => {
  test('are those of which no instance is broken', () => {
    const of = (address: string, more: object = {}): object =>
      resource('docker_tag', 'x', { address, ...more });
    const resources = [
      of('docker_tag.a'),
      of('docker_tag.b', { tainted: true }),
      of('docker_tag.c', { deposed_key: '0123abcd' }),
      of('docker_tag.d[0]', { tainted: true }),
      of('docker_tag.d[1]'),
      of('docker_tag.e["x"]'),
    ];
    const child_modules = [{ resources: [of('module.m.docker_tag.f')] }];
    const state = JSON.stringify({ values: { root_module: { resources, child_modules } } });
    expect([...wholeResources(state)]).toEqual(['docker_tag.a', 'docker_tag.e', 'module.m.docker_tag.f']);
    expect(wholeResources('{"format_version":"1.0"}').size).toBe(0);
  });
});

describe('showTerraformState', () => {
  test('asks the Terraform of the environment in the folder of the stack', () => {
    const folder = temporaryFolder();
    expect(withTerraform('echo "$PWD $*"', () => showTerraformState(folder))).toBe(
      `${folder} show -json -no-color\n`,
    );
  });

  test('says why there is no answer, which is never taken for an empty state', () => {
    const script = 'printf "\\nError: Backend initialization required\\n\\nReason: none\\n" >&2; exit 1';
    expect(() => withTerraform(script, () => showTerraformState('/tmp'))).toThrow(
      /^Terraform cannot show its state in \/tmp \(Backend initialization required\); run ".*terraform init" there$/,
    );
  });

  test('says that there is no Terraform', () => {
    expect(() => withTerraform('', () => showTerraformState('/nowhere'))).toThrow('cannot be started');
  });
});
