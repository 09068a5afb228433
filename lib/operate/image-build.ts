import { quote, ValidationError } from '../core/errors';
import { sortedEntries } from '../core/names';
import type { EngineAddress } from './engine-address';
import { at } from '../core/json';
import { fields, text, texts } from './json-fields';
import { engineOf, enginesOf, readStackFile } from './stack-file';

/** A secret that a build can read while it runs. */
export interface BuildSecret {
  readonly id: string;
  /** Path of the file that holds it; relative to the stack's output folder. */
  readonly file?: string;
  /** Name of the environment variable that holds it. */
  readonly variable?: string;
}

/** What Terraform builds an image with. */
export interface ImageBuild {
  /** `repository:tag`. */
  readonly name: string;
  /** Path of the build context, relative to the stack's output folder. */
  readonly context: string;
  /** Path of the Dockerfile, relative to the context. */
  readonly dockerfile: string;
  readonly buildArguments: Readonly<Record<string, string>>;
  /** Labels beside those of the Dockerfile. */
  readonly labels: Readonly<Record<string, string>>;
  /** Stage that becomes the image; the last one when missing. */
  readonly target?: string;
  /** `linux/arm64`; the Engine's own when missing. */
  readonly platform?: string;
  readonly secrets: readonly BuildSecret[];
  readonly engine: EngineAddress;
}

/** Arguments of a `docker_image` that `readImageBuild` knows. Another one could change what is built. */
const BUILD_FIELDS = ['context', 'dockerfile', 'build_args', 'labels', 'target', 'platform', 'secrets'];

/**
 * What a synthesized stack says of the build of one of its images.
 *
 * Strict: a build with other arguments would fill a cache that Terraform's own build does not find.
 *
 * @param stack the text of the stack's cdk.tf.json
 * @param image the Terraform name of the `docker_image`
 * @param folder absolute path of the folder that Terraform works in
 */
export function readImageBuild(stack: string, image: string, folder: string): ImageBuild {
  const root = readStackFile(stack);
  const resources = fields(at(root, 'resource'), 'resource');
  const images = fields(at(resources, 'docker_image'), 'resource.docker_image');
  const path = `docker_image.${image}`;
  const resource = fields(at(images, image), path);
  const build = fields(at(resource, 'build'), `${path}.build`);
  const unknown = Object.keys(build).find((key) => !BUILD_FIELDS.includes(key));
  if (unknown !== undefined) {
    throw new ValidationError(
      `${path}.build has ${quote(unknown)}, which is not known here, so the build would not be Terraform's; take it out, or build with "cdktf deploy"`,
    );
  }
  const optional = (key: string): string | undefined => {
    const value = at(build, key);
    return value === undefined ? undefined : text(value, `${path}.build.${key}`);
  };
  const args = at(build, 'build_args') ?? {};
  return {
    name: text(at(resource, 'name'), `${path}.name`),
    context: text(at(build, 'context'), `${path}.build.context`),
    dockerfile: text(at(build, 'dockerfile') ?? 'Dockerfile', `${path}.build.dockerfile`),
    buildArguments: texts(args, `${path}.build.build_args`),
    labels: texts(at(build, 'labels') ?? {}, `${path}.build.labels`),
    target: optional('target'),
    platform: optional('platform'),
    secrets: secretsOf(at(build, 'secrets') ?? [], `${path}.build.secrets`),
    engine: engineOf(enginesOf(root, folder), at(resource, 'provider')),
  };
}

function secretsOf(value: unknown, path: string): BuildSecret[] {
  if (!Array.isArray(value)) {
    throw new ValidationError(`${path} is not a list; run "cdktf synth" again`);
  }
  return value.map((each: unknown, index) => {
    const secret = fields(each, `${path}[${index}]`);
    const optional = (key: string): string | undefined => {
      const found = at(secret, key);
      return found === undefined ? undefined : text(found, `${path}[${index}].${key}`);
    };
    const id = text(at(secret, 'id'), `${path}[${index}].id`);
    return { id, file: optional('src'), variable: optional('env') };
  });
}

/** What to build with the values of an image. */
export interface BuildCommand {
  /** Absolute path of the context. */
  readonly context: string;
  /** Absolute path of the Dockerfile. */
  readonly dockerfile: string;
  /** Where a relative path of a secret begins. */
  readonly resolve: (path: string) => string;
  /** What becomes of the result. */
  readonly result: readonly string[];
}

/** Arguments of `docker` for the build that Terraform would make. */
export function buildCommand(
  build: ImageBuild,
  { context, dockerfile, resolve, result }: BuildCommand,
): string[] {
  return [
    ...['build', '--progress', 'plain', '--file', dockerfile],
    ...sortedEntries(build.buildArguments).flatMap(([name, value]) => ['--build-arg', `${name}=${value}`]),
    ...sortedEntries(build.labels).flatMap(([name, value]) => ['--label', `${name}=${value}`]),
    ...(build.target === undefined ? [] : ['--target', build.target]),
    ...(build.platform === undefined ? [] : ['--platform', build.platform]),
    ...build.secrets.flatMap(({ id, file, variable }) => [
      '--secret',
      [
        `id=${id}`,
        ...(file === undefined ? [] : [`src=${resolve(file)}`]),
        ...(variable === undefined ? [] : [`env=${variable}`]),
      ]
        .map(commaSeparated)
        .join(','),
    ]),
    ...result,
    context,
  ];
}

/** A field as Docker's own reader of such lists takes it. */
function commaSeparated(field: string): string {
  return /[",\r\n]/.test(field) ? `"${field.replace(/"/g, '""')}"` : field;
}

/** The name of the twin to debug of an image: `hello:1c2d` becomes `hello:debug-1c2d`. */
export function debugName(name: string): string {
  const colon = name.lastIndexOf(':');
  if (colon < 0 || colon < name.lastIndexOf('/')) {
    throw new ValidationError(`the image ${quote(name)} has no tag; run "cdktf synth" again`);
  }
  return `${name.slice(0, colon)}:debug-${name.slice(colon + 1)}`;
}
