# Text 000, the image that the others are compared with: the toolchain stays in it, and every edit compiles everything.
#
# As in the text: a relative WORKDIR, flags in GOFLAGS of which Go takes the first one only, no other user.
# Changed: no "go mod init", since the program has a go.mod; "-o", since the text starts a file that its build does not write.
# The program's odd name lets the table find, and remove, what this leaves in the Engine's build cache.
ARG BUILDER=golang:1.27-trixie
FROM ${BUILDER}
WORKDIR go/src/app
COPY . .
ENV CGO_ENABLED=0
ENV GOFLAGS="-ldflags=-s -w"
RUN ["go", "build", "-o", "recipe_program", "."]
CMD ["./recipe_program"]
