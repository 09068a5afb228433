package main

import (
	"net/http"
	"net/http/httptest"
	"testing"
)

func TestAnswers(t *testing.T) {
	for path, status := range map[string]int{"/": http.StatusOK, "/healthz": http.StatusOK, "/else": http.StatusNotFound} {
		answer := httptest.NewRecorder()
		routes().ServeHTTP(answer, httptest.NewRequest(http.MethodGet, path, nil))
		if answer.Code != status {
			t.Errorf("GET %s: status %d, not %d", path, answer.Code, status)
		}
	}
}
