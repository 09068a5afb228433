import { join } from 'node:path';
import { DockerProvider } from '@cdktf/provider-docker/lib/provider';
import { TerraformVariable } from 'cdktf';
import { Construct } from 'constructs';
import {
  DockerHost,
  type DockerHostProps,
  GoImage,
  Image,
  Network,
  RegistryLogin,
  RegistryPush,
  Service,
  Volume,
} from '../../../lib';
import type { Nothing, Used } from './covered';

const source = join(__dirname, '..', 'programs', 'notes');

const hostsOf = (password: string) =>
  ({
    west: {
      host: 'tcp://west.example.com:2376',
      certificates: '/etc/docker/west',
      providerVersion: '~> 4.2',
      registries: [
        RegistryLogin.dockerConfig('registry.example.com'),
        RegistryLogin.password('other.example.com', 'deploy', password),
      ],
    },
    east: {
      host: 'ssh://deploy@east.example.com',
      sshOptions: ['-i', '/home/deploy/.ssh/id_ed25519'],
    },
  }) satisfies Readonly<Record<string, DockerHostProps>>;

/** A property that none of them has does not compile here. */
export type Unused = Nothing<Exclude<keyof DockerHostProps, Used<ReturnType<typeof hostsOf>>>>;

/** Three Docker hosts, of which each has one of everything. */
export function hosts(scope: Construct): void {
  const password = new TerraformVariable(scope, 'registry_password', { sensitive: true });
  const props = hostsOf(password.stringValue);
  new DockerHost(scope, 'docker', props.west);
  deployTo(scope);

  const east = new Construct(scope, 'east');
  new DockerHost(east, 'docker', props.east);
  deployTo(east);

  const inner = new Construct(east, 'inner');
  new DockerHost(inner, 'docker');
  deployTo(inner);
}

/** A stack that has a provider of its own for something else. */
export function beside(scope: Construct): void {
  new DockerProvider(scope, 'other', { host: 'ssh://deploy@other.example.com' });
  new DockerHost(scope, 'docker');
  deployTo(scope);
}

function deployTo(scope: Construct): void {
  const image = new GoImage(scope, 'image', {
    source,
    package: './cmd/notes',
    port: 8080,
    writable: ['/data'],
  });
  const service = new Service(scope, 'notes', { image });
  service.mount('/data', new Volume(scope, 'data'));
  service.join(new Network(scope, 'private'));
  service.publish({ hostPort: 8080 });
  new RegistryPush(scope, 'push', {
    image: Image.reference(scope, 'postgres', { reference: 'postgres:17', user: '999:999' }),
    repository: 'registry.example.com/team/postgres',
    tag: '17',
  });
}
