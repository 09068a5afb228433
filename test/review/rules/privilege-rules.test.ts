import type { ContainerFacts } from '../../../lib/facts/facts';
import type { ContainerSettings } from '../../../lib/review/model/container-settings';
import { plain } from '../../../lib/review/model/phrase';
import { PRIVILEGE_RULES } from '../../../lib/review/rules/privilege-rules';
import { changeOf, contextWith } from '../support/plan-builder';
import { settings } from '../support/settings';
import { found, told } from '../support/told';

type Part = Partial<ContainerSettings>;

/** What is said of a hardened container with these parts before and after. */
function changed(before: Part, after: Part): string[] {
  return told(
    PRIVILEGE_RULES,
    contextWith({ containers: [{ before: settings(before), after: settings(after), effect: 'replace' }] }),
  );
}

function created(after: Part): string[] {
  return told(PRIVILEGE_RULES, contextWith({ containers: [{ after: settings(after) }] }));
}

const NOT_HARDENED: Part = {
  user: '',
  droppedCapabilities: [],
  securityOptions: [],
  isReadOnly: false,
};

describe('PRIVILEGE_RULES', () => {
  test('say nothing of a hardened container, new or not', () => {
    expect(created({})).toEqual([]);
    expect(changed({}, { image: 'sha256:2' })).toEqual([]);
  });

  test('warn of each thing that a new container is not hardened by', () => {
    expect(created(NOT_HARDENED)).toEqual([
      'CR-PRIV-2 warn: it keeps the capabilities of root that Docker gives by default, since it does not drop all of them',
      'CR-PRIV-3 warn: programs in it may gain privileges, by setuid files for example, because no-new-privileges is not set',
      'CR-PRIV-4 warn: its program may change the files of its image, itself included, until the container is replaced',
      'CR-PRIV-5 warn: its program runs as whoever the image names, which is root where the image names nobody',
    ]);
  });

  test('leave a weakness alone that was there before', () => {
    const weak: Part = {
      ...NOT_HARDENED,
      user: '0:0',
      isPrivileged: true,
      namespaces: { pid_mode: 'host' },
      devices: ['/dev/fuse:rwm'],
      groups: ['docker'],
    };
    expect(changed(weak, { ...weak, image: 'sha256:2' })).toEqual([]);
  });

  test('block what a container loses, and not only lacks', () => {
    const severities = changed({}, NOT_HARDENED).map((each) => each.split(':', 1).join());
    expect(severities).toEqual(['CR-PRIV-2 block', 'CR-PRIV-3 block', 'CR-PRIV-4 warn', 'CR-PRIV-5 warn']);
  });

  test('block a privileged container', () => {
    const line =
      'CR-PRIV-1 block: its program rules the Docker host: a privileged container has every device and every right of root';
    expect(created({ isPrivileged: true })).toEqual([line]);
    expect(changed({}, { isPrivileged: true })).toEqual([line]);
    expect(changed({ isPrivileged: true }, {})).toEqual([]);
  });

  test.each([
    [['NET_ADMIN'], 'CR-PRIV-2 block: it gets a capability of root that it did not have: NET_ADMIN'],
    [
      ['SYS_ADMIN', 'BPF'],
      'CR-PRIV-2 block: it gets capabilities of root that it did not have: BPF, SYS_ADMIN',
    ],
    [
      ['NET_BIND_SERVICE'],
      'CR-PRIV-2 warn: it gets a capability of root that it did not have: NET_BIND_SERVICE',
    ],
    [
      ['ALL'],
      'CR-PRIV-2 block: it gets every capability of the kernel, with which root in it is root of the host',
    ],
  ])('judge the capabilities %j that are added', (addedCapabilities, line) => {
    expect(changed({}, { addedCapabilities })).toEqual([line]);
    expect(created({ addedCapabilities })).toEqual([line]);
  });

  test('take no offence at a capability that Docker gives by default', () => {
    expect(
      changed({ droppedCapabilities: [] }, { droppedCapabilities: [], addedCapabilities: ['CHOWN'] }),
    ).toEqual([]);
    expect(changed({ isPrivileged: true }, { addedCapabilities: ['SYS_ADMIN'] })).toEqual([]);
  });

  test.each([
    ['seccomp=unconfined', 'seccomp=unconfined'],
    ['seccomp:unconfined', 'seccomp=unconfined'],
    ['apparmor:unconfined', 'apparmor=unconfined'],
    ['systempaths=unconfined', 'systempaths=unconfined'],
    ['label:disable', 'label=disable'],
    ['label=type:spc_t', 'label=type:spc_t'],
    ['writable-cgroups=true', 'writable-cgroups=true'],
  ])('block the security option %s', (option, shown) => {
    expect(changed({}, { securityOptions: ['no-new-privileges', option] })).toEqual([
      `CR-PRIV-3 block: the kernel filters less of what its program does: ${shown}`,
    ]);
  });

  test.each(['label=type:web_t', 'apparmor=docker-default', 'seccomp=builtin'])(
    'accept the security option %s',
    (option) => {
      expect(changed({}, { securityOptions: ['no-new-privileges', option] })).toEqual([]);
    },
  );

  test('warn of a profile that nobody has judged, without its text', () => {
    const securityOptions = ['no-new-privileges:true', 'seccomp={"defaultAction":"SCMP_ACT_ALLOW"}'];
    expect(changed({}, { securityOptions })).toEqual([
      "CR-PRIV-3 warn: its seccomp profile is not Docker's own, and may allow more than that",
    ]);
    expect(changed({ securityOptions }, { securityOptions })).toEqual([]);
  });

  test('take every spelling of no-new-privileges as the same', () => {
    for (const option of ['no-new-privileges', 'no-new-privileges:true', 'no-new-privileges=true']) {
      expect(changed({}, { securityOptions: [option] })).toEqual([]);
    }
    expect(changed({}, { securityOptions: ['no-new-privileges:false'] })).toHaveLength(1);
  });

  test.each(['0', 'root', '0:0', 'root:root', '0:7', '00'])('block the user %s', (user) => {
    expect(changed({}, { user })).toEqual(['CR-PRIV-5 block: its program runs as root']);
    expect(created({ user })).toEqual(['CR-PRIV-5 block: its program runs as root']);
  });

  test('warn of a user whose number only the image knows, where the number was said before', () => {
    expect(changed({}, { user: 'web' })).toEqual([
      'CR-PRIV-5 warn: its program runs as web, and which user that is, the image says',
    ]);
    expect(created({ user: 'web' })).toEqual([]);
  });

  test('warn of the group of root, which is not root', () => {
    expect(changed({}, { user: '65532:0' })).toEqual([
      'CR-PRIV-5 warn: its program runs in the group of root, to which many files of an image belong',
    ]);
    expect(changed({ user: '0:0' }, { user: '65532:0' })).toEqual([]);
  });

  test.each([
    ['network_mode', 'host', 'the host'],
    ['pid_mode', 'host', 'the host'],
    ['ipc_mode', 'host', 'the host'],
    ['userns_mode', 'host', 'the host'],
    ['cgroupns_mode', 'host', 'the host'],
    ['network_mode', 'container:other', 'another container'],
  ])('block %s %s', (attribute, mode, whose) => {
    expect(changed({}, { namespaces: { [attribute]: mode } })).toEqual([
      expect.stringContaining(
        `CR-PRIV-6 block: it shares a namespace with ${whose} (${attribute} is ${mode}): it `.slice(0, -3),
      ),
    ]);
  });

  test('accept namespaces of its own, also those that others may share', () => {
    expect(changed({}, { namespaces: { ipc_mode: 'shareable', network_mode: 'none' } })).toEqual([]);
  });

  test('block devices, also more permissions for one, and warn of GPUs', () => {
    expect(changed({}, { devices: ['/dev/b:rwm', '/dev/a:r'] })).toEqual([
      'CR-PRIV-7 block: it uses devices of the host that it could not use: /dev/a:r, /dev/b:rwm',
    ]);
    expect(changed({ devices: ['/dev/a:r'] }, { devices: ['/dev/a:rw'] })).toHaveLength(1);
    expect(changed({ devices: ['/dev/a:rw'] }, { devices: ['/dev/a:r'] })).toEqual([]);
    expect(changed({}, { devices: ['gpus: all'] })).toEqual([
      'CR-PRIV-7 warn: it uses a device of the host that it could not use: gpus: all',
    ]);
  });

  test.each([
    ['docker', 'block'],
    ['0', 'block'],
    ['audio', 'warn'],
  ])('judge the group %s', (group, severity) => {
    expect(changed({ groups: ['video'] }, { groups: [group, 'video'] })).toEqual([
      `CR-PRIV-7 ${severity}: its program gets the rights of a further group: ${group}`,
    ]);
  });

  test('say that they cannot tell what is known only after the apply', () => {
    expect(created({ unknown: new Set(['user', 'image']), user: '' })).toEqual([
      'CR-PRIV-5 warn: whether it gets more rights cannot be told before the apply, because user is known only then',
    ]);
  });

  test.each(['devices', 'capabilities', 'group_add', 'privileged', 'user', 'network_mode'])(
    'say so of %s also where a plan shows no expression, as of a dynamic block',
    (attribute) => {
      const configured = [
        { address: 'docker_container.web', providerKey: 'docker', references: [], expressions: {} },
      ];
      const containers = [{ after: settings({ unknown: new Set([attribute]) }) }];
      expect(told(PRIVILEGE_RULES, contextWith({ containers, configured }))).toEqual([
        expect.stringContaining(`because ${attribute} is known only then`),
      ]);
    },
  );

  test('know that what nobody says is the default of the Engine', () => {
    const after = settings({ unknown: new Set(['ipc_mode', 'security_opts']), securityOptions: [] });
    const configured = [
      { address: 'docker_container.web', providerKey: 'docker', references: [], expressions: {} },
    ];
    const context = contextWith({ containers: [{ before: settings(), after }], configured });
    expect(told(PRIVILEGE_RULES, context)).toEqual([
      expect.stringContaining('CR-PRIV-3 block: programs in it'),
    ]);
  });

  test('do not ask a carrier of secrets, which never starts, to be hardened, and still see what it is granted', () => {
    const carrier: Part = {
      ...NOT_HARDENED,
      isService: false,
      namespaces: { network_mode: 'none' },
      labels: { 'cdktf-go-containers.path': 'dev/db/secrets-4c8e8be3319f' },
    };
    expect(created(carrier)).toEqual([]);
    expect(created({ ...carrier, isPrivileged: true, user: 'root' })).toHaveLength(2);
    expect(created({ ...carrier, isService: true })).toHaveLength(4);
    expect(created({ ...carrier, starts: true })).toHaveLength(4);
    expect(created({ ...carrier, namespaces: {} })).toHaveLength(4);
  });

  describe('and services of Swarm on the network of the host', () => {
    const ID = '0f1e2d3c';
    const network = { name: 'host', id: ID };
    const service = (networks: readonly string[], before?: readonly string[]) => ({
      address: 'docker_service.web',
      before: before && settings({ networks: before }),
      after: settings({ networks, user: '7:7' }),
    });

    test('know it by the id that the plan has', () => {
      const drift = [changeOf('docker_network.host', { before: network, after: network, effect: 'update' })];
      const rules = (...parts: Parameters<typeof service>): string[] =>
        told(PRIVILEGE_RULES, contextWith({ containers: [service(...parts)], drift }));
      expect(rules([ID])).toEqual([expect.stringContaining('CR-PRIV-6 block')]);
      expect(rules([ID], ['app'])).toEqual([expect.stringContaining('CR-PRIV-6 block')]);
      expect(rules([ID], [ID])).toEqual([]);
      expect(rules(['app'])).toEqual([]);
    });

    test('know it by what the configuration refers to', () => {
      const named = (name: string) => [
        {
          address: 'data.docker_network.lan',
          providerKey: 'docker',
          references: [],
          expressions: { name: { constant_value: name } },
        },
        {
          address: 'docker_service.web',
          providerKey: 'docker',
          references: ['data.docker_network.lan'],
          expressions: {},
        },
      ];
      const rules = (name: string, before?: readonly string[]): string[] =>
        told(PRIVILEGE_RULES, contextWith({ containers: [service([ID], before)], configured: named(name) }));
      expect(rules('host')).toEqual([expect.stringContaining('CR-PRIV-6 block')]);
      expect(rules('app')).toEqual([]);
      expect(rules('host', [ID])).toEqual([]);
    });
  });

  test('do not ask a task of Swarm for what its resource cannot say', () => {
    const containers = [{ address: 'docker_service.web', after: settings({ securityOptions: [] }) }];
    expect(told(PRIVILEGE_RULES, contextWith({ containers }))).toEqual([]);
  });

  test('say the fix in the words of who declared it', () => {
    const facts: ContainerFacts & { kind: 'job' } = { kind: 'job', image: 'dev/image', environment: [] };
    const containers = [{ before: settings(), after: settings({ isReadOnly: false }) }];
    const fixes = [{ factsAfter: { 'dev/web': facts } }, {}].map((each) =>
      found(
        PRIVILEGE_RULES,
        contextWith({ containers, paths: { 'docker_container.web': 'dev/web' }, ...each }),
      ).map(({ fix }) => plain(fix)),
    );
    expect(fixes).toEqual([
      ['take the override of read_only off its resource, and use mountTemporary or mount for what it writes'],
      ['set read_only to true, and mount a volume or a tmpfs where it writes'],
    ]);
  });

  test('are broadenings, all of them, and about the container', () => {
    const findings = found(
      PRIVILEGE_RULES,
      contextWith({ containers: [{ address: 'docker_container.a["x"]', after: settings(NOT_HARDENED) }] }),
    );
    expect(findings.map(({ address, isBroadening }) => [address, isBroadening])).toEqual(
      Array.from({ length: 4 }, () => ['docker_container.a["x"]', true]),
    );
  });
});
