package main

import (
	"context"
	"crypto/tls"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptrace"
	"net/url"
	"sync/atomic"
	"time"
)

// patience is how long a connection, and an answer that is due at once, may take.
const patience = 10 * time.Second

// errNotSentAgain stands for a request that was sent, and whose connection closed without an answer.
//
// http.Transport sends some of them again and says nothing. A failure must not be hidden that way.
var errNotSentAgain = errors.New("the connection closed without an answer, and the request is not sent again")

// target is the server, and how to reach it.
type target struct {
	url  *url.URL
	host string
	tls  *tls.Config
	// page is the path and the query that get asks for.
	page string
}

func newTarget(options options) target {
	host := options.host
	if host == "" {
		host = options.url.Host
	}
	name, _, err := net.SplitHostPort(host)
	if err != nil {
		name = host
	}
	return target{options.url, host, &tls.Config{ServerName: name, InsecureSkipVerify: options.insecure}, options.page}
}

// transport has one connection, which it keeps.
func (target target) transport() *http.Transport {
	return &http.Transport{
		DialContext:         dial,
		DialTLSContext:      target.dialTLS,
		MaxConnsPerHost:     1,
		MaxIdleConnsPerHost: 1,
		DisableCompression:  true,
	}
}

func (target target) request(ending context.Context, method, path string, body io.Reader) (*http.Request, error) {
	request, err := http.NewRequestWithContext(ending, method, target.url.JoinPath(path).String(), body)
	if err != nil {
		return nil, err
	}
	request.Host = target.host
	return request, nil
}

// roundTrip sends a request once.
func roundTrip(transport http.RoundTripper, request *http.Request) (*http.Response, error) {
	sending := &sending{}
	marked := context.WithValue(request.Context(), sendingKey{}, sending)
	marked = httptrace.WithClientTrace(marked, &httptrace.ClientTrace{GotConn: sending.got})
	return transport.RoundTrip(request.WithContext(marked))
}

type sendingKey struct{}

// sending knows whether a request has gone out: only the first connection that it wrote to is its own.
type sending struct {
	connection *counted
	before     int64
}

func (sending *sending) got(info httptrace.GotConnInfo) {
	sending.connection = info.Conn.(*counted)
	sending.before = sending.connection.written.Load()
}

func (sending *sending) sent() bool {
	return sending.connection != nil && sending.connection.written.Load() > sending.before
}

// counted is a connection that knows how many bytes were given to it, before encryption.
type counted struct {
	net.Conn
	written atomic.Int64
}

func (counted *counted) Write(bytes []byte) (int, error) {
	count, err := counted.Conn.Write(bytes)
	counted.written.Add(int64(count))
	return count, err
}

// dial refuses a second connection to a request that was sent on its first one.
func dial(ending context.Context, network, address string) (net.Conn, error) {
	if sending, marked := ending.Value(sendingKey{}).(*sending); marked && sending.sent() {
		return nil, errNotSentAgain
	}
	connection, err := (&net.Dialer{Timeout: patience}).DialContext(ending, network, address)
	if err != nil {
		return nil, err
	}
	return &counted{Conn: connection}, nil
}

func (target target) dialTLS(ending context.Context, network, address string) (net.Conn, error) {
	plain, err := dial(ending, network, address)
	if err != nil {
		return nil, err
	}
	shaking, done := context.WithTimeout(ending, patience)
	defer done()
	encrypted := tls.Client(plain, target.tls)
	if err := encrypted.HandshakeContext(shaking); err != nil {
		plain.Close()
		return nil, err
	}
	return &counted{Conn: encrypted}, nil
}
