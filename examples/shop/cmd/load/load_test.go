package main

import (
	"bufio"
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"net/http/httptrace"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/coder/websocket"
)

// shop answers as the server of this module does, and ends each stream as soon as it has begun.
func shop() *http.ServeMux {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /{$}", func(answer http.ResponseWriter, _ *http.Request) { io.WriteString(answer, "shop version 7\n") })
	mux.HandleFunc("GET /slow", func(http.ResponseWriter, *http.Request) {})
	mux.HandleFunc("POST /orders", func(answer http.ResponseWriter, request *http.Request) {
		body, _ := io.ReadAll(request.Body)
		fmt.Fprintf(answer, `{"length":%d,"sha256":"%x"}`, len(body), sha256.Sum256(body))
	})
	mux.HandleFunc("GET /events", func(answer http.ResponseWriter, _ *http.Request) {
		io.WriteString(answer, "event: tick\ndata: 1\n\nevent: goodbye\ndata: \n\n")
	})
	mux.HandleFunc("GET /socket", func(answer http.ResponseWriter, request *http.Request) {
		socket, err := websocket.Accept(answer, request, nil)
		if err != nil {
			return
		}
		kind, text, _ := socket.Read(context.Background())
		socket.Write(context.Background(), kind, text)
		socket.Close(websocket.StatusGoingAway, "")
	})
	return mux
}

// loaded runs the load until the server has been asked 200 times.
func loaded(t *testing.T, handler http.Handler, prepare func(*httptest.Server), args ...string) (Report, []string) {
	t.Helper()
	stop, cancel := context.WithCancel(t.Context())
	defer cancel()
	asked := atomic.Int64{}
	server := httptest.NewUnstartedServer(http.HandlerFunc(func(answer http.ResponseWriter, request *http.Request) {
		if asked.Add(1) == 200 {
			cancel()
		}
		handler.ServeHTTP(answer, request)
	}))
	// The load ends its streams without asking the server.
	server.Config.ErrorLog = log.New(io.Discard, "", 0)
	prepare(server)
	defer server.Close()
	options, err := readOptions(append([]string{"-url", server.URL, "-slow", "0s", "-every", "1h"}, args...), io.Discard)
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	report, err := run(stop, options, &out)
	if err != nil {
		t.Fatal(err)
	}
	return report, strings.Split(strings.TrimSpace(out.String()), "\n")
}

func TestReportsThatNothingFailed(t *testing.T) {
	for name, start := range map[string]func(*httptest.Server){"http": (*httptest.Server).Start, "https": (*httptest.Server).StartTLS} {
		hosts := atomic.Value{}
		mux := shop()
		watched := http.HandlerFunc(func(answer http.ResponseWriter, request *http.Request) {
			hosts.Store(request.Host)
			mux.ServeHTTP(answer, request)
		})
		report, lines := loaded(t, watched, start, "-host", "shop.example.com", "-insecure")
		if report.Failed != 0 || report.Cut != 0 || report.Retried != 0 || hosts.Load() != "shop.example.com" {
			t.Errorf("%s: %+v, host %v", name, report, hosts.Load())
		}
		for _, kind := range kinds {
			if report.Kinds[kind] == 0 {
				t.Errorf("%s: nothing of kind %s", name, kind)
			}
		}
		if report.Reconnects[socketKind] == 0 || report.Reconnects[eventsKind] == 0 {
			t.Errorf("%s: reconnects %v", name, report.Reconnects)
		}
		if wanted := []Version{{"7", report.Kinds[getKind]}}; !slices.Equal(report.Versions, wanted) {
			t.Errorf("%s: versions %v, not %v", name, report.Versions, wanted)
		}
		var last Report
		if err := json.Unmarshal([]byte(lines[len(lines)-1]), &last); err != nil || last.Requests != report.Requests {
			t.Errorf("%s: last line %q, error %v", name, lines[len(lines)-1], err)
		}
	}
}

