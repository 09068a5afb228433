import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Duration, Runtime, Size } from '../../lib';
import {
  EDGE_DEFAULTS,
  EDGE_PUBLISH_DEFAULTS,
  EDGE_ROUTE_DEFAULTS,
  EDGE_TIMEOUT_DEFAULTS,
} from '../../lib/edge/edge-props';
import { COMPILER_DEFAULTS } from '../../lib/image/compiler-options';
import { DOCKERFILE_IMAGE_DEFAULTS } from '../../lib/image/dockerfile-image-props';
import { TEST_GATE_DEFAULTS } from '../../lib/image/gate';
import { GO_IMAGE_DEFAULTS } from '../../lib/image/go-image-props';
import { PRIVATE_MODULES_DEFAULTS } from '../../lib/image/private-modules';
import { CUSTOM_RUNTIME_DEFAULTS } from '../../lib/image/runtime';
import { USER_DEFAULTS } from '../../lib/image/user';
import { CONTAINER_DEFAULTS } from '../../lib/service/container-spec';
import { HEALTH_DEFAULTS } from '../../lib/service/health';
import { PROVIDER_VERSION } from '../../lib/provider/provider-version';
import { MOUNT_DEFAULTS, TEMPORARY_DEFAULTS } from '../../lib/service/mounts';
import { EXPOSE_DEFAULTS } from '../../lib/service/service';
import { LOG_FILES_DEFAULTS } from '../../lib/service/logs';
import { ENVIRONMENT_DEFAULTS } from '../../lib/image/environment';
import { SERVICE_DEFAULTS } from '../../lib/service/service-spec';

const LIB = join(__dirname, '../../lib');

/** The `@default` of every property of an interface, by its name. */
function documented(file: string, name: string): Record<string, string> {
  const text = readFileSync(join(LIB, file), 'utf8');
  const body = new RegExp(`interface ${name} (?:extends \\w+ )?\\{([^]*?)\n\\}`).exec(text)![1]!;
  const properties = body.matchAll(/\/\*\*([^]*?)\*\/\s*readonly (\w+)(\??):/g);
  return Object.fromEntries(
    [...properties].map(([, comment, property, optional]) => {
      const value = /@default (.+)/.exec(comment!)?.[1];
      if (optional === '?' && value === undefined) {
        throw new Error(`${name}.${property!} is optional and documents no default`);
      }
      return [property!, value ?? ''];
    }),
  );
}

function written(value: unknown): string {
  if (typeof value === 'object' && value !== null && 'toGoText' in value) {
    return (value as Duration).toGoText();
  }
  if (typeof value === 'object' && value !== null && 'toMebibytes' in value) {
    return `${(value as Size).toMebibytes()} MiB`;
  }
  return JSON.stringify(value);
}

const CONTAINER_TEXTS = {
  arguments: '[]',
  environment: '{}',
  files: '{}',
  logs: 'Logs.jsonFile()',
  rollout: 'Rollout.replace()',
};

describe('every default that is documented as a value', () => {
  test.each<[string, string, object]>([
    ['service/health.ts', 'HealthOptions', HEALTH_DEFAULTS],
    [
      'service/service.ts',
      'ServiceProps',
      { stopGrace: SERVICE_DEFAULTS.stopGrace, restart: 'Restart.unlessStopped()' },
    ],
    [
      'image/go-image-props.ts',
      'GoImageProps',
      {
        ...GO_IMAGE_DEFAULTS,
        compiler: '{}',
        stamp: '{}',
        assets: '{}',
        labels: '{}',
        timeZones: 'TimeZones.ofRuntime()',
        user: 'User.nonroot()',
        context: 'Context.imports()',
      },
    ],
    ['image/compiler-options.ts', 'CompilerOptions', COMPILER_DEFAULTS],
    ['image/gate.ts', 'TestGateOptions', { ...TEST_GATE_DEFAULTS, environment: '{}' }],
    ['image/user.ts', 'UserProps', USER_DEFAULTS],
    ['image/private-modules.ts', 'PrivateModulesProps', PRIVATE_MODULES_DEFAULTS],
    ['image/runtime.ts', 'CustomRuntimeProps', CUSTOM_RUNTIME_DEFAULTS],
    ['image/dockerfile-image-props.ts', 'DockerfileImageProps', DOCKERFILE_IMAGE_DEFAULTS],
    ['image/referenced-image.ts', 'ImageReferenceProps', {}],
    ['image/registry-push.ts', 'RegistryPushProps', {}],
    ['image/contract.ts', 'ImageContract', {}],
    ['service/container-props.ts', 'ContainerProps', { ...CONTAINER_DEFAULTS, ...CONTAINER_TEXTS }],
    ['service/logs.ts', 'LogFilesOptions', LOG_FILES_DEFAULTS],
    ['service/service.ts', 'ExposeOptions', EXPOSE_DEFAULTS],
    [
      'edge/edge-props.ts',
      'EdgeProps',
      {
        ...EDGE_DEFAULTS,
        maxHeaders: undefined,
        memory: CONTAINER_DEFAULTS.memory,
        cpus: CONTAINER_DEFAULTS.cpus,
        certificates: '{}',
        timeouts: '{}',
        logs: 'Logs.jsonFile()',
      },
    ],
    ['edge/edge-props.ts', 'EdgeTimeouts', EDGE_TIMEOUT_DEFAULTS],
    ['edge/edge-props.ts', 'EdgeRouteProps', { ...EDGE_ROUTE_DEFAULTS, protocol: 'EdgeProtocol.http()' }],
    ['edge/edge-props.ts', 'EdgePublishOptions', EDGE_PUBLISH_DEFAULTS],
    ['edge/edge-props.ts', 'EdgeExposeOptions', EXPOSE_DEFAULTS],
    ['service/network.ts', 'NetworkProps', { internal: false }],
    ['service/volume.ts', 'VolumeProps', {}],
    ['image/environment.ts', 'EnvironmentProps', ENVIRONMENT_DEFAULTS],
    ['service/mounts.ts', 'TemporaryOptions', TEMPORARY_DEFAULTS],
    ['service/mounts.ts', 'MountOptions', MOUNT_DEFAULTS],
    [
      'provider/docker-host.ts',
      'DockerHostProps',
      { providerVersion: PROVIDER_VERSION, sshOptions: '[]', registries: '[]' },
    ],
  ])('is the one in the code: %s, %s', (file, name, defaults) => {
    const values = Object.entries(documented(file, name)).filter(
      ([, text]) => text !== '' && !text.startsWith('- '),
    );
    const code = Object.entries(defaults).map(([property, value]) => [
      property,
      typeof value === 'string' && /^([[{]|[A-Z]\w+\.)/.test(value) ? value : written(value),
    ]);
    expect(Object.fromEntries(values)).toEqual(Object.fromEntries(code));
  });

  test('names the runtime that an image without one stands on', () => {
    expect(Runtime.distrolessStatic().base).toBe('gcr.io/distroless/static-debian13:nonroot');
  });
});
