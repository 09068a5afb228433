import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { assetFiles, authorityFiles, extraFiles } from '../../lib/image/copied-files';
import { goModule, temporaryFolder } from '../support/go-module';
import { read } from '../support/go-program';

const CERTIFICATE = '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----';
const source = goModule({
  'a.txt': 'a',
  'site/index.html': 'index',
  'site/css/page.css': 'css',
  'site/.env.example': '',
  'secret/.env': 'A=b',
});
const program = read(source).program!;
const place = { source, leaveOut: [], dockerignore: true };
const assets = (map: Record<string, string>, writable: string[] = []) =>
  assetFiles(program, map, writable, place);
const paths = ({ files }: { files: readonly { path: string }[] }) => files.map(({ path }) => path);

describe('assets', () => {
  test('lie in the context below the path that they have in the image', () => {
    const made = assets({ '/srv/a': 'a.txt', '/srv/site': './site/' });
    expect(made.problems).toEqual([]);
    expect(paths(made)).toEqual([
      'files/srv/a',
      'files/srv/site/.env.example',
      'files/srv/site/css/page.css',
      'files/srv/site/index.html',
    ]);
  });

  test('are never directories with a secret in them, but may be a file that only looks like one', () => {
    expect(assets({ '/srv': 'secret' }).problems).toEqual([
      expect.stringContaining('"srv/.env" would be in the image, by a name that says it holds a secret'),
    ]);
    expect(assets({ '/srv/.env': 'secret/.env' }).problems).toEqual([]);
  });

  test.each<[string, Record<string, string>, string]>([
    ['a relative path', { srv: 'a.txt' }, 'asset "srv" is not possible in a container: absolute'],
    ['the root', { '/': 'site' }, 'asset "/" is the root of the container'],
    ['nothing', { '/a': 'none' }, 'asset "none" is not there'],
    ['a file of the machine', { '/a': '/etc/hostname' }, 'is outside of every module'],
    ['accounts', { '/etc/passwd': 'a.txt' }, 'is a file that the library makes; leave it out, and use user'],
    ['certificates', { '/etc/ssl/certs/ca-certificates.crt': 'a.txt' }, 'and use certificates'],
    ['a program', { '/usr/local/bin/notes': 'a.txt' }, 'is among the programs'],
    [
      'a link of the base',
      { '/bin/notes': 'a.txt' },
      'have for themselves; write a path like "/srv/notes/site"',
    ],
    ['what a service hides', { '/tmp/a': 'a.txt' }, 'asset "/tmp/a" is in a place'],
    [
      'a file in a file',
      { '/a': 'a.txt', '/a/b': 'site' },
      'is below "/a", which is a file; give one of the two',
    ],
    ['one file twice', { '/s': 'site', '/s/index.html': 'a.txt' }, '"/s/index.html" is two assets at once'],
  ])('cannot be %s', (_what, map, sentence) => {
    expect(assets(map).problems.join('\n')).toContain(sentence);
  });

  test('cannot be in a writable directory, which would be root’s then', () => {
    expect(assets({ '/data/a': 'a.txt' }, ['/data']).problems).toEqual([
      'writable directory "/data" would have "/data/a" in it, which belongs to root, as would the directory then; write one that ' +
        'has nothing else in it',
    ]);
    expect(assets({ '/srv/a': 'a.txt' }, ['/srv/cache', '/data']).problems).toEqual([]);
    expect(assets({ '/srv': 'site' }, ['/srv/css']).problems).toHaveLength(1);
  });
});

describe('what steps copy', () => {
  test('lies in the context as it lies in source', () => {
    expect(paths(extraFiles(program, ['site', './a.txt', 'site/css/'], place))).toEqual([
      'extra/a.txt',
      'extra/site/.env.example',
      'extra/site/css/page.css',
      'extra/site/index.html',
    ]);
  });

  test.each(['..', '../x', '/x', 'site/../../x'])('stays in source: %s', (path) => {
    expect(extraFiles(program, [path], place).problems).toEqual([
      expect.stringContaining('leads out of source; copy what is below it, or point source higher'),
    ]);
  });
});

describe('certificate authorities', () => {
  const folder = temporaryFolder();
  const written = (name: string, text: string): string => {
    writeFileSync(join(folder, name), text);
    return name;
  };
  const authority = (path: string) => authorityFiles([path], folder);

  test('may be anywhere, each file in a name of its own, with a line break at its end', () => {
    mkdirSync(join(folder, 'other'));
    const names = ['my ca.pem', 'other/my ca.pem'].map((name) => written(name, CERTIFICATE));
    symlinkSync('my ca.pem', join(folder, 'link.pem'));
    const { files, problems } = authorityFiles([...names, join(folder, 'link.pem')], folder);
    expect(problems).toEqual([]);
    expect(files.map(({ path }) => path)).toEqual([
      'certificates/0-my-ca.pem',
      'certificates/1-my-ca.pem',
      'certificates/2-link.pem',
    ]);
    expect(files[0]!.content).toEqual({ kind: 'text', text: `${CERTIFICATE}\n` });
  });

  test.each([
    ['a file that is not there', () => 'none', 'is no file; give the path of a PEM file'],
    ['a directory', () => '.', 'is no file; give the path of a PEM file'],
    [
      'another format',
      () => written('der', '\u0000\u0001'),
      'has no certificate in PEM form; convert it by "openssl',
    ],
    [
      'a certificate with its key',
      () => written('both', `${CERTIFICATE}\n-----BEGIN EC PRIVATE KEY-----\n`),
      'has a private key in it, which must not get into an image; give the certificate alone',
    ],
  ])('cannot be %s', (_what, make, sentence) => {
    const { files, problems } = authority(make());
    expect([files, problems]).toEqual([[], [expect.stringContaining(sentence)]]);
  });
});
