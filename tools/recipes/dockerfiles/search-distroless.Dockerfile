# Text 002: cgo, vet and test in the build, and distroless with glibc and OpenSSL.
#
# As in the text: everything is copied before the modules are downloaded, a directory with a slip of the pen, vet and test without
# the tag, a chmod of what can be run already, the tree of the build in the image, root where the base says nothing else.
# Changed: the releases of Go and Debian; the package instead of its file main.go, which is not all of it; the tag is called
# sqlite_fts5 here, which go-sqlite3 takes for the text's fts5.
ARG BUILDER=golang:1.27-trixie
ARG RUNTIME=gcr.io/distroless/base-debian13:nonroot
FROM ${BUILDER} as build
WORKDIR /go/scr/app_demo
COPY . .

RUN go mod download
RUN go vet -v ./...
RUN go test -v ./...

RUN CGO_ENABLED=1 go build -tags "sqlite_fts5" -o /app/recipe_program ./cmd/search
RUN chmod a+x /app/recipe_program

FROM ${RUNTIME}
COPY --from=build /app /app
WORKDIR /app
CMD ["/app/recipe_program"]
