package serve

import (
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"
	"time"
)

// running is a server with its address, and how to stop it and see how it ended.
func running(t *testing.T, server Server) (address string, stop func(), ended <-chan error) {
	t.Helper()
	if server.Health == nil {
		server.Health = func(context.Context) error { return nil }
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	stopping, cancel := context.WithCancel(t.Context())
	result := make(chan error, 1)
	go func() { result <- server.Serve(stopping, listener) }()
	return "http://" + listener.Addr().String(), cancel, result
}

func TestFinishesWhatIsInProgress(t *testing.T) {
	begun, finish := make(chan struct{}), make(chan struct{})
	address, stop, ended := running(t, Server{Handler: http.HandlerFunc(func(answer http.ResponseWriter, _ *http.Request) {
		close(begun)
		<-finish
		io.WriteString(answer, "done")
	})})
	text := make(chan string, 1)
	go func() {
		answer, err := http.Get(address)
		if err != nil {
			text <- err.Error()
			return
		}
		defer answer.Body.Close()
		body, _ := io.ReadAll(answer.Body)
		text <- string(body)
	}()
	<-begun
	stop()
	close(finish)
	if got := <-text; got != "done" {
		t.Errorf("answer %q", got)
	}
	if err := <-ended; err != nil {
		t.Error(err)
	}
}

func TestWaitsForConnectionsApart(t *testing.T) {
	var apart sync.WaitGroup
	apart.Add(1)
	_, stop, ended := running(t, Server{Handler: http.NotFoundHandler(), Apart: &apart})
	stop()
	select {
	case err := <-ended:
		t.Errorf("ended with %v while a connection is open", err)
	default:
	}
	apart.Done()
	if err := <-ended; err != nil {
		t.Error(err)
	}
}

func TestSaysWhyItIsNotHealthy(t *testing.T) {
	server := Server{Handler: http.NotFoundHandler(), Health: func(context.Context) error { return errors.New("no bread") }}
	address, _, _ := running(t, server)
	answer, err := http.Get(address + "/healthz")
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	body, _ := io.ReadAll(answer.Body)
	if answer.StatusCode != http.StatusServiceUnavailable || string(body) != "no bread\n" {
		t.Errorf("status %s, body %q", answer.Status, body)
	}
}

func TestAnnouncesTheEndWhileItDrains(t *testing.T) {
	page := http.HandlerFunc(func(answer http.ResponseWriter, _ *http.Request) { io.WriteString(answer, "page") })
	stopping, stop := context.WithCancel(t.Context())
	handler := Server{Handler: page, Health: func(context.Context) error { return nil }}.handler(stopping)
	ask := func(path string) (status int, connection string) {
		answer := httptest.NewRecorder()
		handler.ServeHTTP(answer, httptest.NewRequest(http.MethodGet, path, nil))
		return answer.Code, answer.Header().Get("Connection")
	}
	if status, connection := ask("/"); status != http.StatusOK || connection != "" {
		t.Errorf("before the stop: status %d, connection %q", status, connection)
	}
	if status, _ := ask("/healthz"); status != http.StatusOK {
		t.Errorf("before the stop: health %d", status)
	}
	stop()
	if status, connection := ask("/"); status != http.StatusOK || connection != "close" {
		t.Errorf("after the stop: status %d, connection %q", status, connection)
	}
	if status, _ := ask("/healthz"); status != http.StatusServiceUnavailable {
		t.Errorf("after the stop: health %d", status)
	}
}

func TestReadsTimes(t *testing.T) {
	for text, wanted := range map[string]time.Duration{"": 0, "0s": 0, "1500ms": 1500 * time.Millisecond} {
		t.Setenv("GRACE", text)
		if got, err := Setting("GRACE"); got != wanted || err != nil {
			t.Errorf("%q: %s, error %v", text, got, err)
		}
	}
	for _, text := range []string{"5", "-1s", "25s", "soon"} {
		t.Setenv("GRACE", text)
		if got, err := Setting("GRACE"); err == nil {
			t.Errorf("%q is accepted as %s", text, got)
		}
	}
}
