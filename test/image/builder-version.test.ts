import { builderProblems, goVersionOf } from '../../lib/image/builder-version';

describe('the Go version of a builder', () => {
  test.each([
    ['golang:1.27-trixie', '1.27'],
    ['golang:1.27.4', '1.27.4'],
    ['mirror.example.com/hub/golang:1.28rc1-alpine3.24', '1.28rc1'],
    ['golang:1.27@sha256:'.padEnd(83, '0'), '1.27'],
    ['golang:latest', undefined],
    ['golang', undefined],
    ['example.com/builder:1.27', undefined],
  ])('is taken from the tag of %s', (builder, version) => {
    expect(goVersionOf(builder)).toBe(version);
  });

  test.each([
    ['1.27', '1.27', true],
    ['1.27.9', '1.27', true],
    ['1.26', '1.27.4', true],
    ['1.27.4', '1.27.4', true],
    ['1.27.5', '1.27.4', false],
    ['1.28', '1.27', false],
    ['1.28rc1', '1.27.4', false],
    ['1.28', '1.28rc1', true],
  ])('compiles a module of go %s or not, with Go %s: %s', (line, version, compiles) => {
    const problems = builderProblems(`golang:${version}`, [{ version: line, at: '/srv/go.mod:3' }]);
    expect(problems.length === 0).toBe(compiles);
  });

  test('is told with the line that asks for more, and with the builder to take', () => {
    expect(builderProblems('golang:1.27-trixie', [{ version: '1.28', at: '/srv/go.mod:3' }])).toEqual([
      '/srv/go.mod:3 says go 1.28, but the builder "golang:1.27-trixie" has Go 1.27 and fetches no other ' +
        '(GOTOOLCHAIN=local); take the builder "golang:1.28", or lower the line',
    ]);
  });

  test("is not known for a builder of one's own: then the Go command will tell", () => {
    expect(builderProblems('example.com/go:1', [{ version: '1.99', at: '' }])).toEqual([]);
  });
});
