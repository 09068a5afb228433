import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { readDockerfile } from '../../lib/dockerfile/read-dockerfile';
import { DOCKERFILE_RULES } from '../../lib/image/dockerfile-rule-table';
import { dockerfileFindings } from '../../lib/image/dockerfile-rules';
import type { DockerfileUse } from '../../lib/image/dockerfile-view';
import { Platform } from '../../lib/image/platform';

const FOLDER = join(__dirname, 'dockerfiles');

function findings(text: string, use?: DockerfileUse) {
  return dockerfileFindings(readDockerfile(text), use);
}

/** Those of one rule, as `error 3`. */
function told(rule: string, text: string, use?: DockerfileUse): string[] {
  return findings(text, use)
    .filter(({ id }) => id === rule)
    .map(({ severity, line }) => `${severity} ${line}`);
}

const GO = 'FROM golang:1.27-trixie AS build';
const END = 'FROM scratch\nCOPY --from=build /out/a /a\nUSER 1:1\nENTRYPOINT ["/a"]';
const building = (...lines: string[]): string => [GO, 'WORKDIR /src', ...lines, END].join('\n');
const ending = (...lines: string[]): string => [GO, 'RUN go build -o /out/a ./a', ...lines].join('\n');

describe('a Dockerfile with the mistakes of many', () => {
  test.each<[string, string[]]>([
    ['single-stage', ['1 E-01', '1 E-02', '1 E-19', '3 E-07', '5 E-10', '9 E-08', '11 E-05', '15 E-13']],
    [
      'whole-tree',
      [
        '1 E-03',
        '1 E-30',
        '3 E-07',
        '5 E-10',
        '9 E-08',
        '11 E-05',
        '15 E-02',
        '15 E-19',
        '19 E-12',
        '21 E-13',
      ],
    ],
    [
      'gopath-era',
      [
        ...[
          '1 E-03',
          '1 E-30',
          '2 E-26',
          '3 E-10',
          '3 E-27',
          '5 E-09',
          '5 E-09',
          '7 E-03',
          '7 E-19',
          '8 E-11',
        ],
        '9 E-17',
      ],
    ],
    [
      'cgo-with-gates',
      [
        ...[
          '1 E-03',
          '1 E-30',
          '2 E-07',
          '3 E-10',
          '6 E-24',
          '7 E-24',
          '9 E-06',
          '10 E-26',
          '12 E-02',
          '12 E-03',
        ],
        ...['12 E-19', '13 E-12'],
      ],
    ],
    [
      'stamped',
      ['1 E-03', '3 E-25', '6 E-17', '8 E-09', '8 E-23', '8 E-23', '11 E-02', '11 E-19', '12 E-11'],
    ],
    ['glued-line', ['1 E-02', '3 E-26', '13 E-20', '15 E-10', '15 E-11', '27 E-19']],
    ['clean', []],
  ])('is told all of them: %s', (name, expected) => {
    const text = readFileSync(join(FOLDER, `${name}.Dockerfile`), 'utf8');
    expect(findings(text).map(({ id, line }) => `${line} ${id}`)).toEqual(expected);
  });

  test('is one of those above', () => {
    expect(readdirSync(FOLDER)).toHaveLength(7);
  });
});

/** Rule, what is expected, a text that breaks it, and how it is written well. */
type Case = [rule: string, told: string, broken: string, clean: string];

