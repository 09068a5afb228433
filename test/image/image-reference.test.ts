import { parseReference } from '../../lib/image/image-reference';
import { Mirror } from '../../lib/image/mirror';

describe('parseReference', () => {
  test.each([
    ['golang:1.27-trixie', 'docker.io', 'library/golang', ':1.27-trixie'],
    ['grafana/loki', 'docker.io', 'grafana/loki', ''],
    ['gcr.io/distroless/static-debian13:nonroot', 'gcr.io', 'distroless/static-debian13', ':nonroot'],
    ['localhost:5000/a/b:1', 'localhost:5000', 'a/b', ':1'],
    [`alpine:3@sha256:${'a'.repeat(64)}`, 'docker.io', 'library/alpine', `:3@sha256:${'a'.repeat(64)}`],
  ])('reads %s', (text, registry, repository, suffix) => {
    expect(parseReference(text)).toEqual({ registry, repository, suffix });
  });

  test.each([
    '',
    'Golang',
    'a b',
    'golang:',
    'golang@sha256:12',
    '-x',
    'golang:1\nUSER 0',
    'golang/',
    'a//b',
    'a..b',
  ])('refuses %p', (text) => {
    expect(parseReference(text)).toBeUndefined();
  });
});

describe('Mirror', () => {
  const golang = 'golang:1.27-trixie';
  const distroless = 'gcr.io/distroless/static-debian13:nonroot';

  test('says so where a registry has a port, which no path can hold', () => {
    const own = 'registry.example.com:5000/team/base:1.4';
    expect(Mirror.parse('mirror.example.com').problemsOf(own)).toEqual([
      expect.stringContaining('add "registry.example.com:5000=mirror.example.com/prefix" to the setting'),
    ]);
    const both = Mirror.parse('mirror.example.com,registry.example.com:5000=mirror.example.com/own');
    expect(both.problemsOf(own)).toEqual([]);
    expect(both.apply(own)).toBe('mirror.example.com/own/team/base:1.4');
    expect([...Mirror.parse('').problemsOf(own), ...both.problemsOf(golang)]).toEqual([]);
  });

  test('changes nothing where it is not set', () => {
    expect(Mirror.parse('').apply(golang)).toBe(golang);
  });

  test('puts every registry below one prefix', () => {
    const mirror = Mirror.parse('mirror.example.com:5000/all');
    expect(mirror.apply(golang)).toBe('mirror.example.com:5000/all/docker.io/library/golang:1.27-trixie');
    expect(mirror.apply(distroless)).toBe(`mirror.example.com:5000/all/${distroless}`);
  });

  test('maps single registries, and leaves the others', () => {
    const mirror = Mirror.parse('docker.io=mirror.example.com/hub');
    expect(mirror.apply(golang)).toBe('mirror.example.com/hub/library/golang:1.27-trixie');
    expect(mirror.apply(distroless)).toBe(distroless);
  });

  test('never touches scratch', () => {
    expect(Mirror.parse('mirror.example.com').apply('scratch')).toBe('scratch');
  });

  test.each(['https://mirror.example.com', '=x', 'docker.io=', 'UPPER'])(
    'says what is wrong with %p',
    (setting) => {
      expect(Mirror.parse(setting).problems).toEqual([
        expect.stringContaining('is neither a prefix nor registry=prefix'),
      ]);
    },
  );
});
