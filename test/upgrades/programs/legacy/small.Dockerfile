ARG GO=1.27
FROM golang:${GO}-trixie AS compile
WORKDIR /src
COPY go.mod ./
RUN go mod download
COPY . .
RUN go build -o /out/legacy .

FROM scratch AS release
COPY --from=compile /out/legacy /legacy
ARG NOTE
LABEL note=$NOTE
USER 10001:10001
ENTRYPOINT ["/legacy"]
