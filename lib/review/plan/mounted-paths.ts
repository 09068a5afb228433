import type { Attributes } from './attributes';
import type { MountedPath } from '../model/container-settings';
import { hostPathsOf } from './volume-options';
import { unknownBlocks, unknownPart } from './unknown-parts';

/** Everything that is mounted, whether by a block `volumes` or by a block `mounts`. */
export function mountedPaths(attributes: Attributes, unknown: unknown): readonly MountedPath[] {
  return [
    ...each(attributes, unknown, 'volumes', ofVolumes),
    ...each(attributes, unknown, 'mounts', ofMounts),
  ];
}

type Read = (block: Attributes, unknown: unknown) => MountedPath | readonly MountedPath[];

function each(attributes: Attributes, unknown: unknown, kind: string, read: Read): readonly MountedPath[] {
  const blocks = attributes.blocks(kind);
  const mirrors = unknownBlocks(unknown, kind, blocks.length);
  return blocks.flatMap((block, index) => read(block, mirrors[index]));
}

function ofVolumes(block: Attributes, unknown: unknown): MountedPath {
  const hostPath = block.text('host_path') ?? '';
  const volume = block.text('volume_name') ?? '';
  const container = block.text('from_container') ?? '';
  const isUnknown = (attribute: string): boolean => unknownPart(unknown, attribute) === true;
  const kind =
    hostPath !== '' || isUnknown('host_path')
      ? 'bind'
      : volume !== '' || isUnknown('volume_name')
        ? 'volume'
        : container !== '' || isUnknown('from_container')
          ? 'container'
          : 'anonymous';
  return {
    kind,
    source: hostPath || volume || container,
    target: block.text('container_path') ?? '',
    isReadOnly: block.flag('read_only'),
    propagation: '',
  };
}

/** One for each path of the host, where its volume is several. */
function ofMounts(block: Attributes, unknown: unknown): readonly MountedPath[] {
  const source = block.text('source') ?? '';
  const volume = block.blocks('volume_options')[0];
  const bound = hostPathsOf(volume?.map('driver_options') ?? {}, volume?.text('driver_name') ?? '');
  const propagation = block.blocks('bind_options')[0]?.text('propagation') ?? '';
  const isNamed = source !== '' || unknownPart(unknown, 'source') === true;
  const mount: MountedPath = {
    kind: kindOf((block.text('type') ?? '').toLowerCase(), isNamed),
    source,
    target: block.text('target') ?? '',
    isReadOnly: block.flag('read_only'),
    propagation: propagation === 'rprivate' ? '' : propagation,
  };
  return bound.length === 0 ? [mount] : bound.map((path) => ({ ...mount, kind: 'bind', source: path }));
}

function kindOf(type: string, isNamed: boolean): MountedPath['kind'] {
  switch (type) {
    case 'bind':
    case 'tmpfs':
      return type;
    case 'volume':
      return isNamed ? 'volume' : 'anonymous';
    default:
      return 'other';
  }
}
