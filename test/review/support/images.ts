import type { Fields } from '../../../lib/core/json';
import type { ImageFacts } from '../../../lib/facts/facts';
import type { ResourceChange } from '../../../lib/review/model/plan';
import { changeOf } from './plan-builder';

/** The attributes of a `docker_image` that is pulled, as a plan has them, and what is said otherwise. */
export function pulled(name: string, others: Fields = {}): Fields {
  return {
    name,
    build: [],
    force_remove: null,
    keep_locally: true,
    platform: null,
    pull_triggers: null,
    triggers: null,
    ...others,
  };
}

/** The attributes of a `docker_image` that is built, and what is said otherwise of it or of its build. */
export function built(
  name: string,
  { build = {}, ...others }: Fields & { readonly build?: Fields } = {},
): Fields {
  return pulled(name, {
    build: [
      {
        context: 'images/web',
        dockerfile: 'Dockerfile',
        build_args: { SOURCE_DATE_EPOCH: '0' },
        labels: null,
        platform: '',
        remove: true,
        secrets: [],
        ...build,
      },
    ],
    ...others,
  });
}

/** A change of an image, `docker_image.web` where nothing else is said. */
export function imageChange(
  before: Fields | undefined,
  after: Fields | undefined,
  parts: Partial<ResourceChange> = {},
): ResourceChange {
  return changeOf(parts.address ?? 'docker_image.web', { before, after, ...parts });
}

/** The facts of an image, and what is said otherwise. */
export function imageFacts(others: Partial<ImageFacts> = {}): ImageFacts {
  return {
    kind: 'image',
    module: 'example.com/web',
    goVersion: '1.27',
    package: '.',
    bases: ['golang:1.27', 'gcr.io/distroless/static-debian13:nonroot'],
    user: '65532:65532',
    dockerfile: DOCKERFILE,
    ...others,
  };
}

/** A small Dockerfile with a line of every kind that a review looks at. */
export const DOCKERFILE = `# syntax=docker/dockerfile:1
FROM golang:1.27 AS build
ARG VERSION=1
COPY src/ ./
RUN --mount=type=secret,id=netrc \\
    go build -o /out/web .

FROM gcr.io/distroless/static-debian13:nonroot
LABEL org.opencontainers.image.version="1"
COPY --from=build /out/web /web
EXPOSE 8080
USER 65532:65532
HEALTHCHECK NONE
CMD ["-verbose"]
ENTRYPOINT ["/web"]
`;

export const DIGEST = `sha256:${'0123456789abcdef'.repeat(4)}`;
export const OTHER_DIGEST = `sha256:${'fedcba9876543210'.repeat(4)}`;