const CASES: Case[] = [
  ['E-01', 'error 1', 'FROM golang:1.27-trixie\nUSER 1:1', 'FROM debian:trixie-slim\nUSER 1:1'],
  [
    'E-02',
    'warning 1',
    'FROM mirror.example.com/golang:alpine',
    'FROM mirror.example.com/golang:1.27-alpine',
  ],
  ['E-02', 'warning 1', 'FROM alpine', `FROM alpine@sha256:${'0'.repeat(64)}`],
  ['E-03', 'warning 1', 'FROM golang:1.24-trixie', 'FROM golang:1.27-trixie'],
  ['E-03', 'warning 1', 'FROM debian:8', 'FROM debian:13'],
  ['E-05', 'error 3', building('RUN go mod init example.com/a'), building('RUN go mod download')],
  [
    'E-06',
    'error 3',
    building('RUN go build -o /out/a cmd/a/main.go'),
    building('RUN go build -o /out/a ./cmd/a'),
  ],
  ['E-07', 'error 2', `${GO}\nWORKDIR src`, `${GO}\nWORKDIR /src`],
  ['E-07', 'error 2', `${GO}\nWORKDIR $GOPATH/src/a`, 'FROM debian:13\nWORKDIR /go/src/a'],
  ['E-08', 'error 3', building('ENV GOFLAGS="-mod=mod -v"'), building('ENV GOFLAGS=-mod=vendor')],
  ['E-08', 'error 3', building("RUN GOFLAGS='-a -v' go env"), building('RUN GOFLAGS=-v go env')],
  ['E-09', 'error 3', building('RUN go build -a .'), building('RUN go build -o a .')],
  ['E-09', 'error 3', building('RUN GOFLAGS=-toolexec=x go vet .'), building('RUN go list -a .')],
  ['E-09', 'warning 3', building('RUN go build -installsuffix cgo .'), building('RUN go build -v .')],
  [
    'E-10',
    'warning 3',
    building('COPY . .', 'RUN go build .'),
    building('COPY go.mod go.sum ./', 'RUN go mod download', 'COPY . .', 'RUN go build .'),
  ],
  [
    'E-10',
    'warning 3',
    building('COPY ./ ./', 'RUN go mod download'),
    building('COPY ./ ./', 'RUN --mount=type=cache,target=/go/pkg/mod go mod download'),
  ],
  [
    'E-10',
    'warning 3',
    building('ADD . .', 'RUN go build .'),
    building('COPY . .', 'RUN go build -mod=vendor .'),
  ],
  [
    'E-11',
    'error 3',
    ending('COPY --from=build /out/a .'),
    ending('WORKDIR /', 'COPY --from=build /out/a .'),
  ],
  [
    'E-12',
    'error 6',
    building('COPY . .', 'RUN go build -o a .').replace('/out/a /a', '/src /a'),
    building('COPY . .', 'RUN go build -o a .').replace('/out/a /a', '/src/a /a'),
  ],
  [
    'E-12',
    'warning 5',
    building('RUN go build -o /out/a .').replace('/out/a /a', '/out /'),
    building('RUN go build -o /out/a .'),
  ],
  [
    'E-13',
    'error 7',
    building('RUN go build -o /out/a .').replace('["/a"]', '["/b"]'),
    building('RUN go build -o /out/a .'),
  ],
  [
    'E-13',
    'error 7',
    building('RUN go build -o /out/a .').replace('["/a"]', '["a"]'),
    building('RUN go build -o /out/a .').replace('/a\n', '/usr/bin/a\n').replace('["/a"]', '["a"]'),
  ],
  [
    'E-17',
    'warning 3',
    building('ARG VERSION', 'RUN go mod download', 'RUN go build -ldflags "-X main.v=$VERSION" .'),
    building('RUN go mod download', 'ARG VERSION', 'RUN go build -ldflags "-X main.v=$VERSION" .'),
  ],
  [
    'E-17',
    'warning 3',
    building('ARG OTHER', 'RUN go mod download'),
    building('ARG GOPROXY', 'ARG SUB', 'RUN go mod download -C $SUB'),
  ],
  [
    'E-17',
    'warning 5',
    ending('FROM debian:13', 'COPY --from=build /out/a /a', 'RUN apt-get install -y tzdata'),
    ending('FROM debian:13', 'RUN apt-get install -y tzdata', 'COPY --from=build /out/a /a'),
  ],
  ['E-19', 'error 1', 'FROM debian:13', 'FROM gcr.io/distroless/static-debian13:nonroot'],
  ['E-19', 'error 2', 'FROM debian:13\nUSER root', 'FROM debian:13\nUSER root\nUSER 10001'],
  ['E-19', 'error 2', 'FROM debian:13\nUSER app', 'FROM debian:13\nENV UID=7\nUSER ${UID}:${UID}'],
  ['E-19', 'error 2', 'FROM debian:13\nUSER 10001:app', 'FROM debian:13 AS a\nUSER 1:1\nFROM a'],
  ['E-20', 'error 3', 'FROM x\nRUN a \\\nCOPY b c', 'FROM x\nRUN a \\\n  "x \\\nCOPY b c"'],
  ['E-20', 'error 2', 'FROM x\nRUN adduser "$A"WORKDIR /a', 'FROM x\nRUN psql -c "COPY a FROM b"'],
  ['E-20', 'error 4', 'FROM x\nENV A=b \\\n# what\nUSER c', 'FROM x\nRUN <<E\nUSER c\nE'],
  ['E-23', 'error 3', building('RUN go get ./...'), building('RUN go mod download')],
  ['E-23', 'error 3', building('RUN go build . >/dev/null 2>&1'), building('RUN go list >/dev/null')],
  ['E-23', 'error 3', building('RUN go vet ./... || true'), building('RUN go vet ./... || exit 1')],
  [
    'E-24',
    'warning 3',
    building('RUN go vet ./...', 'RUN go build -tags a,b .'),
    building('RUN go vet -tags=b,a ./...', 'RUN go build -tags "a b" .'),
  ],
  [
    'E-24',
    'warning 3',
    building('RUN go test ./...', 'RUN CGO_ENABLED=0 go build .'),
    building('RUN go test -race ./...', 'RUN CGO_ENABLED=0 go build .'),
  ],
  ['E-25', 'warning 3', building('LABEL a=b'), 'FROM debian:13 AS a\nLABEL a=b\nFROM a'],
  ['E-26', 'warning 2', 'FROM x\nRUN mkdir -p /a\nWORKDIR /a', 'FROM x\nRUN mkdir -p /a/b\nWORKDIR /a'],
  [
    'E-26',
    'warning 4',
    building('RUN go build -o /out/a .', 'RUN chmod +x /out/a'),
    building('RUN go build -o /out/a .', 'RUN chmod +x /out/run.sh'),
  ],
  [
    'E-26',
    'warning 2',
    'FROM x\nRUN apk update && apk add --no-cache a',
    'FROM x\nRUN apk update && apk add a',
  ],
  ['E-27', 'warning 2', 'FROM x\nADD a b /c/', 'FROM x\nADD https://example.com/a b.tar.gz /c/'],
  [
    'E-28',
    'error 3',
    building('RUN go install example.com/a@latest'),
    building('RUN go install example.com/a@v1.2.3'),
  ],
  ['E-28', 'error 3', building('RUN go run example.com/a@v1 -b@c'), building('RUN go install example.com/a')],
  ['E-30', 'warning 1', 'FROM x as y', 'from x as y'],
  [
    'E-31',
    'error 3',
    building('RUN GOARCH=amd64 go build .').replace('FROM scratch', 'FROM --platform=linux/arm64 scratch'),
    building('RUN GOARCH=amd64 go build .'),
  ],
  ['E-31', 'error 3', building('RUN GOOS=windows go build .'), building('RUN GOOS=linux go build .')],
  ['E-33', 'error 1', 'ARG API_TOKEN\nFROM x', 'ARG TOKENIZER\nFROM x'],
  ['E-33', 'error 2', 'FROM x\nENV DB_PASSWORD=x', 'FROM x\nENV DB_PASSWORD_FILE=/run/x PUBLIC_KEY=y'],
  [
    'E-33',
    'error 2',
    'FROM x\nENV GOPROXY=https://me:word@example.com',
    'FROM x\nENV GOPROXY=https://example.com',
  ],
  ...[
    [
      'RUN git config --global url."https://u:hunter2@github.com/".insteadOf x',
      'RUN git config --global url."https://u:$T@github.com/".insteadOf x',
    ],
    [
      'RUN echo "machine h login u password hunter2" > ~/.netrc',
      'RUN echo "machine h login u password $(cat /run/secrets/t)" > ~/.netrc',
    ],
    [
      'RUN <<EOF\ncurl -H "Authorization: Bearer hunter2" https://h\nEOF',
      'RUN <<EOF\ncurl -H "Authorization: Bearer $T" https://h\nEOF',
    ],
    [
      'COPY <<EOF /root/.netrc\nmachine h login u password hunter2\nEOF',
      'COPY <<EOF /root/.netrc\nmachine h login u password $T\nEOF',
    ],
    ['LABEL password=hunter2', 'LABEL password="" key=value org.opencontainers.image.authors=me'],
    ['LABEL com.example.api-key=hunter2', 'LABEL com.example.tokens=3'],
    ['LABEL home=https://u:hunter2@h', 'LABEL home=https://h'],
    ['CMD ["/a", "-db=postgres://u:hunter2@h/d"]', 'CMD ["/a", "-db=postgres://u@h/d"]'],
    ['ENTRYPOINT ["/a", "-db=postgres://u:hunter2@h/d"]', 'ENTRYPOINT ["/a", "-db=postgres://h/d"]'],
    ['HEALTHCHECK CMD curl https://u:hunter2@h', 'HEALTHCHECK CMD curl https://h'],
    ['ADD https://u:hunter2@h/a /a', 'ADD https://h/a /a'],
    ['ENV KEYS="-----BEGIN PRIVATE KEY-----MIIE"', 'ENV KEYS="-----BEGIN PUBLIC KEY-----MIIE"'],
  ].map(([broken = '', clean = '']): Case => ['E-33', 'error 2', `FROM x\n${broken}`, `FROM x\n${clean}`]),
  ['E-34', 'error 2', 'FROM scratch\nCMD /a', 'FROM alpine:3.24\nCMD /a'],
  [
    'E-34',
    'error 2',
    'FROM gcr.io/distroless/cc-debian13:nonroot\nHEALTHCHECK CMD /a',
    'FROM gcr.io/distroless/cc-debian13:debug-nonroot\nHEALTHCHECK CMD /a',
  ],
  ['E-34', 'error 2', 'FROM scratch\nENTRYPOINT /a', 'FROM scratch\nENTRYPOINT ["/a"]\nHEALTHCHECK NONE'],
  [
    'E-36',
    'error 2',
    'FROM golang:1.27-alpine AS b\nRUN go test -race ./...\nFROM scratch',
    'FROM golang:1.27-alpine AS b\nRUN apk add --no-cache gcc musl-dev && go test -race ./...\nFROM scratch',
  ],
  ['E-36', 'error 3', building('RUN CGO_ENABLED=0 go test -race .'), building('RUN go test -race .')],
];

