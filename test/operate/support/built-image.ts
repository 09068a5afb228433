import type { BuiltImage } from '../../../lib/operate/built-images';

/** An image that a stack builds, by its name. */
export function builtImage(name: string, different: Partial<BuiltImage> = {}): BuiltImage {
  const repository = name.replace(/:[^:]*$/, '');
  return {
    resource: `${repository}_1`,
    path: `dev/${repository}`,
    name,
    repository,
    context: `images/${repository}_1`,
    engine: {},
    ...different,
  };
}
