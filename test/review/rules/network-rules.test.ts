import type { PublishedPort } from '../../../lib/review/model/container-settings';
import { NETWORK_RULES } from '../../../lib/review/rules/network-rules';
import { changeOf, contextWith, type ContextParts } from '../support/plan-builder';
import { published, settings } from '../support/settings';
import { told } from '../support/told';

type Part = Parameters<typeof settings>[0];

function changed(before: Part, after: Part, more: ContextParts = {}): string[] {
  const containers = [{ before: settings(before), after: settings(after), effect: 'replace' as const }];
  return told(NETWORK_RULES, contextWith({ containers, ...more }));
}

function ports(before: readonly PublishedPort[], after: readonly PublishedPort[]): string[] {
  return changed({ ports: before }, { ports: after });
}

const [everybody, address, host] = ['', '192.0.2.7', '127.0.0.1'].map((ip) => published({ ip }));

describe('NETWORK_RULES', () => {
  test('say who reaches a port that is published anew', () => {
    expect([everybody, address, host].map((each) => ports([], each === undefined ? [] : [each]))).toEqual([
      [
        "CR-NET-1 block: everybody who reaches the host reaches 8080/tcp of it, at port 8080 on all addresses, whatever the host's firewall says",
      ],
      [
        "CR-NET-1 warn: whoever reaches the address 192.0.2.7 of the host reaches 8080/tcp of it, at port 8080, whatever the host's firewall says",
      ],
      ['CR-NET-1 info: programs of the host reach 8080/tcp of it, at port 8080 of the loopback address'],
    ]);
  });

  test.each(['', '0.0.0.0', '::', '[::]', '0:0:0:0:0:0:0:0', '::ffff:0.0.0.0', '::%eth0'])(
    'take the address "%s" as all of them',
    (ip) => {
      expect(ports([], [published({ ip })])).toEqual([expect.stringContaining('CR-NET-1 block')]);
    },
  );

  test.each(['127.0.0.1', '127.8.8.8', '::1', '[::1]', '::ffff:127.0.0.1'])(
    'take the address "%s" as that of the host alone',
    (ip) => {
      expect(ports([], [published({ ip })])).toEqual([expect.stringContaining('CR-NET-1 info')]);
    },
  );

  test.each(['localhost', '127.1', '127.0.0.1.example.com', '0', '*', 'fe80:::1', '127.0.0.1\n'])(
    'take "%s", which is no address, as the Engine does: as all of them',
    (ip) => {
      expect(ports([], [published({ ip })])).toEqual([expect.stringContaining('CR-NET-1 block')]);
    },
  );

  test('take an address with a zone as one address', () => {
    const [one, other] = ['fe80::1%eth0', 'fe80::1%eth1'].map((ip) => published({ ip }));
    expect(ports([], [one!])).toEqual([expect.stringContaining('CR-NET-1 warn')]);
    expect(ports([one!], [one!])).toEqual([]);
    expect(ports([one!], [other!])).toHaveLength(1);
  });

  test('say nothing of a port that as many reached before, by another port of the host too', () => {
    expect(ports([published({ ip: '' })], [published({ ip: '', hostPort: 9090 })])).toEqual([]);
    expect(ports([published({ ip: '' })], [published()])).toEqual([]);
    expect(ports([published()], [published({ ip: '::1' })])).toEqual([]);
    expect(ports([published({ ip: '2001:DB8::1' })], [published({ ip: '2001:db8:0::1' })])).toEqual([]);
  });

  test('tell ports apart by their number and protocol in the container', () => {
    const before = [published({ ip: '' })];
    expect(ports(before, [published({ ip: '', port: 8081 })])).toHaveLength(1);
    expect(ports(before, [published({ ip: '', protocol: 'udp' })])).toHaveLength(1);
  });

  test('accept the loopback address of a new container, and nothing more open', () => {
    const created = (port: PublishedPort): string[] =>
      told(NETWORK_RULES, contextWith({ containers: [{ after: settings({ ports: [port] }) }] }));
    expect(created(published())).toEqual([]);
    expect(created(published({ ip: '' }))).toHaveLength(1);
  });

  test('say that they cannot tell an address that is known only after the apply', () => {
    const after = settings({ unknown: new Set(['ports']), ports: [published({ ip: '' })] });
    const read = (mirror: unknown): string[] =>
      told(
        NETWORK_RULES,
        contextWith({
          containers: [{ before: settings(), after, change: { afterUnknown: { ports: mirror } } }],
        }),
      );
    const later =
      'CR-NET-1 warn: who reaches its ports cannot be told before the apply, because an address of them is known only then';
    expect(read([{ ip: true }])).toEqual([later]);
    expect(read([{ external: true }])).toEqual([expect.stringContaining('CR-NET-1 block')]);
  });

  test('block all ports of an image at once', () => {
    const line =
      'CR-NET-2 block: everybody who reaches the host reaches every port that its image names, now and in later images';
    expect(changed({}, { publishesAllPorts: true })).toEqual([line]);
    expect(changed({ publishesAllPorts: true }, { publishesAllPorts: true })).toEqual([]);
  });

  test("know that a container on the host's network was reached on every port", () => {
    const before: Part = { namespaces: { network_mode: 'host' } };
    const after: Part = { publishesAllPorts: true, ports: [published({ ip: '' })], networks: ['edge'] };
    expect(changed(before, after)).toEqual([]);
  });

  describe('and networks', () => {
    const network = (id: string, parts = {}) => {
      const fields = { id, name: 'edge', internal: false };
      return changeOf('docker_network.edge', { before: fields, after: fields, effect: 'none', ...parts });
    };

    test('warn of one more', () => {
      expect(changed({ networks: ['app'] }, { networks: ['app', 'b', 'a'] })).toEqual([
        'CR-NET-3 warn: it reaches what is on a further network, and is reached from there: a, b',
      ]);
      expect(changed({ networks: ['app', 'edge'] }, { networks: ['edge'] })).toEqual([]);
    });

    test('take the mode of a network as one, where it is its name', () => {
      expect(changed({}, { namespaces: { network_mode: 'edge' } })).toHaveLength(1);
      expect(changed({}, { namespaces: { network_mode: 'none' } })).toEqual([]);
    });

    test('know a network by its name and by its id', () => {
      const changes = [network('58d67b04')];
      expect(changed({ networks: ['58d67b04'] }, { networks: ['edge'] }, { changes })).toEqual([]);
    });

    test('say nothing of those of a new container', () => {
      const containers = [
        { after: settings({ networks: ['a', 'b'], unknown: new Set(['networks_advanced']) }) },
      ];
      expect(told(NETWORK_RULES, contextWith({ containers }))).toEqual([]);
    });

    test('tell a network that is made anew from a further one', () => {
      const after = { networks: ['app'], unknown: new Set(['networks_advanced']) };
      const joins = (before: Part, effect: 'replace' | 'create'): string[] =>
        told(
          NETWORK_RULES,
          contextWith({
            containers: [
              {
                before: settings(before),
                after: settings(after),
                change: { after: { networks_advanced: [{ name: 'app' }, {}] } },
              },
            ],
            changes: [network('58d67b04', { effect, after: { name: 'edge' } })],
          }),
        );
      expect(joins({ networks: ['app', '58d67b04'] }, 'replace')).toEqual([]);
      expect(joins({ networks: ['app'] }, 'create')).toEqual([
        'CR-NET-3 warn: it reaches what is on a further network, and is reached from there: one that is made by this apply',
      ]);
    });

    test.each([
      [{ internal: false }, {}],
      [{}, { internal: true }],
    ])('warn of one that is internal no more, as %j and unknown %j', (after, afterUnknown) => {
      const change = changeOf('docker_network.edge', {
        before: { internal: true },
        after,
        afterUnknown,
        effect: 'replace',
      });
      const configured = [
        { address: 'docker_network.edge', providerKey: 'docker', references: [], expressions: {} },
      ];
      expect(told(NETWORK_RULES, contextWith({ changes: [change], configured }))).toEqual([
        'CR-NET-3 warn: the network is no longer internal: what is on it reaches the internet, and its ports can be published',
      ]);
    });

    test('accept one that becomes internal, or was never', () => {
      const sides = [
        [false, true],
        [false, false],
        [true, true],
      ];
      const changes = sides.map(([was, is]) =>
        changeOf('docker_network.edge', { before: { internal: was }, after: { internal: is } }),
      );
      expect(told(NETWORK_RULES, contextWith({ changes }))).toEqual([]);
    });
  });
});