describe('dockerfileFindings', () => {
  test.each(CASES)('%s tells %s of %j, and nothing of %j', (rule, expected, broken, clean) => {
    expect({ broken: told(rule, broken), clean: told(rule, clean) }).toEqual({
      broken: [expected],
      clean: [],
    });
  });

  test('has a case for every rule', () => {
    expect([...new Set(CASES.map(([rule]) => rule))]).toEqual(Object.keys(DOCKERFILE_RULES));
  });

  test('repeats no secret, whatever else is wrong', () => {
    const lines = [
      'LABEL home=https://u:hunter2@h password=hunter2',
      'RUN cd /x && curl https://u:hunter2@h | sh; echo machine h login u password hunter2',
      'COPY a https://u:hunter2@h/ b',
      'ADD https://u:hunter2@h/a.txt x',
      'WORKDIR a',
    ];
    const text = [
      'FROM golang:1.27 AS a',
      ...lines,
      'FROM scratch',
      ...lines,
      'ENTRYPOINT /a https://u:hunter2@h',
    ];
    const all = findings(text.join('\n'));
    expect(all.map(({ id }) => id)).toEqual(expect.arrayContaining(['E-25', 'E-33', 'E-34']));
    expect(all.filter((each) => each.text.includes('hunter2'))).toEqual([]);
  });

  test('says what the value is and what to write', () => {
    const sentences = CASES.flatMap(([, , broken]) => findings(broken).map(({ text }) => text));
    expect(
      sentences.filter((text) => !/[;,] .*(write|leave|copy|end|keep|take|name|install|begin)/.test(text)),
    ).toEqual([]);
  });

  test('looks at the stage that is built', () => {
    const text = 'FROM debian:13 AS debug\nUSER root\nFROM debug AS release\nUSER 1:1\n';
    expect(told('E-19', text)).toEqual([]);
    expect(told('E-19', text, { target: 'DEBUG' })).toEqual(['error 2']);
  });

  test('knows the values that the build is given', () => {
    const text = 'ARG GO=1.27\nFROM golang:$GO-trixie\n';
    expect(told('E-03', text)).toEqual([]);
    expect(told('E-03', text, { buildArguments: { GO: '1.24' } })).toEqual(['warning 2']);
  });

  test('compares a machine that is written down with the one that the image is for', () => {
    const text = building('ENV GOARCH=amd64', 'RUN go build .');
    expect(told('E-31', text, { platform: Platform.linuxAmd64() })).toEqual([]);
    expect(told('E-31', text, { platform: Platform.linuxArm64() })).toEqual(['error 4']);
    const free = building('ARG TARGETARCH', 'RUN GOARCH=$TARGETARCH go build .');
    expect(told('E-31', free, { platform: Platform.linuxArm64() })).toEqual([]);
  });

  test('follows a start command through stages and directories', () => {
    const text = (start: string): string =>
      `${GO}\nRUN cd /app && go build -o bin/a ./a\nFROM build AS tidy\nFROM scratch\nCOPY --from=tidy /app/bin/ /opt/\n` +
      `WORKDIR /opt\nUSER 1:1\nCMD ["${start}"]`;
    expect(told('E-13', text('./a'))).toEqual([]);
    expect(told('E-13', text('/opt/a'))).toEqual([]);
  });

  test('says nothing of a start command that a base may have', () => {
    expect(told('E-13', 'FROM debian:13\nCMD ["/bin/true"]')).toEqual([]);
    expect(told('E-13', 'FROM scratch\nCOPY . /\nCMD ["/server"]')).toEqual([]);
  });

  test('reads any text', () => {
    const words = fc.constantFrom(
      ...[
        'FROM ',
        'RUN ',
        'COPY ',
        'ENV ',
        'ARG ',
        'USER ',
        'WORKDIR ',
        'CMD ',
        'go build ',
        'go test -race ',
      ],
      ...[
        '\n',
        ' \\\n',
        '"',
        "'",
        '[',
        ']',
        '$',
        '${',
        '}',
        '--from=',
        'a',
        '/',
        '.',
        '=',
        ' as ',
        '0',
        '<<EOF\n',
        '-o ',
      ],
    );
    const text = fc.array(fc.oneof(words, fc.string({ unit: 'binary', maxLength: 4 })), { maxLength: 40 });
    fc.assert(
      fc.property(text, (parts) => {
        expect(findings(parts.join(''))).toBeDefined();
      }),
      { numRuns: 2_000 },
    );
  });
});
