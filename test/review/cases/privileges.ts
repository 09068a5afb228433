import type { Container, ContainerConfig } from '@cdktf/provider-docker/lib/container';
import { Capability, Image } from '../../../lib';
import { hosted, plain } from '../recording/plain-stack';
import type { ReviewCase } from '../recording/review-case';
import { bare, service, sleeper } from './things';

function web(config: Partial<ContainerConfig>) {
  return plain((stack) => {
    bare(stack, 'web', config);
  });
}

function privilegedBeside(config: Partial<ContainerConfig>, level: string) {
  return plain((stack) => {
    bare(stack, 'debug', { privileged: true, env: [`LEVEL=${level}`] });
    bare(stack, 'web', config);
  });
}

/** A service of the library's, whose container somebody has changed. */
function changed(change: (container: Container) => void, level = 'info') {
  return hosted((stack) => {
    change(service(stack, 'web', { image: sleeper(stack), environment: { LEVEL: level } }).resource);
  });
}

const nothing = (): void => undefined;

/** What Linux looks at before a program gains privileges. */
function securityOptions(...options: string[]) {
  return (container: Container): void => {
    container.securityOpts = options;
  };
}

/** The library's way to a capability. */
function capable(...capabilities: readonly Capability[]) {
  return hosted((stack) => {
    const image = Image.reference(stack, 'debian', {
      reference: 'debian:trixie-slim',
      user: '0:0',
      acceptRoot: 'it changes who files belong to',
    });
    const files = service(stack, 'files', { image });
    capabilities.forEach((each) => {
      files.addCapability(each, 'it changes who files belong to');
    });
  });
}

function only(...add: string[]): Partial<ContainerConfig> {
  return { capabilities: { drop: ['ALL'], add } };
}

const device = { hostPath: '/dev/null', containerPath: '/dev/none', permissions: 'rwm' };

/** What a container may do. */
export const PRIVILEGE_CASES: readonly ReviewCase[] = [
  {
    rule: 'CR-PRIV-1',
    before: { declare: privilegedBeside({}, 'info') },
    fires: { declare: privilegedBeside({ privileged: true }, 'info') },
    holds: { declare: privilegedBeside({ privileged: false }, 'debug') },
  },
  {
    rule: 'CR-PRIV-1',
    variant: 'created',
    fires: { declare: web({ privileged: true }) },
    holds: { declare: web({ privileged: false }) },
  },
  {
    rule: 'CR-PRIV-2',
    before: { declare: web(only('CAP_CHOWN')) },
    fires: { declare: web(only('CAP_CHOWN', 'CAP_SYS_ADMIN')) },
    holds: { declare: web(only('CHOWN')) },
  },
  {
    rule: 'CR-PRIV-2',
    variant: 'drop',
    before: { declare: web(only('CAP_CHOWN')) },
    fires: { declare: web({ capabilities: { add: ['CAP_CHOWN'] } }) },
    holds: { declare: web(only()) },
  },
  {
    rule: 'CR-PRIV-2',
    variant: 'service',
    before: { declare: capable(Capability.chown()) },
    fires: { declare: capable(Capability.chown(), Capability.netAdmin()) },
    holds: { declare: capable() },
  },
  {
    rule: 'CR-PRIV-3',
    before: { declare: changed(nothing) },
    fires: { declare: changed(securityOptions('no-new-privileges:false')) },
    holds: { declare: changed(securityOptions('no-new-privileges')) },
  },
  {
    rule: 'CR-PRIV-3',
    variant: 'unset',
    before: { declare: changed(nothing) },
    fires: {
      declare: changed((container) => {
        container.resetSecurityOpts();
      }, 'debug'),
    },
    holds: { declare: changed(nothing, 'debug') },
  },
  {
    rule: 'CR-PRIV-3',
    variant: 'seccomp',
    before: { declare: web({ securityOpts: ['no-new-privileges:true'] }) },
    fires: { declare: web({ securityOpts: ['no-new-privileges:true', 'seccomp=unconfined'] }) },
    holds: { declare: web({ securityOpts: ['no-new-privileges:true', 'label=type:web_t'] }) },
  },
  {
    rule: 'CR-PRIV-4',
    before: { declare: changed(nothing) },
    fires: {
      declare: changed((container) => {
        container.readOnly = false;
      }),
    },
    holds: { declare: changed(nothing, 'debug') },
  },
  {
    rule: 'CR-PRIV-5',
    before: { declare: web({ user: '65534:65534' }) },
    fires: { declare: web({ user: '0:0' }) },
    holds: { declare: web({ user: '65533:65533' }) },
  },
  {
    rule: 'CR-PRIV-5',
    variant: 'unset',
    before: { declare: web({ user: '65534:65534', env: ['LEVEL=info'] }) },
    fires: { declare: web({ env: ['LEVEL=debug'] }) },
    holds: { declare: web({ user: '65534:65534', env: ['LEVEL=debug'] }) },
  },
  {
    rule: 'CR-PRIV-6',
    before: { declare: web({ networkMode: 'bridge' }) },
    fires: { declare: web({ networkMode: 'host' }) },
    holds: { declare: web({ networkMode: 'none' }) },
  },
  {
    rule: 'CR-PRIV-6',
    variant: 'processes',
    before: { declare: web({ pidMode: 'host' }) },
    fires: { declare: web({ pidMode: 'host', ipcMode: 'host' }) },
    holds: { declare: web({ pidMode: 'host', ipcMode: 'private', env: ['LEVEL=debug'] }) },
  },
  {
    rule: 'CR-PRIV-6',
    variant: 'container',
    before: { declare: web({ networkMode: 'bridge' }) },
    fires: { declare: web({ networkMode: 'container:other' }) },
    holds: { declare: web({ networkMode: 'bridge', hostname: 'other' }) },
  },
  {
    rule: 'CR-PRIV-7',
    before: { declare: web({ env: ['LEVEL=info'] }) },
    fires: { declare: web({ env: ['LEVEL=info'], devices: [device] }) },
    holds: { declare: web({ env: ['LEVEL=debug'] }) },
  },
  {
    rule: 'CR-PRIV-7',
    variant: 'group',
    before: { declare: web({ groupAdd: ['audio'] }) },
    fires: { declare: web({ groupAdd: ['audio', 'root'] }) },
    holds: { declare: web({ groupAdd: [] }) },
  },
];
