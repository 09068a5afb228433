import { utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Gate, Runtime, Size, TimeZones } from '../../lib';
import type { GoImageProps } from '../../lib';
import { goModule, temporaryFolder } from '../support/go-module';
import { inspect, output, removeTestImages } from './support/machine';
import { type StagedContext, stagedImage } from './support/staged-context';

jest.setTimeout(900_000);

const NAME = 'go-containers-test/reproducible';
const version = output('docker', ['version', '--format', '{{.Server.Version}}']).trim();
/** Before release 24 an image has the time of its build in it, which no build argument changes. */
const sameId = Number(version.split('.')[0]) >= 24;

const FILES = {
  'go.mod': 'module example.com/reproducible\n\ngo 1.26\n',
  'main.go': 'package main\n\nimport "fmt"\n\nvar version = "none"\n\nfunc main() { fmt.Println(version) }\n',
  'main_test.go': 'package main\n\nimport "testing"\n\nfunc TestMain(*testing.M) {}\n',
  'site/index.html': '<p>words</p>',
  'site/deep/words.txt': 'words',
};
const WITH_C = {
  ...FILES,
  'main.go':
    'package main\n\n// static int one(void) { return __LINE__; }\nimport "C"\n\nfunc main() { println(C.one()) }\n',
};
const AUTHORITY = '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n';

function authority(): string {
  const path = join(temporaryFolder(), 'authority.pem');
  writeFileSync(path, AUTHORITY);
  return path;
}

interface Case {
  readonly files: Readonly<Record<string, string>>;
  readonly props: () => Partial<GoImageProps>;
}

const CASES: readonly (readonly [string, Case])[] = [
  [
    'scratch with all that an image may have',
    {
      files: FILES,
      props: () => ({
        runtime: Runtime.scratch(),
        writable: ['/data', '/var/lib/app'],
        assets: { '/srv/site': 'site' },
        certificates: [authority()],
        timeZones: TimeZones.file(),
        gates: [Gate.verify(), Gate.vet()],
        maxSize: Size.mebibytes(50),
        stamp: { 'main.version': '1.0.0' },
      }),
    },
  ],
  [
    'a program with C on base-nossl',
    {
      files: WITH_C,
      props: () => ({ cgo: true, runtime: Runtime.distrolessBaseNoSsl(), probe: false, gates: [Gate.vet()] }),
    },
  ],
];

afterAll(() => {
  removeTestImages(NAME);
});

describe.each(CASES)('an image that is built twice without cache: %s', (_what, { files, props }) => {
  test(`is the same one from another folder, with other times and modes: ${sameId ? 'layers and id' : 'layers'}`, () => {
    const here = stagedAt(1_700_000_000, 0o022);
    const elsewhere = stagedAt(1_000_000_000, 0o077);
    expect(elsewhere.folder).not.toBe(here.folder);
    expect(built(elsewhere)).toEqual(built(here));
  });

  function stagedAt(time: number, mask: number): StagedContext {
    const before = process.umask(mask);
    try {
      const source = goModule(files);
      Object.keys(files).forEach((path) => {
        utimesSync(join(source, path), time, time);
      });
      return stagedImage({ source, name: NAME, ...props() });
    } finally {
      process.umask(before);
    }
  }
});

/** What makes an image this one and no other. */
interface Identity {
  readonly layers: readonly string[];
  /** Only where it does not depend on the time. */
  readonly id?: string;
}

/** Builds from nothing: without cache, the mounts for Go's caches are empty too. */
function built(context: StagedContext): Identity {
  const tag = `${NAME}:built`;
  context.progress({ arguments: ['--no-cache', '--tag', tag] });
  const { Id: id, RootFS } = inspect('image', tag) as { Id: string; RootFS: { Layers: string[] } };
  return { layers: RootFS.Layers, ...(sameId && { id }) };
}
