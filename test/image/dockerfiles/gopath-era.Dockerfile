FROM golang:1.10.3 as compile
RUN mkdir /work
ADD . /work/
WORKDIR /work
RUN CGO_ENABLED=0 GOOS=linux go build -a -installsuffix cgo -o quotes .

FROM alpine:3.8
COPY --from=compile /work/quotes .
RUN apk --no-cache add ca-certificates
CMD ["./quotes"]
