package main

import (
	"bytes"
	"context"
	cryptorand "crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"strings"
	"time"
)

const (
	// largest is how many bytes a body may have that is sent.
	largest = 64 << 10
	// rest is how long to wait after a failure: a server that is away must not take the whole processor.
	rest = 10 * time.Millisecond
)

// connection asks for pages in turn on one connection, by default without a pause, until ending is done.
//
// The last request is finished: that this program stops is no failure of the server.
func connection(ending context.Context, target target, results *results, pages []kind, options options, number int) {
	transport := target.transport()
	defer transport.CloseIdleConnections()
	orders := newOrders(options.seed, number)
	for turn := 0; ending.Err() == nil; turn++ {
		page := pages[turn%len(pages)]
		begin := time.Now()
		var err error
		switch page {
		case getKind:
			err = get(target, transport, results)
		case postKind:
			err = orders.post(target, transport)
		}
		results.add(page, begin, err)
		if err != nil {
			wait(ending, rest)
		}
		if options.pause > 0 {
			wait(ending, options.pause)
		}
	}
}

func get(target target, transport http.RoundTripper, results *results) error {
	asking, done := context.WithTimeout(context.Background(), patience)
	defer done()
	path, query, _ := strings.Cut(target.page, "?")
	request, err := target.request(asking, http.MethodGet, path, nil)
	if err != nil {
		return err
	}
	request.URL.RawQuery = query
	text, err := exchange(transport, request)
	if err != nil {
		return err
	}
	line, _, _ := strings.Cut(string(text), "\n")
	version, found := strings.CutPrefix(line, "shop version ")
	version, _, _ = strings.Cut(version, ",")
	if !found {
		return wrong("the page begins with %q", line)
	}
	results.saw(version)
	return nil
}

// orders are the bodies of one connection: parts of random bytes.
type orders struct {
	name   string
	random *rand.Rand
	bytes  [2 * largest]byte
	count  int
}

func newOrders(seed uint64, number int) *orders {
	var key [32]byte
	copy(key[:], fmt.Sprintf("%d/%d", seed, number))
	source := rand.NewChaCha8(key)
	orders := &orders{random: rand.New(source), name: fmt.Sprintf("%s-%d", unique, number)}
	source.Read(orders.bytes[:])
	return orders
}

// unique keeps the ids of two runs apart.
var unique = cryptorand.Text()

func (orders *orders) next() (id string, body []byte) {
	orders.count++
	length := 1 + orders.random.IntN(largest)
	from := orders.random.IntN(len(orders.bytes) - length)
	return fmt.Sprintf("%s-%d", orders.name, orders.count), orders.bytes[from : from+length]
}

func (orders *orders) post(target target, transport http.RoundTripper) error {
	asking, done := context.WithTimeout(context.Background(), patience)
	defer done()
	id, body := orders.next()
	request, err := target.request(asking, http.MethodPost, "/orders", bytes.NewReader(body))
	if err != nil {
		return err
	}
	request.Header.Set("X-Request-Id", id)
	text, err := exchange(transport, request)
	if err != nil {
		return err
	}
	var receipt struct {
		Length int
		SHA256 string
	}
	if err := json.Unmarshal(text, &receipt); err != nil {
		return wrong("the receipt is %q", text)
	}
	digest := sha256.Sum256(body)
	if receipt.Length != len(body) || receipt.SHA256 != hex.EncodeToString(digest[:]) {
		return wrong("%d bytes with digest %x were sent, the receipt says %+v", len(body), digest, receipt)
	}
	return nil
}

// slow makes one request after the other that the server takes time for.
func slow(ending context.Context, target target, results *results, length time.Duration) {
	transport := target.transport()
	defer transport.CloseIdleConnections()
	for ending.Err() == nil {
		begin := time.Now()
		err := askSlowly(ending, target, transport, length)
		if ending.Err() != nil {
			return
		}
		results.addSlow(begin, length, err)
		if err != nil {
			wait(ending, rest)
		}
	}
}

func askSlowly(ending context.Context, target target, transport http.RoundTripper, length time.Duration) error {
	asking, done := context.WithTimeout(ending, length+patience)
	defer done()
	request, err := target.request(asking, http.MethodGet, "/slow", nil)
	if err != nil {
		return err
	}
	request.URL.RawQuery = fmt.Sprintf("seconds=%g", length.Seconds())
	_, err = exchange(transport, request)
	return err
}

// exchange gives the whole body of an answer with status 200.
func exchange(transport http.RoundTripper, request *http.Request) ([]byte, error) {
	answer, err := roundTrip(transport, request)
	if err != nil {
		return nil, unanswered(err)
	}
	defer answer.Body.Close()
	if answer.StatusCode != http.StatusOK {
		return nil, otherStatus(answer)
	}
	text, err := io.ReadAll(io.LimitReader(answer.Body, 1<<20))
	if err != nil {
		return nil, brokenOff(err)
	}
	return text, nil
}

// wait ends early when there is nothing to wait for.
func wait(ending context.Context, length time.Duration) {
	select {
	case <-time.After(length):
	case <-ending.Done():
	}
}
