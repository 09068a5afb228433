import { DockerfileParser } from 'dockerfile-ast';
import { TerraformVariable, type TerraformStack } from 'cdktf';
import fc from 'fast-check';
import { GoImage, Image, Service, TextFile } from '../../lib';
import { readFiles } from '../../lib/service/container-files';
import { goModule, writeTree } from '../support/go-module';
import { problemsOf, synthesize } from '../support/stack';

const source = goModule();

function withFiles(files: Record<string, TextFile>, change: (service: Service) => void = () => undefined) {
  return (stack: TerraformStack): void => {
    const image = new GoImage(stack, 'image', { source });
    change(new Service(stack, 'notes', { image, files }));
  };
}

const imageWith = (files: Record<string, TextFile>) =>
  synthesize(withFiles(files))
    .all('docker_image')
    .find(({ name }) => (name as string).includes('with-files'));

describe('configuration files', () => {
  test('are an image of their own on top of the service’s, which the container runs', () => {
    const dev = synthesize(withFiles({ '/etc/notes.yaml': TextFile.fromText('a: b') }));
    const [base, files] = dev
      .all('docker_image')
      .sort((one) => ((one.name as string).includes('-with-') ? 1 : -1));
    expect(files!.name).toMatch(/^notes-with-files:[0-9a-f]{12}$/);
    expect(files!.triggers).toMatchObject({
      base: expect.stringMatching(/^\$\{docker_image\.image_\w+\.image_id\}$/) as string,
    });
    expect(dev.one('docker_container').image).toMatch(/^\$\{docker_image\.notes_files_\w+\.image_id\}$/);
    expect(base!.name).toMatch(/^notes:/);
    expect(DockerfileParser.parse('FROM x').getInstructions()).toHaveLength(1);
  });

  test('have a name that changes with every path, every text and the image below, and with nothing else', () => {
    const name = (files: Record<string, string>, base = 'x:1') =>
      synthesize((stack) => {
        const image = Image.reference(stack, 'image', { reference: base, user: '1:1' });
        new Service(stack, 'notes', {
          image,
          files: Object.fromEntries(
            Object.entries(files).map(([path, text]) => [path, TextFile.fromText(text)]),
          ),
        });
      })
        .all('docker_image')
        .map((image) => image.name as string)
        .find((each) => each.includes('with-files'));
    const one = name({ '/a': '1', '/b': '2' });
    expect(name({ '/b': '2', '/a': '1' })).toBe(one);
    expect(
      new Set([
        one,
        name({ '/a': '2', '/b': '1' }),
        name({ '/a': '12' }),
        name({ '/a': '1', '/b': '2' }, 'x:2'),
      ]).size,
    ).toBe(4);
  });

  test('are read from the disk, as text', () => {
    const folder = writeTree({ 'notes.yaml': 'a: b\n' });
    expect(readFiles({ '/etc/n': TextFile.fromPath(`${folder}/notes.yaml`) }).texts).toEqual({
      '/etc/n': 'a: b\n',
    });
    expect(readFiles({ '/etc/n': TextFile.fromPath(`${folder}/none`) }).problems).toEqual([
      expect.stringMatching(
        /^file "\/etc\/n": "\S+none" cannot be read: ENOENT.*; give the path of a text file$/,
      ),
    ]);
  });

  test('may name services, and nothing that only Terraform knows', () => {
    const text = problemsOf((stack) => {
      const variable = new TerraformVariable(stack, 'level', {});
      withFiles({ '/etc/a': TextFile.fromText(`level ${variable.stringValue}`) })(stack);
    });
    expect(text).toContain('[dev/notes] file "/etc/a": its text holds a value that only Terraform knows');
  });

  test('cannot hold a secret, be hidden or replace a program', () => {
    const text = problemsOf(
      withFiles(
        {
          '/tmp/a': TextFile.fromText('x'),
          '/etc/b': TextFile.fromText('dsn: postgres://me:hunter2@db/notes'),
          '/etc/tls/server.key': TextFile.fromText('x'),
          '/usr/local/bin/notes': TextFile.fromText('x'),
          'etc/relative': TextFile.fromText('x'),
          '/data/c': TextFile.fromText('x'),
          '/data/c/d': TextFile.fromText('x'),
          '/etc/hosts': TextFile.fromText('x'),
        },
        (service) => {
          service.mountTemporary('/data');
        },
      ),
    );
    expect(text).toContain(
      'file "/tmp/a" would be hidden by what is mounted at "/tmp"; put it elsewhere, such as "/etc/a"',
    );
    expect(text).toContain('file "/data/c" would be hidden by what is mounted at "/data"');
    expect(text).toContain('file "/etc/b": it is named like a secret or has a password');
    expect(text).toContain('file "/etc/tls/server.key": it is named like a secret');
    expect(text).toContain('file "/usr/local/bin/notes" would take the place of a program of the image');
    expect(text).toContain('file "etc/relative": path "etc/relative" is not possible in a container');
    expect(text).toContain('file "/data/c/d": it is below "/data/c", which is a file too');
    expect(text).toContain('file "/etc/hosts": the Engine mounts a file or a directory of its own there');
    expect(text).not.toContain('hunter2');
  });

  test('keep every text as it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        fc.pre(!text.includes('${'));
        expect(readFiles({ '/etc/a': TextFile.fromText(text) }).texts['/etc/a']).toBe(text);
      }),
    );
  });

  test('leave the service without them as it was', () => {
    expect(imageWith({})).toBeUndefined();
  });
});
