import fc from 'fast-check';
import { plain } from '../../../lib/review/model/phrase';
import { hostPorts, samePorts } from '../../../lib/review/rules/published-ports';
import { published, settings } from '../support/settings';

const ports = (...all: Parameters<typeof published>[0][]) => all.map((each) => published(each));

describe('two containers cannot both have', () => {
  test('a port of one address', () => {
    expect(samePorts(ports({}), ports({}))).toHaveLength(1);
    expect(samePorts(ports({ ip: 'FE80::1' }), ports({ ip: 'fe80::1' }))).toHaveLength(1);
  });

  test.each(['', '0.0.0.0', '::'])('a port of one address and of all of them: %j', (ip) => {
    expect(samePorts(ports({ ip }), ports({ ip: '192.0.2.7' }))).toHaveLength(1);
    expect(samePorts(ports({ ip: '192.0.2.7' }), ports({ ip }))).toHaveLength(1);
  });
});

describe('two containers can have', () => {
  test('a port of two addresses', () => {
    expect(samePorts(ports({ ip: '127.0.0.1' }), ports({ ip: '127.0.0.2' }))).toEqual([]);
  });

  test('two ports, and one port for two protocols', () => {
    expect(samePorts(ports({ hostPort: 80 }), ports({ hostPort: 81 }))).toEqual([]);
    expect(samePorts(ports({ protocol: 'tcp' }), ports({ protocol: 'udp' }))).toEqual([]);
  });

  test('ports that the Engine chooses', () => {
    expect(samePorts(ports({ hostPort: undefined }), ports({ hostPort: undefined }))).toEqual([]);
  });
});

test('if one cannot be with another, the other cannot be with it', () => {
  const port = fc.record({
    hostPort: fc.option(fc.integer({ min: 80, max: 82 }), { nil: undefined }),
    port: fc.constant(80),
    ip: fc.constantFrom('', '0.0.0.0', '::', '127.0.0.1', '192.0.2.7'),
    protocol: fc.constantFrom('tcp', 'udp'),
  });
  fc.assert(
    fc.property(port, port, (left, right) => {
      expect(samePorts([left], [right]).length).toBe(samePorts([right], [left]).length);
    }),
  );
});

describe('what of the host leads into a container', () => {
  test('is told as the Engine tells it, in one order', () => {
    const both = ports(
      { ip: '', hostPort: 443 },
      { ip: '::1' },
      { hostPort: undefined, port: 53, protocol: 'udp' },
    );
    const text = "0.0.0.0:443/tcp, [::1]:8080/tcp, a port of the Engine's choice for 53/udp";
    expect(plain(hostPorts(settings({ ports: both })))).toBe(text);
    expect(plain(hostPorts(settings({ ports: [...both].reverse() })))).toBe(text);
  });

  test('is nothing of a container that publishes nothing', () => {
    expect(hostPorts(settings())).toEqual([]);
  });

  test('is everything in the network of the host, and all that the image exposes', () => {
    expect(
      plain(hostPorts(settings({ publishesAllPorts: true, namespaces: { network_mode: 'host' } }))),
    ).toBe('all that it listens on (network of the host), all that its image exposes');
  });
});
