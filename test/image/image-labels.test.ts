import { Token } from 'cdktf';
import { imageLabels, labelProblems } from '../../lib/image/image-labels';

const OCI = 'org.opencontainers.image';

describe('labels of an image', () => {
  test('tell what it is, of which release, and what it stands on', () => {
    const own = { team: 'notes' };
    expect(imageLabels({ name: 'a/b', version: '1.4.0', base: 'debian:trixie-slim', own })).toEqual({
      [`${OCI}.title`]: 'a/b',
      [`${OCI}.version`]: '1.4.0',
      [`${OCI}.base.name`]: 'debian:trixie-slim',
      team: 'notes',
    });
    expect(imageLabels({ name: 'a/b', base: 'scratch', own: {} })).toEqual({ [`${OCI}.title`]: 'a/b' });
  });

  test.each<[string, string]>([
    ['licenses', 'MIT'],
    ['licenses', '(MIT OR Apache-2.0) AND GPL-2.0-or-later WITH Classpath-exception-2.0'],
    ['created', '2026-11-21T00:00:00Z'],
    ['source', 'https://example.com/notes'],
    ['revision', '1c2d3e4f'],
    ['vendor', 'anything at all'],
  ])('may have the standard %s: %s', (key, value) => {
    expect(labelProblems({ [`${OCI}.${key}`]: value })).toEqual([]);
  });

  test.each<[string, string, string]>([
    [`${OCI}.licenses`, 'MIT, BSD', 'by the OCI image specification it is an SPDX expression'],
    [`${OCI}.created`, 'yesterday', 'it is a time such as "2026-11-21T00:00:00Z"'],
    [`${OCI}.source`, 'notes', 'it is an address such as'],
    [`${OCI}.url`, 'notes', 'it is an address such as'],
    [`${OCI}.documentation`, 'notes', 'it is an address such as'],
    [`${OCI}.revision`, 'main', 'it is a commit, such as'],
    [`${OCI}.title`, 'x', "is the library's own; use the properties name, version, "],
    [`${OCI}.version`, 'x', "is the library's own"],
    [`${OCI}.base.name`, 'x', "is the library's own"],
    ['cdktf-go-containers.image', 'x', "is the library's own"],
    ['two words', 'x', 'is not possible: letters and digits, divided by single'],
    ['lines', 'a\nb', 'has a value that is not one line of text'],
    [
      'later',
      Token.asString({ resolve: () => '' }),
      'while synthesizing; the image is named by a digest of it',
    ],
  ])('cannot be %s: %j', (key, value, sentence) => {
    expect(labelProblems({ [key]: value })).toEqual([expect.stringContaining(sentence)]);
  });
});
