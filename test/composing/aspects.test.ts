import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Annotations, Aspects, type TerraformStack } from 'cdktf';
import type { IConstruct } from 'constructs';
import { GoImage, Image, Service, Size, Volume } from '../../lib';
import { goModule, temporaryFolder } from '../support/go-module';
import { stackIn, type Synthesized, synthesizeToFolder } from '../support/stack';
import { labelsOf, stacksOf } from './stacks-of';

const source = goModule();

/** Visits every service of a stack. */
function forEveryService(stack: TerraformStack, visit: (service: Service) => void): void {
  Aspects.of(stack).add({
    visit: (construct: IConstruct) => {
      if (Service.isService(construct)) {
        visit(construct);
      }
    },
  });
}

function twoServicesIn(stack: TerraformStack, writable: string[] = []): void {
  const image = new GoImage(stack, 'image', { source, port: 80, writable });
  ['one', 'two'].forEach((id) => new Service(stack, id, { image, memory: Size.mebibytes(64) }));
}

/** A stack with two services that an Aspect has visited. */
function visited(visit: (service: Service) => void, writable?: string[]): Synthesized {
  return stacksOf((app) => {
    const stack = stackIn(app, 'dev');
    twoServicesIn(stack, writable);
    forEveryService(stack, visit);
  }).dev!;
}

describe('an Aspect', () => {
  const untouched = visited(() => undefined).all('docker_container');

  test('changes what the provider does not notice by itself, and that takes effect', () => {
    const containers = visited(({ resource }) => {
      resource.init = true;
    }).all('docker_container');
    expect(containers).toHaveLength(2);
    containers.forEach((container, index) => {
      expect(container.init).toBe(true);
      expect(labelsOf(container).spec).not.toBe(labelsOf(untouched[index]!).spec);
    });
  });

  test('changes in place what can be changed in place', () => {
    visited(({ resource }) => {
      resource.memory = 512;
      resource.memorySwap = 512;
    })
      .all('docker_container')
      .forEach((container, index) => {
        expect(container).toEqual({ ...untouched[index], memory: 512, memory_swap: 512 });
      });
  });

  test('labels every service, beside the labels of the library', () => {
    const containers = visited(({ resource }) => {
      const own = resource.labelsInput;
      resource.putLabels([...(Array.isArray(own) ? own : []), { label: 'com.example.team', value: 'notes' }]);
    }).all('docker_container');
    expect(containers.map(labelsOf)).toEqual(
      untouched.map((container) => ({ ...labelsOf(container), 'com.example.team': 'notes' })),
    );
  });

  test('gives every service something by its methods, which counts as if it had been there from the start', () => {
    const dev = visited(
      (service) => {
        service.mount('/data', new Volume(service, 'data'));
      },
      ['/data'],
    );
    expect(dev.all('docker_volume').map(({ name }) => name)).toEqual(['dev-one-data', 'dev-two-data']);
    expect(dev.all('docker_container').map(({ volumes }) => volumes)).toEqual([
      [expect.objectContaining({ container_path: '/data' })],
      [expect.objectContaining({ container_path: '/data' })],
    ]);
  });

  test('of a later stack is heard before that stack is judged', () => {
    const source = goModule();
    const stacks = stacksOf((app) => {
      ['one', 'two'].forEach((id) => {
        const stack = stackIn(app, id);
        new Service(stack, 'web', { image: new GoImage(stack, 'image', { source, writable: ['/data'] }) });
        Aspects.of(stack).add({
          visit: (construct) => {
            if (Service.isService(construct)) construct.mountTemporary('/data');
          },
        });
      });
    });
    expect(Object.keys(stacks)).toEqual(['one', 'two']);
  });

  test('adds services of its own', () => {
    const { dev } = stacksOf((app) => {
      const stack = stackIn(app, 'dev');
      const image = Image.reference(stack, 'image', { reference: 'x:1', user: '1:1' });
      new Service(stack, 'web', { image });
      Aspects.of(stack).add({
        visit: (construct) => {
          if (construct === stack) {
            new Service(stack, 'collector', { image });
          }
        },
      });
    });
    expect(dev!.all('docker_container').map(({ name }) => name)).toEqual(['dev-collector', 'dev-web']);
    expect(Object.keys(dev!.facts).sort()).toEqual(['dev/collector', 'dev/web']);
  });

  test.each<[string, (service: Service) => void]>([
    [
      'a validation',
      ({ node }) => {
        node.addValidation({ validate: () => ['it needs a team'] });
      },
    ],
    [
      'an annotation',
      (service) => {
        Annotations.of(service).addError('it needs a team');
      },
    ],
  ])('refuses services by %s: each is told by its path, and there is nothing to deploy', (_how, refuse) => {
    const outdir = temporaryFolder();
    expect(() =>
      synthesizeToFolder((app) => {
        const stack = stackIn(app, 'dev');
        twoServicesIn(stack);
        forEveryService(stack, refuse);
      }, outdir),
    ).toThrow(/\[dev\/one\] it needs a team\s+\[dev\/two\] it needs a team/);
    expect(existsSync(join(outdir, 'stacks', 'dev', 'cdk.tf.json'))).toBe(false);
  });
});
