import type { TerraformStack } from 'cdktf';
import { GoImage, Image, Network, RegistryPush, Service, Volume } from '../../lib';
import { goModule } from '../support/go-module';
import { type Attributes, synthesize } from '../support/stack';
import { labelsOf } from './stacks-of';

function serviceIn(stack: TerraformStack): Service {
  return new Service(stack, 'web', {
    image: Image.reference(stack, 'image', { reference: 'x:1', user: '1:1', port: 80 }),
  });
}

/** The container of a service that was changed behind its back. */
function changed(change: (service: Service) => void): Attributes {
  return synthesize((stack) => {
    change(serviceIn(stack));
  }).one('docker_container');
}

describe('the resource of a service', () => {
  const plain = changed(() => undefined);

  test.each<[string, (service: Service) => void, Attributes]>([
    [
      'by a property',
      ({ resource }) => {
        resource.memory = 512;
        resource.memorySwap = -1;
        resource.restart = 'no';
      },
      { memory: 512, memory_swap: -1, restart: 'no' },
    ],
    [
      'by an override',
      ({ resource }) => {
        resource.addOverride('memory', 512);
        resource.addOverride('log_opts.tag', 'notes');
      },
      { memory: 512, log_opts: { 'max-file': '3', 'max-size': '10m', tag: 'notes' } },
    ],
  ])('is changed %s, and nothing else changes with it', (_how, change, expected) => {
    expect(changed(change)).toEqual({ ...plain, ...expected });
  });

  test('has arguments that the bindings do not know', () => {
    const container = changed(({ resource }) => {
      resource.addOverride('platform', 'linux');
      resource.addOverride('networks_advanced.0.gw_priority', 1);
    });
    expect(container).toMatchObject({ platform: 'linux', networks_advanced: [{ gw_priority: 1 }] });
  });

  test.each<[string, unknown]>([
    ['healthcheck.interval', '9s'],
    ['tmpfs./run', 'rw'],
    ['init', true],
    ['cpu_quota', 7],
  ])('has an override of %s take effect by its label, which the provider would not notice', (path, value) => {
    const container = changed(({ resource }) => {
      resource.addOverride(path, value);
    });
    expect(labelsOf(container).spec).not.toBe(labelsOf(plain).spec);
  });

  test('loses what is taken away, and takes effect by its label where the provider would not miss it', () => {
    const container = changed(({ resource }) => {
      resource.resetSecurityOpts();
    });
    expect(container).not.toHaveProperty('security_opts');
    expect(labelsOf(container).spec).not.toBe(labelsOf(plain).spec);
    expect(labelsOf(container).path).toBe('dev/web');
  });

  test('has the name in Terraform that it is given first', () => {
    const dev = synthesize((stack) => {
      const service = serviceIn(stack);
      service.resource.overrideLogicalId('the_web');
    });
    expect(dev.json.resource?.docker_container).toHaveProperty('the_web');
  });
});

describe('the resources of everything else', () => {
  test('have the names in Terraform that they are given', () => {
    const dev = synthesize((stack) => {
      new GoImage(stack, 'image', { source: goModule() }).resource.overrideLogicalId('the_image');
    });
    expect(Object.keys(dev.json.resource!.docker_image!)).toEqual(['the_image']);
  });

  test('are changed in the same way', () => {
    const dev = synthesize((stack) => {
      const image = new GoImage(stack, 'image', { source: goModule() });
      image.resource.keepLocally = false;
      image.resource.addOverride('build.network_mode', 'host');
      const volume = new Volume(stack, 'data');
      volume.resource.driver = 'nfs';
      volume.resource.addOverride('lifecycle.prevent_destroy', true);
      new Network(stack, 'inner').resource.addOverride('ipam_config', [{ subnet: '10.9.0.0/24' }]);
      const push = new RegistryPush(stack, 'push', { image, repository: '127.0.0.1:5000/x', tag: '1' });
      push.resource.keepRemotely = false;
    });
    expect(dev.one('docker_image')).toMatchObject({
      keep_locally: false,
      build: { network_mode: 'host', dockerfile: 'Dockerfile' },
    });
    expect(dev.one('docker_volume')).toMatchObject({
      name: 'dev-data',
      driver: 'nfs',
      lifecycle: { ignore_changes: ['labels'], prevent_destroy: true },
    });
    expect(dev.one('docker_network')).toMatchObject({ ipam_config: [{ subnet: '10.9.0.0/24' }] });
    expect(dev.one('docker_registry_image').keep_remotely).toBe(false);
  });
});
