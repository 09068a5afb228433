import {
  givesControl,
  hostPath,
  isAtOrBelow,
  isOfServices,
  rulesByReading,
} from '../../../lib/review/rules/host-control';

describe('hostPath', () => {
  test.each([
    ['/srv/', '/srv'],
    ['//srv//app', '/srv/app'],
    ['/srv/../etc/./passwd', '/etc/passwd'],
    ['/../..', '/'],
    ['/', '/'],
    ['/var/run', '/run'],
    ['/var/run/docker.sock', '/run/docker.sock'],
    ['/var/runner', '/var/runner'],
  ])('writes %s as %s', (path, told) => {
    expect(hostPath(path)).toBe(told);
  });
});

describe('givesControl', () => {
  test('tells what may be read from what rules the host or knows its keys', () => {
    const paths = [
      '/etc/hosts',
      '/etc/ssh/sshd_config',
      '/etc',
      '/srv',
      '/var/lib/docker',
      '/dev/shm',
      '/devices',
    ];
    expect(paths.filter((path) => givesControl(path, true))).toEqual([
      '/etc/ssh/sshd_config',
      '/etc',
      '/var/lib/docker',
      '/dev/shm',
    ]);
  });

  test('counts settings and programs of the host when they may be written', () => {
    expect(['/etc/hosts', '/usr/local/bin', '/srv'].filter((path) => givesControl(path, false))).toEqual([
      '/etc/hosts',
      '/usr/local/bin',
    ]);
  });
});

describe('what rules the host or has its keys', () => {
  test.each([
    '/run/docker.sock.raw',
    '/run/cri-dockerd.sock',
    '/run/host-services/docker.proxy.sock',
    '/var/lib/lxd/unix.socket',
    '/srv/lxd/unix.socket',
    '/run/systemd',
    '/run/systemd/private',
    '/run/dbus/system_bus_socket',
    '/run/k3s/containerd/containerd.sock',
    '/home/me',
    '/etc/ssl',
    '/etc/ssl/private/web.key',
    '/etc/letsencrypt/live',
    '/etc/pki/tls/private',
    '/var/lib/rancher/k3s/server/token',
  ])('%s, also to be read only', (path) => {
    expect(givesControl(path, true)).toBe(true);
  });

  test.each(['/run/app.sock', '/home/me/project', '/etc/ssl/certs', '/etc/pki/tls/certs', '/var/lib/other'])(
    'and not %s',
    (path) => {
      expect(givesControl(path, true)).toBe(false);
    },
  );
});

describe('isOfServices', () => {
  test('is for everything that services keep while they run', () => {
    expect(['/run/app.sock', '/run', '/runner', '/srv/run'].filter(isOfServices)).toEqual([
      '/run/app.sock',
      '/run',
    ]);
  });
});

describe('rulesByReading', () => {
  test('is for the socket of the Engine, for what holds it, and for the kernel', () => {
    const paths = [
      '/run/systemd/private',
      '/run/docker.sock',
      '/x/podman.sock',
      '/run',
      '/',
      '/proc/1',
      '/etc/shadow',
      '/runner',
    ];
    expect(paths.filter(rulesByReading)).toEqual([
      '/run/systemd/private',
      '/run/docker.sock',
      '/x/podman.sock',
      '/run',
      '/',
      '/proc/1',
    ]);
  });
});

describe('isAtOrBelow', () => {
  test('goes by whole names', () => {
    expect(isAtOrBelow('/srv/app', '/srv')).toBe(true);
    expect(isAtOrBelow('/srv', '/srv')).toBe(true);
    expect(isAtOrBelow('/srv', '/')).toBe(true);
    expect(isAtOrBelow('/srvapp', '/srv')).toBe(false);
    expect(isAtOrBelow('/srv', '/srv/app')).toBe(false);
  });
});
