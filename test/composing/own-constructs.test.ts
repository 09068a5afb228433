import { Construct } from 'constructs';
import { GoImage, Service, Volume } from '../../lib';
import { goModule } from '../support/go-module';
import { stackIn, synthesize } from '../support/stack';
import { containerNamed, stacksOf } from './stacks-of';

const source = goModule();

/** What a user of the library would write: a program, what it keeps, and how it runs. */
class Counter extends Construct {
  public readonly service: Service;

  public constructor(scope: Construct, id: string, environment: Record<string, string> = {}) {
    super(scope, id);
    const image = new GoImage(this, 'image', { source, port: 80, writable: ['/data'] });
    this.service = new Service(this, 'service', { image, environment });
    this.service.mount('/data', new Volume(this, 'data'));
  }
}

/** One that is made of others. */
class Team extends Construct {
  public constructor(scope: Construct, id: string) {
    super(scope, id);
    const first = new Counter(this, 'first');
    new Counter(this, 'second', { FIRST: first.service.address });
  }
}

const nameOf = ({ name }: Record<string, unknown>) => name;

describe('a construct that holds an image, a service and a volume', () => {
  test('can be there several times: each has its own of everything, and they share what is built', () => {
    const dev = synthesize((stack) => {
      ['a', 'b', 'c'].forEach((id) => new Counter(stack, id));
    });
    expect(dev.all('docker_container').map(nameOf)).toEqual(['a', 'b', 'c'].map((id) => `dev-${id}-service`));
    expect(dev.all('docker_volume').map(nameOf)).toEqual(['a', 'b', 'c'].map((id) => `dev-${id}-data`));
    const images = dev.all('docker_image');
    expect(new Set(images.map(nameOf)).size).toBe(1);
    expect(new Set(images.map(({ build }) => (build as { context: string }).context)).size).toBe(3);
    expect(Object.keys(dev.facts)).toEqual([
      'dev/a/image',
      'dev/a/service',
      'dev/b/image',
      'dev/b/service',
      'dev/c/image',
      'dev/c/service',
    ]);
  });

  test('mounts its own volume', () => {
    const dev = synthesize((stack) => {
      ['a', 'b'].forEach((id) => new Counter(stack, id));
    });
    expect(dev.all('docker_container').map(({ volumes }) => volumes)).toEqual(
      ['a', 'b'].map((id) => [
        {
          container_path: '/data',
          read_only: false,
          volume_name: expect.stringMatching(
            new RegExp(`^\\$\\{docker_volume\\.${id}_data_\\w+\\.name\\}$`),
          ) as string,
        },
      ]),
    );
  });

  test('can be part of another one, which can be there several times as well', () => {
    const dev = synthesize((stack) => {
      ['east', 'west'].forEach((id) => new Team(stack, id));
    });
    expect(dev.all('docker_container').map(nameOf)).toEqual([
      'dev-east-first-service',
      'dev-east-second-service',
      'dev-west-first-service',
      'dev-west-second-service',
    ]);
    expect(containerNamed(dev, 'dev-west-second-service').env).toContain('FIRST=dev-west-first-service:80');
  });

  test('can be in several stacks of an app', () => {
    const stacks = stacksOf((app) => {
      ['dev', 'production'].forEach((id) => new Team(stackIn(app, id), 'team'));
    });
    expect(Object.values(stacks).flatMap((stack) => stack.all('docker_volume').map(nameOf))).toEqual([
      'dev-team-first-data',
      'dev-team-second-data',
      'production-team-first-data',
      'production-team-second-data',
    ]);
    const [dev, production] = ['dev', 'production'].map((id) => stacks[id]!.all('docker_image').map(nameOf));
    expect(dev).toEqual(production);
  });

  test('is named by its whole path, also where its stack is part of something', () => {
    const { dev } = stacksOf((app) => {
      new Counter(stackIn(new Construct(app, 'team') as never, 'dev'), 'counter');
    });
    expect(dev!.all('docker_container').map(nameOf)).toEqual(['team-dev-counter-service']);
    expect(dev!.one('docker_network').name).toBe('team-dev-network');
  });
});
