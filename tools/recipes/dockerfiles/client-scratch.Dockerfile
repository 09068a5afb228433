# Text 001, the last one: an empty image with the program and the certificates of a third stage.
#
# Changed: the release of Go; the third stage is the builder, which has the certificates, and not alpine with a package of them,
# which neither the offline kit has nor a builder without network could install.
ARG BUILDER=golang:1.27-trixie
FROM ${BUILDER} as builder
RUN mkdir /app
ADD . /app/
WORKDIR /app
RUN CGO_ENABLED=0 GOOS=linux go build -a -installsuffix cgo -o recipe_program .

FROM ${BUILDER} as certs

FROM scratch
COPY --from=builder /app/recipe_program .
COPY --from=certs /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/ca-certificates.crt
CMD ["/recipe_program"]
