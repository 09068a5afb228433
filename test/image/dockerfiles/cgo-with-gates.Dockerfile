FROM golang:1.22-bookworm as compile
WORKDIR /go/scr/library
COPY . .

RUN go mod download
RUN go vet -v ./...
RUN go test -v ./...

RUN CGO_ENABLED=1 go build -tags "icu"  -o /srv/library cmd/librarian/main.go
RUN chmod a+x /srv/library

FROM gcr.io/distroless/base-debian12
COPY --from=compile /srv /srv
WORKDIR /srv
CMD ["/srv/library"]
