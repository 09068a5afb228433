import { Platform } from '../../lib/image/platform';

describe('Platform', () => {
  test.each<[Platform, string, Record<string, string>]>([
    [Platform.linuxAmd64(), 'linux/amd64', { GOOS: 'linux', GOARCH: 'amd64', GOAMD64: 'v1' }],
    [Platform.linuxAmd64('v3'), 'linux/amd64', { GOOS: 'linux', GOARCH: 'amd64', GOAMD64: 'v3' }],
    [Platform.linuxArm64(), 'linux/arm64', { GOOS: 'linux', GOARCH: 'arm64' }],
    [Platform.linuxArm(), 'linux/arm/v7', { GOOS: 'linux', GOARCH: 'arm', GOARM: '7' }],
    [Platform.linuxArm('6'), 'linux/arm/v6', { GOOS: 'linux', GOARCH: 'arm', GOARM: '6' }],
    [Platform.linux('s390x'), 'linux/s390x', { GOOS: 'linux', GOARCH: 's390x' }],
  ])('says one machine to Docker and to Go: %#', (platform, text, environment) => {
    expect(platform.toDockerText()).toBe(text);
    expect(platform.toGoEnvironment()).toEqual(environment);
  });

  test.each<[string, () => Platform, string]>([
    [
      'a level that Go does not know',
      () => Platform.linuxAmd64('v5'),
      'GOAMD64 "v5" is no level that Go knows; write one of v1',
    ],
    ['a version of ARM that Go does not know', () => Platform.linuxArm('8'), 'GOARM "8" is no level'],
    [
      'another architecture',
      () => Platform.linux('mips'),
      'architecture "mips" is not one that images are made for',
    ],
  ])('refuses %s', (_what, make, sentence) => {
    expect(make).toThrow(sentence);
  });
});
