# Text 003: a version from outside, and distroless with glibc and OpenSSL for a program that needs neither.
#
# As in the text: the version comes before the modules, what fetches them is silenced, "-a", a label in the stage that is thrown away.
# Changed: the releases of Go and Debian; all packages are copied and not main.go alone, and "go get" and the build name them,
# since the program has several; no go.sum, since it needs no other module.
ARG BUILDER=golang:1.27-trixie
ARG RUNTIME=gcr.io/distroless/base-debian13:nonroot
FROM ${BUILDER} AS build-env

LABEL maintainer="somebody <somebody@example.com>"

WORKDIR /project
ARG VERSION
COPY . .
RUN bash -c "go get -d ./... &> /dev/null" && \
    CGO_ENABLED=0 GOOS=linux go build -ldflags "-X main.version=${VERSION} -s -w" -a -o recipe_program ./cmd/version

FROM ${RUNTIME}
COPY --from=build-env /project/recipe_program .
CMD ["./recipe_program"]
