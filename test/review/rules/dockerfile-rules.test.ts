import { judgeDockerfiles } from '../../../lib/review/rules/dockerfile-rules';
import { plain } from '../../../lib/review/model/phrase';
import { DOCKERFILE, imageFacts } from '../support/images';
import { contextWith } from '../support/plan-builder';

function judged(before: string, after: string) {
  return judgeDockerfiles(
    contextWith({
      facts: [
        {
          path: 'dev/web',
          before: imageFacts({ dockerfile: before }),
          after: imageFacts({ dockerfile: after }),
        },
      ],
    }),
  );
}

function edited(from: string, to: string): string {
  const [finding] = judged(DOCKERFILE, DOCKERFILE.replace(from, to));
  return `${finding!.severity}: ${plain(finding!.effect)}`;
}

describe('CR-IMG-2', () => {
  test.each([
    ['FROM golang:1.27', 'FROM golang:1.28', 'FROM'],
    ['USER 65532:65532\n', '', 'USER'],
    ['USER 65532:65532', 'user root', 'USER'],
    ['EXPOSE 8080', 'EXPOSE 8080 9090', 'EXPOSE'],
    ['ENTRYPOINT ["/web"]', 'ENTRYPOINT ["/web", \\\n  "-x"]', 'ENTRYPOINT'],
    ['CMD ["-verbose"]', 'CMD ["-quiet"]', 'CMD'],
    ['HEALTHCHECK NONE\n', 'HEALTHCHECK --interval=5s \\\n  CMD /web -check\n', 'HEALTHCHECK'],
    ['go build -o', 'go build -race -o', 'a RUN that mounts a secret'],
    ['COPY src/', 'RUN --mount=target=/x,"type=secret",id=a true\nCOPY src/', 'a RUN that mounts a secret'],
    ['docker/dockerfile:1', 'somebody/frontend:1', 'the frontend that reads it ("# syntax")'],
    ['COPY src/', 'ONBUILD USER root\nCOPY src/', 'USER'],
  ])('%j that becomes %j is a warning that names it', (from, to, what) => {
    expect(edited(from, to)).toMatch(/^warn: the Dockerfile of dev\/web changes/);
    expect(edited(from, to).endsWith(`also in ${what}`)).toBe(true);
  });

  test('several of them are named in one order', () => {
    expect(edited('EXPOSE 8080\nUSER 65532:65532', 'EXPOSE 8081\nUSER root')).toBe(
      'warn: the Dockerfile of dev/web changes (+2 -2 lines), also in USER and EXPOSE',
    );
  });

  test.each([
    ['ARG VERSION=1', 'ARG VERSION=2'],
    ['image.version="1"', 'image.version="2"'],
    ['COPY src/ ./', 'COPY src/ ./\nRUN echo USER root # --mount=type=cache'],
    ['COPY src/ ./', '# or RUN --mount=type=secret,id=a\nCOPY src/ ./'],
    ['COPY src/ ./', '# FROM here on\nCOPY src/ ./'],
    ['COPY src/ ./', 'COPY <<EOF /x\nUSER root\nEOF\nCOPY src/ ./'],
  ])('%j that becomes %j is for information', (from, to) => {
    expect(edited(from, to)).toMatch(/^info: .* lines\), but not in what/);
  });

  test('holds where the text is the same, or is not known on both sides', () => {
    expect(judged(DOCKERFILE, DOCKERFILE)).toEqual([]);
    const image = { path: 'dev/web', after: imageFacts() };
    const service = {
      path: 'dev/web',
      before: { kind: 'job' as const, image: 'a', environment: [] },
      after: { kind: 'job' as const, image: 'b', environment: [] },
    };
    expect(judgeDockerfiles(contextWith({ facts: [image, service] }))).toEqual([]);
  });

  test('is a warning where too much is not the same to be shown', () => {
    const long = (word: string) =>
      Array.from({ length: 2000 }, (_, line) => `RUN ${word} ${line}`).join('\n');
    const [finding] = judged(long('a'), `${long('b')}\nUSER root`);
    expect(finding?.severity).toBe('warn');
    expect(plain(finding!.effect)).toBe(
      'the Dockerfile of dev/web changes too much to be shown, also in USER',
    );
  });
});
