package main

import (
	"encoding/json"
	"math"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
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

func TestTellsWhatTheProgramMayUse(t *testing.T) {
	before := runtime.GOMAXPROCS(3)
	defer runtime.GOMAXPROCS(before)
	defer debug.SetMemoryLimit(debug.SetMemoryLimit(1 << 30))

	// To tell is not to change: the second answer is the same.
	ask(t)
	told := ask(t)
	if told.MaxProcs != 3 {
		t.Errorf("GOMAXPROCS %d, not 3", told.MaxProcs)
	}
	if told.MemoryLimit == nil || *told.MemoryLimit != 1<<30 {
		t.Error("the memory limit is not 1 GiB")
	}
	if told.UID != os.Getuid() || told.GID != os.Getgid() {
		t.Errorf("runs as %d:%d, not %d:%d", told.UID, told.GID, os.Getuid(), os.Getgid())
	}
	if len(told.Writable) != 2 {
		t.Errorf("tells of %d directories, not 2", len(told.Writable))
	}
}

func TestTellsThatThereIsNoMemoryLimit(t *testing.T) {
	defer debug.SetMemoryLimit(debug.SetMemoryLimit(math.MaxInt64))
	if limit := ask(t).MemoryLimit; limit != nil {
		t.Errorf("memory limit %d, though none is set", *limit)
	}
}

func TestHasNoNameForAnUnknownNumber(t *testing.T) {
	const nobody = 1<<31 - 2
	if name := userName(nobody); name != "" {
		t.Errorf("user %d is called %q", nobody, name)
	}
	if name := groupName(nobody); name != "" {
		t.Errorf("group %d is called %q", nobody, name)
	}
}

func TestAsksWhereItCanWrite(t *testing.T) {
	directory := t.TempDir()
	if !writable(directory) {
		t.Errorf("%s is not writable", directory)
	}
	if missing := filepath.Join(directory, "missing"); writable(missing) {
		t.Errorf("%s is writable", missing)
	}
}

func ask(t *testing.T) Limits {
	t.Helper()
	answer := httptest.NewRecorder()
	routes().ServeHTTP(answer, httptest.NewRequest(http.MethodGet, "/", nil))
	var told Limits
	if err := json.Unmarshal(answer.Body.Bytes(), &told); err != nil {
		t.Fatal(err)
	}
	return told
}
