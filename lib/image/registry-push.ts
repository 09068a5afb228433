import { RegistryImage } from '@cdktf/provider-docker/lib/registry-image';
import { Tag } from '@cdktf/provider-docker/lib/tag';
import { Construct } from 'constructs';
import { quote } from '../core/errors';
import { DockerHost, NO_HOST } from '../provider/docker-host';
import { refuseReservedId } from '../provider/reserved-id';
import { Claims } from '../provider/claims';
import type { IContainerImage } from './container-image';
import { parseReference } from './image-reference';

/** Where an image goes. */
export interface RegistryPushProps {
  /** The image, built or pulled by the same stack. */
  readonly image: IContainerImage;
  /** Registry and path, without a tag: `127.0.0.1:5000/notes`, `registry.example.com/team/notes`. */
  readonly repository: string;
  /** What this release is called, such as `1.4.0`. */
  readonly tag: string;
}

const REGISTRY_PUSH = Symbol.for('cdktf-go-containers/RegistryPush');

/**
 * An image in a registry, under a tag of your own.
 *
 * A changed image is pushed again under the same tag. What was pushed stays in the registry, whatever becomes of the stack.
 *
 * A registry on this machine (`localhost`, `127.0.0.1`) is spoken to over plain HTTP and without credentials. For any other
 * the login of whoever runs Terraform is taken (`docker login`, `~/.docker/config.json`): it gets neither into the state
 * nor into the plan. Give the provider a `registryAuth` for the registry first, where that is not what you want.
 */
export class RegistryPush extends Construct {
  /** Whether `value` is a RegistryPush. */
  public static isRegistryPush(value: unknown): value is RegistryPush {
    return typeof value === 'object' && value !== null && REGISTRY_PUSH in value;
  }

  /** The `docker_registry_image` below it, for everything that this class does not offer. */
  public readonly resource: RegistryImage;
  /** Repository and tag. */
  public readonly reference: string;
  private readonly repository: string;

  public constructor(scope: Construct, id: string, props: RegistryPushProps) {
    super(scope, id);
    refuseReservedId(this);
    Object.defineProperty(this, REGISTRY_PUSH, { value: true });
    const { image, repository, tag } = props;
    this.repository = repository;
    this.reference = `${repository}:${tag}`;
    const claim = `pushed image ${this.reference}`;
    const claims = Claims.of(this);
    claims.add(this, claim);
    const host = DockerHost.find(this);
    const problems = [
      ...repositoryProblems(repository),
      ...tagProblems(tag),
      ...(host === undefined ? [NO_HOST] : []),
    ];
    this.node.addValidation({
      validate: () => [...problems, ...takenProblems(this.reference, claims.claimedBefore(this, claim))],
    });

    const registry = parseReference(repository)?.registry;
    if (registry !== undefined) {
      host?._useRegistry(registry);
    }
    const tagged = new Tag(this, 'Tag', {
      provider: host?._provider,
      sourceImage: image.imageId,
      targetImage: this.reference,
    });
    this.resource = new RegistryImage(this, 'Resource', {
      provider: host?._provider,
      name: this.reference,
      // Without it a destruction, and every replacement, deletes by digest: all tags of the same image are gone.
      keepRemotely: true,
      // The provider's only reason to push again.
      triggers: { image: image.imageId },
      dependsOn: [tagged],
    });
  }

  /** `repository@sha256:...`: exactly what was pushed. Known after apply. */
  public get digest(): string {
    return `${this.repository}@${this.resource.sha256Digest}`;
  }
}

function repositoryProblems(repository: string): string[] {
  const parsed = parseReference(repository);
  if (parsed?.suffix !== '') {
    return [
      `repository ${quote(repository)} is no place in a registry: host and path in lower case, without a tag; write it like ` +
        '"127.0.0.1:5000/notes"',
    ];
  }
  return repository.startsWith(`${parsed.registry}/`)
    ? []
    : [
        `repository ${quote(repository)} does not say which registry; write its host first, such as ` +
          quote(`registry.example.com/${repository}`),
      ];
}

function tagProblems(tag: string): string[] {
  if (/^[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}$/.test(tag)) {
    return [];
  }
  const better = tag
    .replace(/[^A-Za-z0-9_.-]+/g, '-')
    .replace(/^[.-]+/, '')
    .slice(0, 128);
  return [
    `tag ${quote(tag)} is not possible: at most 128 letters, digits, "_", "." and "-", not beginning with "." or "-"; ` +
      `write ${quote(better || '1.0.0')}`,
  ];
}

function takenProblems(reference: string, other: string | undefined): string[] {
  return other === undefined
    ? []
    : [`${quote(reference)} is pushed by ${other} already; give one of the two another tag`];
}
