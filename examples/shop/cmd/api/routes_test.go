package main

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"testing"
)

type fixed []string

func (fixed fixed) Stock(context.Context) ([]string, error) {
	if fixed == nil {
		return nil, errors.New("away")
	}
	return fixed, nil
}

func TestTellsTheStock(t *testing.T) {
	for _, path := range []string{"/stock", "/api/stock"} {
		answer := httptest.NewRecorder()
		routes(fixed{"1 apple", "2 pears"}).ServeHTTP(answer, httptest.NewRequest(http.MethodGet, path, nil))
		if answer.Code != http.StatusOK || answer.Body.String() != "1 apple, 2 pears\n" {
			t.Errorf("%s: status %d, body %q", path, answer.Code, answer.Body)
		}
	}
}

func TestSaysThatTheDatabaseIsAway(t *testing.T) {
	answer := httptest.NewRecorder()
	routes(fixed(nil)).ServeHTTP(answer, httptest.NewRequest(http.MethodGet, "/stock", nil))
	if answer.Code != http.StatusServiceUnavailable {
		t.Errorf("status %d", answer.Code)
	}
}
