FROM golang:1.22 as compile

WORKDIR /go/src/notes

COPY . .

ENV CGO_ENABLED=0

ENV GOFLAGS="-ldflags=-s -w"

RUN ["go", "mod", "init", "notes-server"]

RUN ["go", "build", "."]

FROM ubuntu

WORKDIR /srv

COPY --from=compile /go/src/notes /srv

CMD ["./server"]
