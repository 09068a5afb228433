import { PATH_LABEL } from '../../facts/labels';
import type { ContainerChange } from '../model/rule';

/** Whether this library declares a container, so that a fix can be told in its words. */
export function isOurs({ before, after }: ContainerChange): boolean {
  return [before, after].some((settings) => settings?.labels[PATH_LABEL] !== undefined);
}