func TestCountsWhatFails(t *testing.T) {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /{$}", func(answer http.ResponseWriter, _ *http.Request) { http.Error(answer, "no bread", 503) })
	mux.HandleFunc("POST /orders", func(answer http.ResponseWriter, _ *http.Request) {
		io.WriteString(answer, `{"length":0,"sha256":"e3"}`)
	})
	mux.HandleFunc("GET /slow", func(answer http.ResponseWriter, _ *http.Request) {
		answer.Header().Set("Content-Length", "5")
		io.WriteString(answer, "1")
	})
	mux.HandleFunc("GET /events", func(answer http.ResponseWriter, _ *http.Request) {
		io.WriteString(answer, "event: tick\ndata: 1\n\n")
	})
	mux.HandleFunc("GET /socket", func(answer http.ResponseWriter, request *http.Request) {
		if socket, err := websocket.Accept(answer, request, nil); err == nil {
			socket.Close(websocket.StatusNormalClosure, "")
		}
	})
	report, _ := loaded(t, mux, (*httptest.Server).Start, "-connections", "2")
	for _, class := range []string{
		"get status 503", "post wrong answer", "slow answer broken off", "events ended without goodbye", "socket ended without goodbye",
	} {
		if report.Failures[class] == 0 {
			t.Errorf("no %q in %v", class, report.Failures)
		}
	}
	if len(report.Messages) != mostMessages || len(report.Versions) != 0 || report.Cut == 0 {
		t.Errorf("%+v", report)
	}
}

var begin = time.Now()

// once answers one request on each connection, and then does something to the connection.
func once(t *testing.T, after func(connection net.Conn, requests *bufio.Reader)) (target, func() int64) {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { listener.Close() })
	connections := atomic.Int64{}
	go func() {
		for {
			connection, err := listener.Accept()
			if err != nil {
				return
			}
			connections.Add(1)
			requests := bufio.NewReader(connection)
			http.ReadRequest(requests)
			io.WriteString(connection, "HTTP/1.1 200 OK\r\nContent-Length: 15\r\n\r\nshop version 7\n")
			after(connection, requests)
			connection.Close()
		}
	}()
	options, err := readOptions([]string{"-url", "http://" + listener.Addr().String()}, io.Discard)
	if err != nil {
		t.Fatal(err)
	}
	return newTarget(options), connections.Load
}

func TestDoesNotSendARequestAgain(t *testing.T) {
	target, connections := once(t, func(_ net.Conn, requests *bufio.Reader) { http.ReadRequest(requests) })
	transport, results := target.transport(), newResults(begin)
	if err := get(target, transport, results); err != nil {
		t.Fatal(err)
	}
	err := get(target, transport, results)
	if classOf(err) != classNoAnswer {
		t.Errorf("error %v", err)
	}
	results.add(getKind, begin, err)
	if results.retried != 1 || connections() != 1 {
		t.Errorf("%d requests would have been sent again, on %d connections", results.retried, connections())
	}
}

func TestARequestThatWasNotSentMayUseANewConnection(t *testing.T) {
	target, _ := once(t, func(net.Conn, *bufio.Reader) {})
	sending := &sending{}
	marked := context.WithValue(t.Context(), sendingKey{}, sending)
	for _, written := range []int64{0, 100} {
		connection, err := dial(marked, "tcp", target.url.Host)
		if err != nil {
			t.Fatalf("nothing was sent, and dialing fails: %v", err)
		}
		defer connection.Close()
		connection.(*counted).written.Store(written)
		sending.got(httptrace.GotConnInfo{Conn: connection})
	}
	fmt.Fprint(sending.connection, "GET")
	if _, err := dial(marked, "tcp", target.url.Host); !errors.Is(err, errNotSentAgain) {
		t.Errorf("error %v after bytes were sent", err)
	}
}

func TestSaysWhichOptionIsWrong(t *testing.T) {
	for argument, says := range map[string]string{
		"-mix=get,put":     `-mix has "put"`,
		"-mix=":            `-mix has ""`,
		"-url=127.0.0.1":   `-url "127.0.0.1" is no address`,
		"-url=ftp://host":  `-url "ftp://host" is no address`,
		"-connections=0":   "-connections is 0",
		"-duration=-1s":    "-duration -1s",
		"more":             `argument "more" is not known`,
		"-connections=few": "invalid value",
	} {
		if _, err := readOptions([]string{argument}, io.Discard); err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%s: error %v", argument, err)
		}
	}
}
