# The better Dockerfile of many tutorials: modules in a layer of their own, a small runtime; no cache for the compiler,
# so every edit compiles the standard library again.
ARG BUILDER=golang:1.27-trixie
ARG RUNTIME=gcr.io/distroless/static-debian13:nonroot
FROM ${BUILDER} AS build
WORKDIR /src
COPY go.mod ./
RUN go mod download
COPY . .
RUN CGO_ENABLED=0 go build -o /bench-hello .

FROM ${RUNTIME}
COPY --from=build /bench-hello /bench-hello
EXPOSE 8080
USER nonroot:nonroot
ENTRYPOINT ["/bench-hello"]
