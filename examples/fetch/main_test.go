package main

import (
	"bytes"
	"context"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

// quiet is a server whose side of a refused connection is not logged.
func quiet(t *testing.T, handler http.HandlerFunc) *httptest.Server {
	t.Helper()
	server := httptest.NewUnstartedServer(handler)
	server.Config.ErrorLog = log.New(io.Discard, "", 0)
	server.StartTLS()
	t.Cleanup(server.Close)
	return server
}

func answer(text string) http.HandlerFunc {
	return func(answer http.ResponseWriter, _ *http.Request) { answer.Write([]byte(text)) }
}

func TestCountsBytes(t *testing.T) {
	server := quiet(t, answer("12345"))
	for _, limit := range []int64{5, 6} {
		size, err := fetch(t.Context(), server.Client().Transport, server.URL, limit)
		if size != 5 || err != nil {
			t.Errorf("limit %d: size %d, error %v", limit, size, err)
		}
	}
}

func TestRefusesWhatIsNoAnswer(t *testing.T) {
	plain := httptest.NewServer(answer("plain"))
	t.Cleanup(plain.Close)
	for name, each := range map[string]struct {
		handler http.HandlerFunc
		says    string
	}{
		"too long":         {answer("123456"), "more than 5 bytes"},
		"missing":          {http.NotFound, "status 404"},
		"in circles":       {func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/", http.StatusFound) }, "redirects"},
		"to an open place": {http.RedirectHandler(plain.URL, http.StatusFound).ServeHTTP, "not encrypted"},
		"broken off": {func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Length", "5")
			w.Write([]byte("1"))
		}, "reading the answer"},
	} {
		t.Run(name, func(t *testing.T) {
			server := quiet(t, each.handler)
			_, err := fetch(t.Context(), server.Client().Transport, server.URL, 5)
			expect(t, err, each.says)
		})
	}
}

func TestTrustsNoUnknownAuthority(t *testing.T) {
	server := quiet(t, answer("secret"))
	var out bytes.Buffer
	err := run(t.Context(), []string{server.URL}, "", &out)
	expect(t, err, "certificate")
	if out.Len() > 0 {
		t.Errorf("a failure writes %q to the standard output", out.String())
	}
}

func TestEndsWhenItIsStopped(t *testing.T) {
	stop, cancel := context.WithCancel(t.Context())
	server := quiet(t, func(_ http.ResponseWriter, request *http.Request) {
		cancel()
		<-request.Context().Done()
	})
	_, err := fetch(stop, server.Client().Transport, server.URL, 5)
	expect(t, err, "canceled")
}

func TestSaysWhatIsWrongWithItsArguments(t *testing.T) {
	for _, each := range []struct {
		args     []string
		fallback string
		says     string
	}{
		{nil, "", "no address"},
		{[]string{"https://a.invalid", "https://b.invalid"}, "", "2 addresses"},
		{[]string{"http://a.invalid"}, "https://b.invalid", `"http://a.invalid" is not encrypted`},
		{nil, "http://b.invalid", `"http://b.invalid" is not encrypted`},
		{[]string{"-timeout=1ns", "https://a.invalid"}, "", "deadline exceeded"},
	} {
		expect(t, run(t.Context(), each.args, each.fallback, &bytes.Buffer{}), each.says)
	}
}

func expect(t *testing.T, err error, says string) {
	t.Helper()
	if err == nil || !strings.Contains(err.Error(), says) {
		t.Errorf("error %v does not say %q", err, says)
	}
}
