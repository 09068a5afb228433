FROM golang:alpine AS compile

RUN apk update && apk add --no-cache git
ENV ACCOUNT=keeper
ENV NUMBER=10001

RUN adduser \
--disabled-password \
--gecos "" \
--home "/nonexistent" \
--no-create-home \
--uid "${NUMBER}" \
"${ACCOUNT}"WORKDIR $GOPATH/src/lists/keeper/

COPY . .
RUN go mod download
RUN go mod verify

RUN GOOS=linux GOARCH=amd64 go build -ldflags="-w -s" -o /go/bin/lists

FROM scratch

COPY --from=compile /etc/passwd /etc/passwd
COPY --from=compile /etc/group /etc/group
COPY --from=compile /go/bin/lists /go/bin/lists

USER keeper:keeper

EXPOSE 9292
ENTRYPOINT ["/go/bin/lists"]
