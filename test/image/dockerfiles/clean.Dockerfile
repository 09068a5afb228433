# What a careful hand writes: no rule is against it.
ARG GO_VERSION=1.27

FROM golang:${GO_VERSION}-trixie AS compile
WORKDIR /src
COPY go.mod go.sum ./
RUN --mount=type=cache,target=/go/pkg/mod go mod download
COPY . .
ARG RELEASE=unknown
ENV CGO_ENABLED=0
RUN go vet ./... && go test ./...
RUN go build -trimpath -ldflags "-s -w -X main.release=${RELEASE}" -o /out/server ./cmd/server

FROM scratch
LABEL org.opencontainers.image.title="notes"
COPY --from=compile /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/ca-certificates.crt
COPY --from=compile /out/server /server
USER 10001:10001
EXPOSE 8080
ENTRYPOINT ["/server"]
