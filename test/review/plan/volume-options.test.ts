import { hostPathsOf, isElsewhere } from '../../../lib/review/plan/volume-options';

describe('hostPathsOf', () => {
  test.each([
    [{ type: 'none', o: 'bind', device: '/srv' }, ['/srv']],
    [{ type: 'tmpfs', o: 'ro,rbind', device: '/srv' }, ['/srv']],
    [{ type: 'bind', device: 'etc' }, ['/etc']],
    [{ type: 'ext4', device: '/dev/sda1' }, ['/dev/sda1']],
    [{ type: 'xfs', device: '/srv/disk' }, ['/dev']],
    [{ type: 'proc', device: 'proc' }, ['/proc']],
    [{ type: 'devtmpfs', device: 'devtmpfs' }, ['/dev']],
    [{ type: 'sysfs', device: 'sysfs' }, ['/sys']],
    [{ type: 'cgroup2', device: 'none' }, ['/sys']],
    [{ type: 'constructor', device: 'none' }, ['/sys']],
    [
      { type: 'overlay', o: 'lowerdir=/etc:usr,upperdir=/srv/up,workdir=/srv/work' },
      ['/etc', '/usr', '/srv/up'],
    ],
    [{ type: 'overlay', device: 'overlay' }, ['/']],
  ])('of %j is %j', (options, paths) => {
    expect(hostPathsOf(options, '')).toEqual(paths);
    expect(hostPathsOf(options, 'local')).toEqual(paths);
  });

  test.each<Readonly<Record<string, string>>>([
    {},
    { type: 'none', device: '/srv' },
    { type: 'tmpfs', device: 'tmpfs', o: 'size=1m' },
    { type: 'nfs', device: ':/data', o: 'addr=192.0.2.7' },
    { type: 'cifs', device: '//192.0.2.7/data' },
    { o: 'bind' },
  ])('is nothing of %j', (options) => {
    expect(hostPathsOf(options, '')).toEqual([]);
  });

  test('takes no type of another driver for a file system', () => {
    expect(hostPathsOf({ type: 'gp3' }, 'example/disks')).toEqual([]);
    expect(hostPathsOf({ type: 'none', o: 'bind', device: '/etc' }, 'example/disks')).toEqual(['/etc']);
  });
});

describe('isElsewhere', () => {
  test('needs a type of a file system elsewhere, and that it is not bound', () => {
    expect(isElsewhere({ type: 'nfs', o: '' })).toBe(true);
    expect(isElsewhere({ type: 'nfs' })).toBe(false);
    expect(isElsewhere({ o: 'ro' })).toBe(false);
    expect(isElsewhere({ type: 'ext4', o: 'ro' })).toBe(false);
    expect(isElsewhere({ type: 'nfs', o: 'bind' })).toBe(false);
  });
});
