FROM golang:1.10.3 as compile
RUN mkdir /app
ADD . /app/
WORKDIR /app
RUN CGO_ENABLED=0 GOOS=linux go build -a -installsuffix cgo -o quotes .

FROM alpine:3.8
COPY --from=compile /app/quotes .
RUN apk --no-cache add ca-certificates
CMD ["./quotes"]
