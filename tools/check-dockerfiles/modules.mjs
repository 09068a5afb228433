import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

const PRINT = 'package main\n\nvar version = "unknown"\n\nfunc main() { println(version) }\n';
const TEST = 'package main\n\nimport "testing"\n\nfunc TestNothing(t *testing.T) {}\n';
const VERSION = 'go 1.26\n';

/** Go modules that the presets are images of, file by file. */
const MODULES = {
  program: {
    'go.mod': `module example.com/program\n\n${VERSION}`,
    'cmd/first/main.go': PRINT,
    'cmd/first/main_test.go': TEST,
    'cmd/second/main.go': PRINT,
    'greeting.txt': 'hello\n',
    'authority.pem': '-----BEGIN CERTIFICATE-----\nMA==\n-----END CERTIFICATE-----\n',
  },
  native: {
    'go.mod': `module example.com/native\n\n${VERSION}`,
    'main.go':
      'package main\n\n// int twice(int x) { return 2 * x; }\nimport "C"\n\nfunc main() { println(C.twice(21)) }\n',
    'main_test.go': TEST,
  },
  vendored: {
    'go.mod': `module example.com/vendored\n\n${VERSION}\nrequire example.com/dependency v1.0.0\n`,
    'main.go':
      'package main\n\nimport "example.com/dependency"\n\nfunc main() { println(dependency.Name) }\n',
    'vendor/modules.txt': '# example.com/dependency v1.0.0\n## explicit; go 1.26\nexample.com/dependency\n',
    'vendor/example.com/dependency/dependency.go': 'package dependency\n\nconst Name = "dependency"\n',
  },
  workspace: {
    'go.work': `${VERSION}\nuse (\n\t./app\n\t./shared\n)\n`,
    'app/go.mod': `module example.com/app\n\n${VERSION}`,
    'app/main.go': 'package main\n\nimport "example.com/shared"\n\nfunc main() { println(shared.Name) }\n',
    'app/main_test.go': TEST,
    'shared/go.mod': `module example.com/shared\n\n${VERSION}`,
    'shared/shared.go': 'package shared\n\nconst Name = "shared"\n',
  },
};

/** @typedef {Readonly<Record<keyof typeof MODULES, string>>} Modules the directory of each */

/**
 * @param {string} folder
 * @returns {Promise<Modules>}
 */
export async function writeModules(folder) {
  for (const [name, files] of Object.entries(MODULES)) {
    for (const [path, text] of Object.entries(files)) {
      const file = join(folder, name, path);
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, text);
    }
  }
  /** @param {keyof typeof MODULES} name */
  const at = (name) => join(folder, name);
  return {
    program: at('program'),
    native: at('native'),
    vendored: at('vendored'),
    workspace: at('workspace'),
  };
}
