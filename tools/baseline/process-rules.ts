import type { HostConfiguration, Subject } from './inspection';
import { excepted, fails, type Finding, holds, listed, passes, type Rule } from './rule';

/** What the program is allowed to be and to do. */
export const PROCESS_RULES: readonly Rule[] = [
  {
    id: 'user',
    item: 'non-root numeric user and group',
    references: ['CIS 4.1', 'OWASP 2'],
    title: 'user and group are numbers and not root',
    look: ({ container }) => {
      const { User } = container.Config;
      return holds(isPlainUser(User), User === '' ? 'nobody is said, which is root' : User);
    },
  },
  {
    id: 'capabilities',
    item: 'all capabilities dropped',
    references: ['CIS 5.4'],
    title: 'no capability',
    look: capabilities,
  },
  {
    id: 'no-new-privileges',
    item: 'no privilege gain',
    references: ['CIS 5.26'],
    title: 'no program gains rights that the first one does not have',
    look: ({ container }) => {
      const options = optionsOf(container.HostConfig);
      return holds(
        options.some((option) => /^no-new-privileges([:=]true)?$/.test(option)),
        listed(options),
      );
    },
  },
  {
    id: 'privileged',
    item: 'not privileged',
    references: ['CIS 5.5'],
    title: 'not privileged',
    look: ({ container: { HostConfig } }) =>
      holds(!HostConfig.Privileged, HostConfig.Privileged ? 'privileged' : 'not privileged'),
  },
  {
    id: 'seccomp',
    item: 'seccomp / AppArmor on',
    references: ['CIS 5.22'],
    title: 'system calls are filtered',
    look: ({ container, engine }) => {
      const filter = engine.SecurityOptions?.find((option) => option.startsWith('name=seccomp'));
      if (filter === undefined) {
        return fails('the Engine has no seccomp');
      }
      const own = optionsOf(container.HostConfig).find((option) => /^seccomp[:=]/.test(option));
      const found = own ?? `filter of the Engine, ${filter.replace(/^.*profile=/, 'profile ')}`;
      return holds(!found.endsWith('unconfined'), found);
    },
  },
  {
    id: 'apparmor',
    item: 'seccomp / AppArmor on',
    references: ['CIS 5.2'],
    title: 'AppArmor has a profile for it',
    look: ({ container, engine }) => {
      if (optionsOf(container.HostConfig).some((option) => /^apparmor[:=]unconfined$/.test(option))) {
        return fails('switched off for this container');
      }
      const profile = container.AppArmorProfile;
      return engineHas(engine, 'apparmor')
        ? holds(profile !== '' && profile !== 'unconfined', profile === '' ? 'no profile' : profile)
        : excepted(
            'no profile',
            'the host of this Engine has no AppArmor, and the rule is for hosts that have it',
          );
    },
  },
  {
    id: 'selinux',
    references: ['CIS 5.3'],
    title: 'SELinux has a label for it',
    look: ({ container, engine }) => {
      if (optionsOf(container.HostConfig).some((option) => /^label[:=]disable$/.test(option))) {
        return fails('switched off for this container');
      }
      return engineHas(engine, 'selinux')
        ? holds(container.ProcessLabel !== '', container.ProcessLabel || 'no label')
        : excepted(
            'no label',
            'this Engine runs without SELinux, and the rule is for Engines that run with it',
          );
    },
  },
  ...[
    namespace('network-namespace', '5.10', 'network', 'NetworkMode'),
    namespace('pid-namespace', '5.16', 'process', 'PidMode'),
    namespace('ipc-namespace', '5.17', 'IPC', 'IpcMode'),
    namespace('uts-namespace', '5.21', 'UTS', 'UTSMode'),
    namespace('user-namespace', '5.31', 'user', 'UsernsMode'),
  ],
  {
    id: 'init',
    item: 'init / signals',
    references: [],
    title: 'what process 1 is was decided',
    look: ({ container: { HostConfig } }) => {
      switch (HostConfig.Init) {
        case true:
          return passes('an init process');
        case false:
          return excepted(
            'the program itself',
            'it gets the signals itself then; a Go program without a handler ends on SIGTERM all the same',
          );
        default:
          return fails('not said, so that the configuration of the Engine decides');
      }
    },
  },
  {
    id: 'stop',
    item: 'init / signals',
    references: [],
    title: 'is asked to end, and has time for it',
    look: ({ container: { Config } }) => {
      const { StopSignal = '', StopTimeout = 0 } = Config;
      return holds(
        StopSignal !== '' && !/^(SIGKILL|KILL|9)$/.test(StopSignal) && StopTimeout > 0,
        `${StopSignal || 'no signal is said'}, then ${StopTimeout} s`,
      );
    },
  },
  {
    id: 'ssh-server',
    references: ['CIS 5.7'],
    title: 'no SSH server runs in it',
    look: ({ processes }) => {
      const servers = processes.filter((line) => /(^|[/\s])sshd\b/.test(line));
      return servers.length > 0
        ? fails(listed(servers))
        : passes(processes.length === 0 ? 'it has ended' : 'none among its processes');
    },
  },
];

/** Whether a user is said as two numbers, neither of them root's. */
export function isPlainUser(user: string): boolean {
  return /^[1-9]\d*:[1-9]\d*$/.test(user);
}

function capabilities({ container: { HostConfig }, reasons }: Subject): Finding {
  const added = HostConfig.CapAdd ?? [];
  const found = `dropped: ${listed(HostConfig.CapDrop)}; added: ${listed(added)}`;
  if (!(HostConfig.CapDrop ?? []).some((name) => name.toUpperCase() === 'ALL')) {
    return fails(found);
  }
  if (added.length === 0) {
    return passes(found);
  }
  const why = added.map((name) => reasons.capabilities?.[name]);
  return why.every((reason) => reason !== undefined)
    ? excepted(found, `the stack says why: ${why.join('; ')}`)
    : fails(`${found}, without a reason`);
}

/** What a container gets unless something is said, and words for the same or less. */
const OWN = /^(|private|none)$/;

type Mode = 'NetworkMode' | 'PidMode' | 'IpcMode' | 'UTSMode' | 'UsernsMode';

function namespace(id: string, number: string, name: string, mode: Mode): Rule {
  return {
    id,
    item: 'namespaces',
    references: [`CIS ${number}`],
    title: `the ${name} namespace is not shared`,
    look: ({ container: { HostConfig } }) => {
      const value = HostConfig[mode];
      // A network of its own is a namespace of its own; which network that is, is for another rule.
      const isShared = mode === 'NetworkMode' ? /^(host|container:.*)$/.test(value) : !OWN.test(value);
      return holds(!isShared, value || 'the default');
    },
  };
}

function optionsOf({ SecurityOpt }: HostConfiguration): readonly string[] {
  return SecurityOpt ?? [];
}

function engineHas({ SecurityOptions }: Subject['engine'], name: string): boolean {
  return (SecurityOptions ?? []).some((option) => option.split(',').includes(`name=${name}`));
}
