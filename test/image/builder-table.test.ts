import fc from 'fast-check';
import { builderFacts } from '../../lib/image/builder-table';
import { goVersionOf } from '../../lib/image/builder-version';
import { mirrored } from '../support/mirrored';

/** Mirrors that say whose image it is: in their root, or by the path that Docker Hub has. */
function officialCopy(own: string): fc.Arbitrary<string> {
  return mirrored(own).filter((copy) => copy.includes('/library/') || copy.split('/').length === 2);
}

describe('the facts of a builder', () => {
  test.each([
    ['golang:1.27-trixie', '1.27', 'Debian 13', true],
    ['golang:1.27-bookworm', '1.27', 'Debian 12', true],
    ['golang:1.27-alpine3.24', '1.27', 'Alpine 3.24', false],
    ['golang:1.27', '1.27', 'Debian 13', true],
    ['golang:1.26.8', '1.26.8', 'Debian 13', true],
    ['golang', undefined, 'Debian 13', true],
    ['golang:latest', undefined, 'Debian 13', true],
    ['golang:1', undefined, 'Debian 13', true],
    ['golang:1-bookworm', undefined, 'Debian 12', true],
    ['golang:trixie', undefined, 'Debian 13', true],
    ['golang:alpine', undefined, 'Alpine 3.24', false],
    ['golang:alpine3.23', undefined, 'Alpine 3.23', false],
    ['golang:1.27-alpine', '1.27', 'Alpine 3.24', false],
    ['golang:1.28rc1-trixie', '1.28rc1', 'Debian 13', true],
    ['golang:1.19-bullseye', '1.19', 'Debian 11', true],
    ['golang:1.27-trixie@sha256:'.padEnd(90, '0'), '1.27', 'Debian 13', true],
    ['registry.example.com/golang:1.27-trixie', '1.27', 'Debian 13', true],
    ['registry.example.com/hub/library/golang:1.27-trixie', '1.27', 'Debian 13', true],
    ['docker.io/golang:1.27-trixie', '1.27', 'Debian 13', true],
    ['docker.io/library/golang:1.27-trixie', '1.27', 'Debian 13', true],
  ])('%s: Go %s on %s, with a C compiler and git: %p', (builder, goVersion, name, hasTools) => {
    const facts = builderFacts(builder)!;
    expect({ ...facts, distribution: facts.distribution?.name }).toEqual({
      goVersion,
      distribution: name,
      hasCompiler: hasTools,
      hasGit: hasTools,
    });
  });

  test.each([
    ['golang:1.20', true],
    ['golang:1.20-alpine', false],
    ['golang:1.20-alpine3.17', false],
  ])('do not guess the distribution of %s, which has no support any more', (builder, hasCompiler) => {
    expect(builderFacts(builder)).toMatchObject({ goVersion: '1.20', distribution: undefined, hasCompiler });
  });

  test.each([
    'example.com/builder:1.27',
    'somebody/golang:1.27',
    'golang:1.27-windowsservercore-ltsc2025',
    'golang:tip-trixie',
    'golang:1.27-noble',
    'dhi.io/golang:1.27-debian13-dev',
    'golang:newest',
    'quay.io/projectquay/golang:1.27',
    'registry.example.com/build/golang:1.27-alpine3.24',
    'docker.io/somebody/library/golang:1.27',
    `golang@sha256:${'0'.repeat(64)}`,
    'scratch',
    'A B',
  ])('are not known of %s', (builder) => {
    expect(builderFacts(builder)).toBeUndefined();
  });

  test('are the same below every mirror', () => {
    const builders = ['golang:1.27-trixie', 'golang', 'golang:alpine', 'golang:1.26.8-bookworm'];
    const pair = fc.constantFrom(...builders).chain((own) => fc.tuple(fc.constant(own), officialCopy(own)));
    fc.assert(
      fc.property(pair, ([own, copy]) => {
        expect(builderFacts(copy)).toEqual(builderFacts(own));
      }),
    );
  });

  test('agree about the Go version with the rule for go lines', () => {
    const builders = [
      'golang:1.27-trixie',
      'golang:1.27',
      'golang:alpine',
      'golang',
      'golang:1.26.8-bookworm',
    ];
    expect(builders.map((each) => builderFacts(each)!.goVersion)).toEqual(builders.map(goVersionOf));
  });
});
