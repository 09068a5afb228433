FROM golang:1.11.4 AS compile

LABEL maintainer="Somebody <somebody@example.com>"

WORKDIR /project
ARG RELEASE
COPY main.go go.mod go.sum ./
RUN bash -c "go get -d &> /dev/null" && \
    CGO_ENABLED=0 GOOS=linux go build -ldflags "-X main.release=${RELEASE} -s -w" -a -o clock .

FROM gcr.io/distroless/base
COPY --from=compile /project/clock .
CMD ["./clock"]
