# Text 004: a user of its own on an empty image, with the accounts of the builder.
#
# As in the text: a working directory below GOPATH, everything is copied before the modules are downloaded, the builder's whole
# passwd and group, the user by name.
# Changed: the line that the text glues to the one before it stands by itself. The builder is Debian's and not alpine: so git is
# there, the user's lines are written as alpine's adduser writes them, and cgo is off, as it is on an alpine without a C compiler.
ARG BUILDER=golang:1.27-trixie
FROM ${BUILDER} AS builder
ENV USER=appuser
ENV UID=10001
RUN echo "${USER}:x:${UID}:${UID}::/nonexistent:/sbin/nologin" >> /etc/passwd && \
    echo "${USER}:x:${UID}:" >> /etc/group
WORKDIR $GOPATH/src/mypackage/myapp/
COPY . .
RUN go mod download
RUN go mod verify
RUN CGO_ENABLED=0 GOOS=linux GOARCH=amd64 go build -ldflags="-w -s" -o /go/bin/recipe_program

FROM scratch
COPY --from=builder /etc/passwd /etc/passwd
COPY --from=builder /etc/group /etc/group
COPY --from=builder /go/bin/recipe_program /go/bin/recipe_program
USER appuser:appuser
EXPOSE 9292
ENTRYPOINT ["/go/bin/recipe_program"]
