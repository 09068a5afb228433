import { at, type Fields, isMap } from './json';

/** The resources of a module of `values` in Terraform's JSON, and of the modules below it. */
export function resourcesOfModule(module: unknown): Fields[] {
  if (!isMap(module)) {
    return [];
  }
  const list = (member: string): unknown[] => {
    const value = at(module, member);
    return Array.isArray(value) ? value : [];
  };
  return [...list('resources').filter(isMap), ...list('child_modules').flatMap(resourcesOfModule)];
}
