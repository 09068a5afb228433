import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { type ContextFiles, contextFiles, type ContextOptions } from '../../lib/image/context-files';
import { looksLikeSecret } from '../../lib/image/secret-names';
import { GO_MOD, goModule, MAIN, writeTree } from '../support/go-module';
import { read } from '../support/go-program';

function filesOf(source: string, options: Partial<ContextOptions> = {}): ContextFiles {
  const { program } = read(source);
  return contextFiles(program!, {
    isWholeModule: false,
    include: [],
    dockerignore: true,
    alsoNeeded: [],
    source,
    leaveOut: [],
    ...options,
  });
}
const sources = (source: string, options: Partial<ContextOptions> = {}): string[] =>
  filesOf(source, options).sources.map(({ path }) => path);

const EMBED = 'package main\nimport _ "embed"\n//go:embed all:config\nvar x string\nfunc main() {}\n';

describe('the files of a build', () => {
  test('are those that the program needs', () => {
    expect(sources(goModule({ 'README.md': '', 'x/x.go': '' }))).toEqual(['main.go']);
  });

  test('are more when they are included: files by their name, directories with all that is in them', () => {
    const source = goModule({ 'gen/a.go': '', 'gen/deep/.b': '', 'gen/.git/x': '', VERSION: '', x: '' });
    expect(sources(source, { include: ['./gen/', 'VERSION', 'main.go'] })).toEqual([
      'VERSION',
      'gen/a.go',
      'gen/deep/.b',
      'main.go',
    ]);
  });

  test('are all of the module when that is asked for, but for version control, other modules and the output folder', () => {
    const source = goModule({
      'README.md': '',
      'x_test.go': MAIN,
      '.git/config': '',
      'below/go.mod': '',
      'below/x': '',
      'cdktf.out/manifest.json': '',
    });
    expect(sources(source, { isWholeModule: true, leaveOut: [join(source, 'cdktf.out')] })).toEqual([
      'README.md',
      'main.go',
      'x_test.go',
    ]);
  });

  test('are counted as modules only once, also when the whole module is sent', () => {
    const { sources: sent, modules } = filesOf(goModule({ 'go.sum': '' }), { isWholeModule: true });
    expect(sent.map(({ path }) => path)).toEqual(['main.go']);
    expect(modules.map(({ path }) => path)).toEqual(['go.mod', 'go.sum']);
  });

  test('may come from another module that takes part', () => {
    const folder = writeTree({
      'go.work': 'go 1.26\nuse (\n./app\n./lib\n)\n',
      'app/go.mod': 'module example.com/app\n',
      'app/main.go': MAIN,
      'lib/go.mod': 'module example.com/lib\n',
      'lib/data.bin': '',
      'data.bin': '',
    });
    expect(sources(join(folder, 'app'), { include: ['../lib/data.bin'] })).toEqual([
      'app/main.go',
      'lib/data.bin',
    ]);
    expect(sources(join(folder, 'app'), { include: ['../data.bin'] })).toEqual(['app/main.go', 'data.bin']);
    expect(filesOf(join(folder, 'app'), { include: ['../../data.bin'] }).problems).toEqual([
      expect.stringMatching(
        /^include "..\/..\/data.bin" is outside of every module that takes part in the build; copy it/,
      ),
    ]);
  });

  test('that are included have to be there', () => {
    expect(filesOf(goModule(), { include: ['gen/a.go'] }).problems).toEqual([
      expect.stringMatching(
        /^include "gen\/a.go" is not there: ".*\/gen\/a.go" does not exist; make it before/,
      ),
    ]);
  });

  test('do not follow a link round in a circle', () => {
    const source = goModule({ 'a/x': '' });
    symlinkSync('.', join(source, 'a', 'round'));
    expect(filesOf(source, { isWholeModule: true }).problems).toEqual([
      `"${source}/a/round" is a link that leads back to a directory that it is in; take it out`,
    ]);
  });
});

describe('a directory that is asked for', () => {
  test('is that of the innermost module, without the output folder and without a go.work that takes no part', () => {
    const folder = writeTree({
      'go.mod': `${GO_MOD}require example.com/lib v0.0.0\nreplace example.com/lib => ./lib\n`,
      'main.go': MAIN,
      'lib/go.mod': 'module example.com/lib\n',
      'lib/data/x': '',
      'lib/data/out/y': '',
      'lib/data/go.work': 'go 1.26\n',
    });
    const options = { include: ['lib/data'], leaveOut: [join(folder, 'lib/data/out')] };
    expect(sources(folder, options)).toEqual(['lib/data/x', 'main.go']);
  });

  test('is left out by what it really is, whatever link the output folder was given through', () => {
    const source = goModule({ 'cdktf.out/manifest.json': '' });
    const link = join(writeTree({}), 'link');
    symlinkSync(source, link);
    expect(sources(source, { isWholeModule: true, leaveOut: [join(link, 'cdktf.out')] })).toEqual([
      'main.go',
    ]);
  });

  test('may have links that lead nowhere good where the .dockerignore leaves them out', () => {
    const source = goModule({ 'a/x': '', '.dockerignore': 'out\na/round\n.dockerignore\n' });
    symlinkSync('.', join(source, 'a', 'round'));
    symlinkSync('/etc', join(source, 'out'));
    expect(sources(source, { isWholeModule: true })).toEqual(['a/x', 'main.go']);
    expect(filesOf(source, { isWholeModule: true }).problems).toEqual([]);
  });

  test('has to bring something', () => {
    const source = goModule({ 'docs/a': '', '.dockerignore': 'docs\n' });
    expect(filesOf(source, { include: ['docs'] }).problems).toEqual([
      'include "docs" brings nothing, since a .dockerignore leaves out all of it; change one of the two',
    ]);
  });
});

