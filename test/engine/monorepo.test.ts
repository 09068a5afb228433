import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { TerraformStack } from 'cdktf';
import { GoImage, type GoImageProps } from '../../lib';
import { writeTree } from '../support/go-module';
import { machine, output, removeTestImages } from './support/machine';
import { TestStack } from './support/terraform-stack';

jest.setTimeout(300_000);

const main = (...imports: string[]): string =>
  `package main\n\nimport (\n\t"fmt"\n${imports.map((path) => `\t"example.com/shop/shared/${path}"\n`).join('')})\n\nvar version string\n\n` +
  `func main() { fmt.Println("ready"${imports.map((path) => `, ${path}.Name`).join('')}) }\n`;
const shared = (name: string): string => `package ${name}\n\nconst Name = "${name}"\n`;
const service = (name: string): string => `module example.com/shop/${name}\n\ngo 1.26\n`;

/** Three services and what they share, each with a go.mod of its own. */
const FILES = {
  'go.work': 'go 1.26\n\nuse (\n\t./services/api\n\t./services/mail\n\t./services/worker\n\t./shared\n)\n',
  'README.md': 'Shop\n',
  'services/api/go.mod': service('api'),
  'services/api/cmd/api/main.go': main('store'),
  'services/worker/go.mod': service('worker'),
  'services/worker/cmd/worker/main.go': main('store', 'queue'),
  'services/worker/cmd/worker/main_test.go': 'package main\n',
  'services/mail/go.mod': service('mail'),
  'services/mail/go.sum': '',
  'services/mail/cmd/mail/main.go': main('template'),
  'services/mail/README.md': 'Mail\n',
  'shared/go.mod': service('shared'),
  'shared/store/store.go': shared('store'),
  'shared/store/store_test.go': 'package store\n',
  'shared/queue/queue.go': shared('queue'),
  'shared/template/template.go':
    'package template\n\nimport _ "embed"\n\n//go:embed mail.txt\nvar Name string\n',
  'shared/template/mail.txt': 'Hello\n',
  'shared/unused/unused.go': shared('unused'),
};
const SERVICES = ['api', 'mail', 'worker'] as const;

type Causes = Partial<Record<(typeof SERVICES)[number], string[]>>;

/** What is edited, and the images that are built again for it, each with the only reason. */
const EDITS: readonly [string, Causes][] = [
  ['README.md', {}],
  ['services/mail/README.md', {}],
  ['shared/store/store_test.go', {}],
  ['services/worker/cmd/worker/main_test.go', {}],
  ['shared/unused/unused.go', {}],
  ['shared/store/store.go', { api: ['source'], worker: ['source'] }],
  ['shared/queue/queue.go', { worker: ['source'] }],
  ['shared/template/mail.txt', { mail: ['source'] }],
  ['services/api/cmd/api/main.go', { api: ['source'] }],
  ['services/mail/go.sum', { api: ['modules'], mail: ['modules'], worker: ['modules'] }],
];

describe.each(machine().providers)(
  'three services of one repository, planned with the provider: $name',
  (provider) => {
    const folder = writeTree(FILES);
    const stack = new TestStack(provider, 'monorepo');

    const describeStack =
      (props: Partial<Record<(typeof SERVICES)[number], Partial<GoImageProps>>> = {}) =>
      (scope: TerraformStack): void => {
        for (const name of SERVICES) {
          new GoImage(scope, name, {
            source: join(folder, 'services', name),
            package: `./cmd/${name}`,
            name: `go-containers-test/monorepo-${name}`,
            ...props[name],
          });
        }
      };

    /** The images that a plan replaces, with the triggers that differ; every other image stays. */
    const planned = (): Causes => {
      const causes: Causes = {};
      for (const { address, change } of stack.plan('-refresh=false')) {
        const name = SERVICES.find((each) => address.startsWith(`docker_image.${each}_`))!;
        const { before, after } = change as unknown as Record<
          'before' | 'after',
          { triggers: Record<string, string> }
        >;
        const keys = Object.keys(after.triggers).filter(
          (key) => before.triggers[key] !== after.triggers[key],
        );
        expect(change.actions).toEqual(keys.length > 0 ? ['create', 'delete'] : ['no-op']);
        if (keys.length > 0) {
          causes[name] = keys;
        }
      }
      return causes;
    };

    beforeAll(() => {
      stack.synthesize(describeStack());
      stack.apply();
    });
    afterAll(() => {
      stack.destroy();
      SERVICES.forEach((name) => {
        removeTestImages(`go-containers-test/monorepo-${name}`);
      });
    });

    test('are built from their workspace, and run', () => {
      const said = SERVICES.map((name) => {
        const [image = ''] = output('docker', [
          'image',
          'ls',
          '--quiet',
          `go-containers-test/monorepo-${name}`,
        ]).split('\n');
        return output('docker', ['container', 'run', '--rm', image]).trim();
      });
      expect(said).toEqual(['ready store', 'ready Hello', 'ready store queue']);
    });

    test.each(EDITS)('after an edit of %s are built again: %j', (path, causes) => {
      const file = join(folder, path);
      const before = readFileSync(file, 'utf8');
      const comment = /\.(go|work|mod)$/.test(path)
        ? '// more\n'
        : path.endsWith('.sum')
          ? 'a.b/c v1.0.0 h1:x=\n'
          : 'More\n';
      writeFileSync(file, before + comment);
      stack.synthesize(describeStack());
      expect(planned()).toEqual(causes);
      writeFileSync(file, before);
    });

    test('after a new file in a shared package, its importers are built again', () => {
      const file = join(folder, 'shared/queue/more.go');
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, 'package queue\n');
      stack.synthesize(describeStack());
      expect(planned()).toEqual({ worker: ['source'] });
      writeFileSync(file, '//go:build windows\n\npackage queue\n');
      stack.synthesize(describeStack());
      expect(planned()).toEqual({});
    });

    test.each<[string, Partial<GoImageProps>]>([
      ['a stamp', { stamp: { 'main.version': '2' } }],
      ['the builder', { builder: 'golang:1.26-trixie' }],
    ])('after %s of one was changed, that one is built again for its recipe', (_what, props) => {
      stack.synthesize(describeStack({ worker: props }));
      expect(planned()).toEqual({ worker: ['recipe'] });
    });
  },
);
