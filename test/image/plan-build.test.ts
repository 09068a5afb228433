import { Gate, type GoImageProps, ImageVersion, Runtime, Size, TimeZones, User } from '../../lib';
import type { BuildPlan } from '../../lib/image/build-plan';
import { planImage } from '../../lib/image/image-planning';
import { Mirror } from '../../lib/image/mirror';
import { GoReader } from '../../lib/gomodule/go-program';
import { goModule } from '../support/go-module';

const source = goModule({ 'a.txt': '' });
const planOf = (props: Partial<GoImageProps> = {}, mirror = ''): BuildPlan => {
  const place = { reader: new GoReader(), leaveOut: [], mirror: Mirror.parse(mirror) };
  const { plan, problems } = planImage({ source, ...props }, place);
  expect(problems).toEqual([]);
  return plan!;
};
const assetsOf = (props: Partial<GoImageProps>) => planOf({ probe: false, ...props }).assets;
const NOTHING = {
  probe: false,
  accounts: false,
  temporary: false,
  files: false,
  certificates: { inImage: false, own: [] },
  zones: false,
  owned: [],
};

describe('the plan of a build', () => {
  test('answers everything that was left open', () => {
    expect(planOf()).toMatchObject({
      repository: 'notes',
      builder: 'golang:1.27-trixie',
      base: 'gcr.io/distroless/static-debian13:nonroot',
      settings: { tags: [], cgo: false, platform: undefined },
      stamp: {},
      arguments: [],
      gates: [],
      port: undefined,
      maxBytes: undefined,
      proxy: undefined,
      stages: [],
      hooks: [],
    });
  });

  test('takes over what was said, a limit in bytes', () => {
    const props = { port: 80, arguments: ['-v'], maxSize: Size.mebibytes(2), proxy: 'direct', name: 'a/b' };
    expect(planOf({ ...props, version: ImageVersion.literal('1.4.0') })).toMatchObject({
      ...{ port: 80, arguments: ['-v'], maxBytes: 2 * 1024 * 1024, proxy: 'direct', repository: 'a/b' },
      labels: { 'org.opencontainers.image.version': '1.4.0' },
    });
  });

  test('takes images from the mirror, and labels the base by its own name', () => {
    const { builder, base, labels } = planOf({}, 'mirror.example.com');
    expect(builder).toBe('mirror.example.com/docker.io/library/golang:1.27-trixie');
    expect(base).toBe('mirror.example.com/gcr.io/distroless/static-debian13:nonroot');
    expect(labels['org.opencontainers.image.base.name']).toBe('gcr.io/distroless/static-debian13:nonroot');
  });

  test('adds the tags of other properties, each once', () => {
    const compiler = { staticLink: true };
    const props = { cgo: true, compiler, tags: ['fts5', 'netgo'], timeZones: TimeZones.embedded() };
    expect(planOf({ ...props, runtime: Runtime.scratch() }).settings.tags).toEqual([
      'fts5',
      'netgo',
      'osusergo',
      'timetzdata',
    ]);
  });

  test('leaves out a gate that has nothing to do', () => {
    const vendored = goModule({ 'vendor/modules.txt': '' });
    const kinds = (from: string) =>
      planOf({ source: from, gates: [Gate.verify(), Gate.vet()] }).gates.map(({ kind }) => kind);
    expect(kinds(source)).toEqual(['verify', 'vet']);
    expect(kinds(vendored)).toEqual(['vet']);
  });
});

describe('what an image gets beside its program', () => {
  const appuser = User.of({ uid: 10_001, name: 'appuser' });

  test.each<[string, Partial<GoImageProps>, object]>([
    ['distroless: nothing', {}, {}],
    [
      'scratch: accounts, /tmp and certificates',
      { runtime: Runtime.scratch() },
      { accounts: true, temporary: true, files: true, certificates: { inImage: true, own: [] } },
    ],
    [
      'Debian slim: certificates',
      { runtime: Runtime.debianSlim() },
      { certificates: { inImage: true, own: [] } },
    ],
    ['another user: accounts', { user: appuser }, { accounts: true, files: true }],
    [
      'another name for the same number: accounts',
      { user: User.of({ uid: 65_532, name: 'appuser' }) },
      { accounts: true, files: true },
    ],
    ['time zones in the program: nothing', { timeZones: TimeZones.embedded() }, {}],
    ['time zones as a file: the file', { timeZones: TimeZones.file() }, { zones: true }],
    ['a writable directory at the root: itself', { writable: ['/b', '/a'] }, { owned: ['/a', '/b'] }],
    [
      'a writable directory below another: what is above it, as root’s',
      { writable: ['/srv/a'] },
      { owned: ['/srv/a'], files: true },
    ],
    ['an asset: a file', { assets: { '/a': 'a.txt' } }, { files: true }],
  ])('is, for %s', (_what, props, assets) => {
    expect(assetsOf(props)).toEqual({ ...NOTHING, ...assets });
  });

  test('is not a passwd file where a distribution has its own', () => {
    expect(assetsOf({ runtime: Runtime.debianSlim(), user: appuser }).accounts).toBe(false);
  });
});
