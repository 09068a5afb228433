# The first Dockerfile of many tutorials: one stage, every edit compiles everything, the toolchain stays in the image.
# The program's odd name lets the benchmark find, and remove, what this leaves in the Engine's build cache.
ARG BUILDER=golang:1.27-trixie
FROM ${BUILDER}
WORKDIR /app
COPY . .
RUN go build -o bench-hello .
EXPOSE 8080
CMD ["/app/bench-hello"]
