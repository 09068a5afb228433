export { Duration } from './core/duration';
export { ValidationError } from './core/errors';
export { Size } from './core/size';
export { Artefact } from './dockerfile/artefact';
export { Stage, type StageProps } from './dockerfile/stage';
export { type CacheMountOptions, Mount } from './dockerfile/mount';
export { StageBase, type StageBaseOptions } from './dockerfile/stage-base';
export { StageGraph, type StageGraphProps } from './dockerfile/stage-graph';
export { type CopyOptions, type HealthcheckOptions, type RunOptions, Step } from './dockerfile/step';
export { Edge } from './edge/edge';
export { EdgeCertificate, type EdgeCertificateProps } from './edge/edge-certificate';
export type {
  EdgeExposeOptions,
  EdgeProps,
  EdgePublishOptions,
  EdgeRouteProps,
  EdgeTcpRouteProps,
  EdgeTimeouts,
} from './edge/edge-props';
export { EdgeProtocol } from './edge/edge-protocol';
export type { IContainerImage } from './image/container-image';
export { Context } from './image/context';
export type { ImageContract } from './image/contract';
export { CACHE_CONTEXT, CACHE_VARIABLE } from './image/cache-scope';
export { BuildSecret } from './image/build-secret';
export type { CompilerOptions } from './image/compiler-options';
export { Environment, type EnvironmentProps } from './image/environment';
export { DockerfileImage } from './image/dockerfile-image';
export type { DockerfileImageProps } from './image/dockerfile-image-props';
export { Gate, type TestGateOptions } from './image/gate';
export { GoImage } from './image/go-image';
export type { GoImageProps } from './image/go-image-props';
export { Hook } from './image/hook';
export { ImageVersion } from './image/image-version';
export { Libc } from './image/libc';
export { Platform } from './image/platform';
export { PrivateModules, type PrivateModulesProps } from './image/private-modules';
export { TimeZones } from './image/time-zones';
export { User, type UserProps } from './image/user';
export { Image } from './image/image';
export { MIRROR_CONTEXT, MIRROR_VARIABLE } from './image/mirror';
export { type ImageReferenceProps, ReferencedImage } from './image/referenced-image';
export { RegistryPush, type RegistryPushProps } from './image/registry-push';
export { type CustomRuntimeProps, Runtime } from './image/runtime';
export { DockerHost, type DockerHostProps } from './provider/docker-host';
export { Capability } from './service/capability';
export type { ContainerProps } from './service/container-props';
export { Dependency, type IContainer, type IDependency } from './service/dependency';
export type { JoinOptions } from './service/container-networks';
export { HardenedContainer } from './service/hardened-container';
export { RegistryLogin } from './provider/registry-login';
export { Health, type HealthOptions } from './service/health';
export { Job } from './service/job';
export { type LogFilesOptions, Logs } from './service/logs';
export type { MountOptions, TemporaryOptions } from './service/mounts';
export { Network, type NetworkProps } from './service/network';
export type { SecretOptions } from './service/provided-secrets';
export { Restart } from './service/restart';
export { Rollout } from './service/rollout';
export { Secret, type SecretVariableOptions } from './service/secret';
export { type ExposeOptions, type PublishOptions, Service, type ServiceProps } from './service/service';
export { TextFile } from './service/text-file';
export { Volume, type VolumeProps } from './service/volume';
