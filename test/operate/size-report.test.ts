import { fileGroups } from '../../lib/operate/file-groups';
import type { LayerEntry } from '../../lib/operate/image-files';
import { isOverBudget, sizeReport } from '../../lib/operate/size-report';
import { sizeText } from '../../lib/operate/size-text';

const file = (path: string, bytes: number): LayerEntry => ({ path, kind: 'file', bytes });
const line = (CreatedBy: string, Size: number) => JSON.stringify({ CreatedBy, Size: String(Size) });

const report = (labels: Record<string, string> = {}) =>
  sizeReport({
    image: 'dev/hello',
    name: 'hello:1c2d',
    dockerfile:
      'FROM go AS build\nRUN x\nFROM static AS runtime\nCOPY --from=build ["/out/image/", "/"]\nUSER 1\n',
    history: [line('USER 1', 0), line('COPY /out/image/ / # buildkit', 3_000_000), line('', 1_000_020)].join(
      '\n',
    ),
    saved: {
      layers: [
        [file('etc/passwd', 900_000), file('etc/ssl/certs/ca-certificates.crt', 100_000)],
        [file('usr/local/bin/hello', 2_900_000), file('etc/passwd', 100_000)],
      ],
      isEmpty: [false, false, true],
      labels,
    },
  });

describe('fileGroups', () => {
  test('put a file where its path belongs, and what the base brings with the base', () => {
    const paths = [
      ...['/etc/group', '/etc/ssl/certs/x.crt', '/srv/logo.svg', '/usr/local/bin/go-containers-probe'],
      ...['/usr/local/bin/hello', '/usr/local/share/zoneinfo.zip', '/usr/share/zoneinfo/UTC'],
    ];
    const files = paths.map((path, index) => ({ path, bytes: index, layer: 1 }));
    const groups = fileGroups(
      [...files, { path: '/etc/passwd', bytes: 9, layer: 0 }],
      (layer) => layer === 0,
    );
    expect(groups.map(({ name, files: count, bytes }) => [name, count, bytes])).toEqual([
      ['base', 1, 9],
      ['programs', 1, 4],
      ['probe', 1, 3],
      ['certificates', 1, 1],
      ['time zones', 2, 11],
      ['accounts', 1, 0],
      ['assets and other', 1, 2],
    ]);
  });

  test('name the largest files first', () => {
    const files = [1, 4, 2, 3].map((bytes) => ({ path: `/${bytes}`, bytes, layer: 0 }));
    expect(fileGroups(files, () => false)[0]?.largest.map(({ path }) => path)).toEqual(['/4', '/3', '/2']);
  });
});

describe('sizeReport', () => {
  test('has sums that add up, in every way of counting', () => {
    const { bytes, layers, stages, files, fileBytes, hiddenBytes, besideFiles } = report();
    const sum = (parts: readonly { readonly bytes: number }[]) =>
      parts.reduce((total, each) => total + each.bytes, 0);
    expect([sum(layers), sum(stages), sum(files) + hiddenBytes + besideFiles]).toEqual([bytes, bytes, bytes]);
    expect({ bytes, fileBytes, hiddenBytes, besideFiles }).toEqual({
      bytes: 4_000_020,
      fileBytes: 3_100_000,
      hiddenBytes: 900_000,
      besideFiles: 20,
    });
    expect(stages).toEqual([
      { stage: 'base', bytes: 1_000_020 },
      { stage: 'build', bytes: 3_000_000 },
    ]);
  });

  test('holds the files against the budget on the label', () => {
    const label = 'cdktf-go-containers.max-size';
    expect(isOverBudget(report())).toBe(false);
    expect(isOverBudget(report({ [label]: '3100000' }))).toBe(false);
    expect(isOverBudget(report({ [label]: '3099999' }))).toBe(true);
    expect(() => report({ [label]: '3 MB' })).toThrow('is no number of bytes; use the property maxSize');
  });

  test('reads as tables with a sentence on the budget', () => {
    expect(sizeText(report({ 'cdktf-go-containers.max-size': '3000000' }))).toBe(
      [
        'dev/hello  hello:1c2d',
        '',
        'LAYER     MB  STAGE  INSTRUCTION',
        '    1  1.000  base   FROM static',
        '    2  3.000  build  COPY --from=build ["/out/image/", "/"]',
        '',
        'STAGE     MB',
        'base   1.000',
        'build  3.000',
        'total  4.000',
        '',
        'FILES                                    MB  NUMBER  LARGEST',
        'base                                  0.100       1  /etc/ssl/certs/ca-certificates.crt 0.100',
        'programs                              2.900       1  /usr/local/bin/hello 2.900',
        'accounts                              0.100       1  /etc/passwd 0.100',
        'all files                             3.100       3',
        'replaced or removed by a later layer  0.900',
        'counted by the Engine beside files    0.000',
        'total                                 4.000',
        '',
        'the files of dev/hello have 3.100 MB, which is 100000 bytes over the budget of 3.000 MB; make them smaller, or raise maxSize',
        '',
      ].join('\n'),
    );
  });
});
