import type { HostConfiguration, Subject } from './inspection';
import { environmentOf, isBuiltHere } from './read';
import { excepted, fails, type Finding, holds, listed, notCovered, passes, type Rule } from './rule';

const MEBIBYTE = 1_024 * 1_024;
const NANOSECONDS = 1_000_000_000;
/** What the benchmark allows. */
const MOST_RESTARTS = 5;

/** How much of the host it may use, and what happens when it ends. */
export const RESOURCE_RULES: readonly Rule[] = [
  {
    id: 'memory',
    item: 'memory limit, no swap',
    references: ['CIS 5.11'],
    title: 'memory has a limit, and there is no swap',
    look: ({ container: { HostConfig } }) => {
      const { Memory, MemorySwap } = HostConfig;
      const found = Memory > 0 ? `${Memory / MEBIBYTE} MiB` : 'no limit';
      return Memory > 0 && MemorySwap !== Memory
        ? fails(`${found}, with swap`)
        : holds(Memory > 0, `${found}, no swap`);
    },
  },
  {
    id: 'go-memory',
    item: 'memory limit, no swap',
    references: [],
    title: 'the Go runtime knows the memory limit',
    look: goMemory,
  },
  {
    id: 'cpu',
    item: 'cpu',
    references: ['CIS 5.12'],
    title: 'it uses a limited number of processors',
    look: ({ container: { HostConfig } }) => {
      const { NanoCpus, CpuQuota, CpuPeriod } = HostConfig;
      if (NanoCpus > 0) {
        return passes(`at most ${NanoCpus / NANOSECONDS}`);
      }
      return CpuQuota > 0 && CpuPeriod > 0
        ? excepted(
            `at most ${CpuQuota / CpuPeriod}, as a quota`,
            'the benchmark looks for shares or "cpus"; releases of the provider read "cpus" back in another spelling, and the kernel is ' +
              'told a quota either way',
          )
        : fails('no limit');
    },
  },
  {
    id: 'pids',
    item: 'pids',
    references: ['CIS 5.29'],
    title: 'the number of processes has a limit',
    look: ({ container: { HostConfig } }) => {
      const limit = HostConfig.PidsLimit ?? 0;
      return limit > 0
        ? passes(`${limit}`)
        : notCovered('no limit, and the Docker provider has no argument for one');
    },
  },
  {
    id: 'open-files',
    item: 'file descriptors',
    references: ['CIS 5.19'],
    title: 'nothing lifts the limits of open files and core dumps',
    look: openFiles,
  },
  {
    id: 'control-group',
    references: ['CIS 5.25'],
    title: 'it is in no control group of somebody else',
    look: ({ container: { HostConfig } }) =>
      holds(HostConfig.CgroupParent === '', HostConfig.CgroupParent || 'its own'),
  },
  {
    id: 'restart',
    item: 'restart',
    references: ['CIS 5.15'],
    title: 'restarts come to an end',
    look: ({ container: { HostConfig } }) => restart(HostConfig.RestartPolicy),
  },
  {
    id: 'health',
    item: 'healthcheck',
    references: ['CIS 4.6', 'CIS 5.27'],
    title: 'it is asked whether it works, by a program and not by a shell, and it does',
    look: health,
  },
  {
    id: 'logs',
    item: 'logs',
    references: ['OWASP D10'],
    title: 'logs cannot fill the disk',
    look: ({ container: { HostConfig } }) => logs(HostConfig.LogConfig),
  },
];

function goMemory({ container, image }: Subject): Finding {
  const limit = environmentOf(container.Config.Env).GOMEMLIMIT;
  if (limit === undefined) {
    return isBuiltHere(image)
      ? fails('GOMEMLIMIT is not set')
      : passes('an image of somebody else, of which nothing says that it is a Go program');
  }
  const mebibytes = Number(/^(\d+)MiB$/.exec(limit)?.[1]);
  const most = container.HostConfig.Memory > 0 ? container.HostConfig.Memory / MEBIBYTE : Infinity;
  return holds(mebibytes > 0 && mebibytes < most, `GOMEMLIMIT=${limit}`);
}

function openFiles({ container: { HostConfig } }: Subject): Finding {
  const limits = HostConfig.Ulimits ?? [];
  const files = limits.find(({ Name }) => Name === 'nofile');
  const core = limits.find(({ Name }) => Name === 'core');
  const found = listed(limits.map(({ Name, Soft, Hard }) => `${Name} ${Soft}:${Hard}`));
  if ((files !== undefined && files.Hard <= 0) || (core !== undefined && core.Hard !== 0)) {
    return fails(found);
  }
  return files !== undefined && core !== undefined
    ? passes(found)
    : excepted(
        `${found}, else those of the Engine`,
        'the benchmark asks for others "if needed"; a limit above that of the Engine keeps a container from starting where the Engine ' +
          'may not raise it, rootless for example',
      );
}

function restart({ Name, MaximumRetryCount }: HostConfiguration['RestartPolicy']): Finding {
  switch (Name) {
    case '':
    case 'no':
      return passes('it is not started again');
    case 'on-failure':
      return holds(
        MaximumRetryCount > 0 && MaximumRetryCount <= MOST_RESTARTS,
        `on failure, ${MaximumRetryCount === 0 ? 'for ever' : `${MaximumRetryCount} times`}`,
      );
    case 'unless-stopped':
      return excepted(
        Name,
        'what stops after five failures does not come back with its host either; the Engine waits longer from restart to restart',
      );
    default:
      return fails(Name);
  }
}

function health({ container: { Config, HostConfig, State } }: Subject): Finding {
  if (!State.Running && HostConfig.RestartPolicy.Name === 'no') {
    const found = `it has ended with exit code ${State.ExitCode}`;
    return State.ExitCode === 0
      ? excepted(found, 'a job runs once: nobody asks how it is, and the deploy fails unless it ends with 0')
      : fails(found);
  }
  const { Test = [], Interval = 0, Timeout = 0, Retries = 0 } = Config.Healthcheck ?? {};
  const [kind = 'NONE', ...words] = Test;
  if (State.Health === undefined || kind === 'NONE') {
    return fails('nobody asks');
  }
  const found = `${State.Health.Status}, by "${words.join(' ')}" every ${Interval / NANOSECONDS} s`;
  return holds(
    State.Health.Status === 'healthy' && kind === 'CMD' && Interval > 0 && Timeout > 0 && Retries > 0,
    kind === 'CMD' ? found : `${found}, through a shell`,
  );
}

function logs({ Type, Config }: HostConfiguration['LogConfig']): Finding {
  const { 'max-size': size = '', 'max-file': files = '', compress } = Config ?? {};
  const found = `${Type}, ${files || 'any number of'} files of ${size || 'any size'}`;
  if (!['json-file', 'local'].includes(Type) || !/^[1-9]\d*[kmg]?$/.test(size) || !/^[1-9]\d*$/.test(files)) {
    return fails(found);
  }
  return compress === 'true' || (Type === 'local' && compress === undefined)
    ? passes(`${found}, compressed`)
    : excepted(
        found,
        'files that are full are not compressed: they are few and bounded, and other programs read them',
      );
}