describe('a .dockerignore beside go.mod', () => {
  const ignoring = (text: string) =>
    goModule({
      '.dockerignore': text,
      'docs/a.md': '',
      'docs/b.txt': '',
      'store/store.go': 'package store\n',
    });

  test('leaves out of what is sent by directory', () => {
    const whole = { isWholeModule: true };
    expect(sources(ignoring('docs\n.dockerignore\n'), whole)).toEqual(['main.go', 'store/store.go']);
    expect(sources(ignoring('**/*.md'), { include: ['docs'] })).toEqual(['docs/b.txt', 'main.go']);
  });

  test('changes nothing in what the program needs', () => {
    expect(sources(ignoring('docs\n'))).toEqual(['main.go']);
  });

  test('must not leave out what the program needs, and both are named', () => {
    const source = ignoring('docs\n*.go\n');
    expect(filesOf(source).problems).toEqual([
      `${source}/.dockerignore:2 ("*.go") leaves out "main.go", which the build needs; take the line out, write ` +
        '"!main.go" below it, or set dockerignore: false if it is meant for another Dockerfile',
    ]);
  });

  test('does not count when it is meant for something else', () => {
    const source = ignoring('*\n');
    expect(filesOf(source, { dockerignore: false })).toMatchObject({ problems: [] });
    expect(sources(source, { dockerignore: false, include: ['docs'] })).toEqual([
      'docs/a.md',
      'docs/b.txt',
      'main.go',
    ]);
  });

  test('must not leave out what is included by name', () => {
    expect(filesOf(ignoring('**/*.md'), { include: ['docs/a.md'] }).problems).toEqual([
      expect.stringContaining('leaves out "docs/a.md", which the build needs'),
    ]);
  });

  test('counts beside go.work too, for everything below that', () => {
    const folder = writeTree({
      'go.work': 'go 1.26\nuse ./app\n',
      '.dockerignore': 'app/secret.txt\n',
      'app/go.mod': GO_MOD,
      'app/main.go': MAIN,
      'app/secret.txt': '',
      'app/open.txt': '',
    });
    expect(sources(join(folder, 'app'), { isWholeModule: true })).toEqual(['app/main.go', 'app/open.txt']);
  });
});

describe('a file that is called like a secret', () => {
  test('is refused when a directory brings it in, with all others at once', () => {
    const source = goModule({
      'main.go': EMBED,
      'config/.env': '',
      'config/server.key': '',
      'config/.env.example': '',
      id_rsa: '',
    });
    expect(filesOf(source).problems).toEqual([
      '"config/.env", "config/server.key" would be in the build, by a name that says it holds a secret; keep it elsewhere, or ' +
        'narrow the pattern that embeds it; if it holds none, name it in include, as it is written here',
    ]);
    expect(filesOf(source, { isWholeModule: true }).problems).toEqual([
      expect.stringContaining('"config/.env"'),
      expect.stringMatching(
        /^"id_rsa" would be in the build, .*; leave it out by a .dockerignore; if it holds none/,
      ),
    ]);
  });

  test('is named as include would take it, also in another module', () => {
    const folder = writeTree({
      'app/go.mod': `${GO_MOD}require example.com/lib v0.0.0\nreplace example.com/lib => ../lib\n`,
      'app/main.go': 'package main\nimport _ "example.com/lib"\nfunc main() {}\n',
      'lib/go.mod': 'module example.com/lib\n',
      'lib/lib.go': EMBED.replace('package main', 'package lib').replace('func main() {}\n', ''),
      'lib/config/.env': '',
    });
    const source = join(folder, 'app');
    expect(filesOf(source).problems).toEqual([
      expect.stringMatching(/^"..\/lib\/config\/.env" would be in the build/),
    ]);
    expect(filesOf(source, { include: ['../lib/config/.env'] }).problems).toEqual([]);
  });

  test('is let through when it is included by name', () => {
    const source = goModule({ 'main.go': EMBED, 'config/.env': '' });
    expect(filesOf(source, { include: ['config/.env'] }).problems).toEqual([]);
    expect(filesOf(source, { include: ['config'] }).problems).toHaveLength(1);
  });

  test('is no matter where nothing takes it', () => {
    expect(filesOf(goModule({ '.env': '', id_rsa: '' })).problems).toEqual([]);
  });

  test.each(
    `.env .env.production id_rsa id_ed25519 .netrc .npmrc credentials.json service-account-prod.json tls.key privkey.pem
     server-key.pem store.jks cert.p12 terraform.tfstate prod.tfvars .aws/credentials .ssh/config .docker/config.json
     .kube/config .git-credentials .htpasswd kubeconfig app.secret`.split(/\s+/),
  )('is %s', (name) => {
    expect(looksLikeSecret(name)).toBe(true);
    expect(looksLikeSecret(`deep/in/${name}`)).toBe(true);
  });

  test.each(
    `.env.example .env.local.example keyboard.pem monkey.pem .env.sample main.go id_rsa.pub ca.pem cert.pem environment.go .envrc credentials.go keys.go
     config.json secret.go key.txt docker/config.json`.split(/\s+/),
  )('is not %s', (name) => {
    expect(looksLikeSecret(name)).toBe(false);
  });
});

describe('names that differ by case only', () => {
  test.each<[string, Record<string, string>, string]>([
    ['of files', { 'Store.go': 'package main\n', 'store.go': 'package main\n' }, '"Store.go" and "store.go"'],
    ['of directories', { 'A/x.txt': '', 'a/y.txt': '' }, '"A" and "a"'],
  ])('%s are refused once', (_what, files, names) => {
    const { problems } = filesOf(goModule(files), { isWholeModule: true });
    expect(problems).toEqual([expect.stringContaining(`${names} differ by upper and lower case only`)]);
  });
});
