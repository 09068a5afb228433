# Text 001, how people usually do it: "-a" compiles the standard library again in every build, "-installsuffix" does nothing.
#
# Changed: only the release of Go.
ARG BUILDER=golang:1.27-trixie
FROM ${BUILDER}
RUN mkdir /app
ADD . /app/
WORKDIR /app
RUN CGO_ENABLED=0 GOOS=linux go build -a -installsuffix cgo -o recipe_program .
CMD ["/app/recipe_program"]
