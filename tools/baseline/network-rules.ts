import type { Subject } from './inspection';
import { portsOf, portText, type PublishedPort } from './read';
import { excepted, fails, type Finding, holds, listed, passes, type Rule } from './rule';

/** Below it only root may listen. */
const FIRST_PLAIN_PORT = 1_024;
const DEFAULT_BRIDGE = 'docker0';
const LOOPBACK = /^(127\.\d+\.\d+\.\d+|::1)$/;
const EVERYWHERE = ['', '0.0.0.0', '::'];

/** Who reaches it, and whom it reaches. */
export const NETWORK_RULES: readonly Rule[] = [
  {
    id: 'host-ports',
    item: 'ports',
    references: ['CIS 5.8'],
    title: 'no port of the host below 1024',
    look: (subject) =>
      allPorts(subject, ({ HostPort }) => HostPort === '' || Number(HostPort) >= FIRST_PLAIN_PORT),
  },
  {
    id: 'needed-ports',
    item: 'ports',
    references: ['CIS 5.9'],
    title: 'no port is open but those that were asked for',
    look: neededPorts,
  },
  {
    id: 'container-ports',
    item: 'ports',
    references: [],
    title: 'the program listens on a port from 1024 up',
    look: (subject) => allPorts(subject, ({ port }) => Number.parseInt(port, 10) >= FIRST_PLAIN_PORT),
  },
  {
    id: 'interface',
    item: 'ports',
    references: ['CIS 5.14', 'OWASP 5a'],
    title: 'ports answer on the loopback address',
    look: (subject) => {
      const wide = portsOf(subject.container).declared.filter(({ HostIp }) => !LOOPBACK.test(HostIp));
      const found = listed(wide.map(portText));
      if (wide.length === 0) {
        return allPorts(subject, ({ HostIp }) => LOOPBACK.test(HostIp));
      }
      return wide.some(({ HostIp }) => EVERYWHERE.includes(HostIp))
        ? fails(found)
        : excepted(found, 'one address of the host was chosen: exposePublicly');
    },
  },
  {
    id: 'network',
    item: 'network',
    references: ['CIS 5.30', 'OWASP D03'],
    title: 'it is on networks of its own, not on the default bridge',
    look: networks,
  },
];

/** Ports that were asked for and those that are open: most rules hold for both. */
function allPorts({ container }: Subject, isRight: (port: PublishedPort) => boolean): Finding {
  const { declared, open } = portsOf(container);
  const wrong = [...declared, ...open].filter((port) => !isRight(port));
  const texts = (wrong.length > 0 ? wrong : declared).map(portText);
  return holds(wrong.length === 0, listed([...new Set(texts)]));
}

function neededPorts({ container }: Subject): Finding {
  const { declared, open } = portsOf(container);
  const asked = declared.map(portText);
  const others = open.map(portText).filter((port) => !asked.includes(port));
  if (container.HostConfig.PublishAllPorts || others.length > 0) {
    return fails(`${listed(others)}, and nobody asked for it`);
  }
  return declared.length === 0
    ? passes('none is published')
    : excepted(
        listed(asked),
        'docker-bench-security warns of every published port; these were asked for one by one, with their host ports',
      );
}

function networks({ container: { HostConfig }, networks: all }: Subject): Finding {
  const found = listed(all.map(({ Name, Internal }) => (Internal ? `${Name}, internal` : Name)));
  const wrong = all.filter(
    ({ Name, Driver, Options }) =>
      ['bridge', 'host'].includes(Name) ||
      Driver === 'host' ||
      Options?.['com.docker.network.bridge.name'] === DEFAULT_BRIDGE,
  );
  if (wrong.length > 0 || (all.length === 0 && HostConfig.NetworkMode !== 'none')) {
    return fails(found);
  }
  return all.every(({ Internal, Driver }) => Internal || Driver === 'null')
    ? passes(found)
    : excepted(
        found,
        'it lets out: published ports need that, and calls to others do; Network with "internal" is for what needs neither',
      );
}
