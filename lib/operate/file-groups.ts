import type { ImageFile } from './image-files';

/** Files of an image that are there for the same reason. */
export interface FileGroup {
  readonly name: string;
  readonly bytes: number;
  /** Number of files. */
  readonly files: number;
  /** The biggest ones first. */
  readonly largest: readonly ImageFile[];
}

/** What files that are not of the base are for, by their path; the first that fits counts. */
const GROUPS: readonly (readonly [string, RegExp])[] = [
  ['probe', /^\/usr\/local\/bin\/go-containers-probe$/],
  ['programs', /^\/usr\/local\/bin\//],
  ['certificates', /^\/etc\/ssl\/|^\/usr\/local\/share\/ca-certificates\//],
  ['time zones', /^\/usr\/share\/zoneinfo\/|^\/usr\/local\/share\/zoneinfo\.zip$/],
  ['accounts', /^\/etc\/(passwd|group|shadow|gshadow|nsswitch\.conf)$/],
];
const OTHER = 'assets and other';
const IN_ORDER = ['base', 'programs', 'probe', 'certificates', 'time zones', 'accounts', OTHER];
const LARGEST = 3;

/**
 * The files of an image in groups, none of them empty.
 *
 * @param isBase whether a layer, by its number, is of the base image
 */
export function fileGroups(files: readonly ImageFile[], isBase: (layer: number) => boolean): FileGroup[] {
  const groupOf = ({ path, layer }: ImageFile): string =>
    isBase(layer) ? 'base' : (GROUPS.find(([, pattern]) => pattern.test(path))?.[0] ?? OTHER);
  const named = files.map((file) => ({ file, group: groupOf(file) }));
  return IN_ORDER.map((name) => {
    const members = named.filter(({ group }) => group === name).map(({ file }) => file);
    return {
      name,
      bytes: members.reduce((sum, { bytes }) => sum + bytes, 0),
      files: members.length,
      largest: [...members].sort((left, right) => right.bytes - left.bytes).slice(0, LARGEST),
    };
  }).filter(({ files: count }) => count > 0);
}
