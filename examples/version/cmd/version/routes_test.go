package main

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"testing"

	"example.com/version/internal/describe"
)

func TestAnswers(t *testing.T) {
	for path, status := range map[string]int{"/": http.StatusOK, "/healthz": http.StatusOK, "/else": http.StatusNotFound} {
		if answer := get(path); answer.Code != status {
			t.Errorf("GET %s: status %d, not %d", path, answer.Code, status)
		}
	}
}

func TestTellsBothStamps(t *testing.T) {
	var told Answer
	if err := json.Unmarshal(get("/").Body.Bytes(), &told); err != nil {
		t.Fatal(err)
	}
	wanted := Answer{Version: "1.2.3", Build: "v1.2.3", Source: describe.Description{Tag: "v1.2.3"}, Released: true}
	if told != wanted {
		t.Errorf("tells %+v, not %+v", told, wanted)
	}
}

func get(path string) *httptest.ResponseRecorder {
	answer := httptest.NewRecorder()
	routes("1.2.3", "v1.2.3").ServeHTTP(answer, httptest.NewRequest(http.MethodGet, path, nil))
	return answer
}
