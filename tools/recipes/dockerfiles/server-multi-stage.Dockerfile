# Text 000, the same program on ubuntu, alpine and scratch: one Dockerfile with three bases.
#
# As in the text: the tree of the build, sources and all, is what the image gets.
# Changed: as in the single stage; Debian slim in the place of ubuntu, which the offline kit does not have.
ARG BUILDER=golang:1.27-trixie
ARG RUNTIME=scratch
FROM ${BUILDER} as build
WORKDIR /go/src/app
COPY . .
ENV CGO_ENABLED=0
ENV GOFLAGS="-ldflags=-s -w"
RUN ["go", "build", "-o", "recipe_program", "."]

FROM ${RUNTIME}
WORKDIR /app
COPY --from=build /go/src/app /app
CMD ["./recipe_program"]
