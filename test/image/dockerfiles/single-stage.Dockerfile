FROM golang:latest

WORKDIR src/notes

COPY . .

ENV CGO_ENABLED=0

ENV GOFLAGS="-ldflags=-s -w"

RUN ["go", "mod", "init", "notes-server"]

RUN ["go", "build", "."]

CMD ["./server"]
