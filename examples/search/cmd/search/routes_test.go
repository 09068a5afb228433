package main

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"example.com/search/internal/index"
)

// shelf is an index that knows one word.
type shelf struct{ broken error }

func (s shelf) Count(context.Context) (int, error) { return 1, s.broken }

func (s shelf) Search(_ context.Context, text string) ([]index.Result, error) {
	switch text {
	case "":
		return nil, fmt.Errorf("%w: empty", index.ErrQuery)
	case "a b":
		return []index.Result{{ID: 1, Title: "A", Excerpt: "[a] [b]"}}, s.broken
	default:
		return []index.Result{}, s.broken
	}
}

func TestAnswers(t *testing.T) {
	broken := shelf{errors.New("secret detail")}
	for _, each := range []struct {
		documents shelf
		path      string
		status    int
		body      string
	}{
		{shelf{}, "/search?q=a+b", http.StatusOK, `{"query":"a b","results":[{"id":1,"title":"A","excerpt":"[a] [b]"}]}`},
		{shelf{}, "/search?q=c", http.StatusOK, `{"query":"c","results":[]}`},
		{shelf{}, "/search", http.StatusBadRequest, "no query: empty"},
		{shelf{}, "/healthz", http.StatusOK, "ok, 1 documents"},
		{shelf{}, "/", http.StatusNotFound, "404 page not found"},
		{broken, "/search?q=c", http.StatusInternalServerError, "the index cannot be read"},
		{broken, "/healthz", http.StatusInternalServerError, "the index cannot be read"},
	} {
		answer := httptest.NewRecorder()
		routes(each.documents).ServeHTTP(answer, httptest.NewRequest(http.MethodGet, each.path, nil))
		body := strings.TrimSpace(answer.Body.String())
		if answer.Code != each.status || body != each.body {
			t.Errorf("GET %s: status %d and %q, not %d and %q", each.path, answer.Code, body, each.status, each.body)
		}
	}
}
