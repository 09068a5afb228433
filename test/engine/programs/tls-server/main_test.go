package main

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"testing"
)

func TestIsTrustedByWhoKnowsTheAuthority(t *testing.T) {
	directory := t.TempDir()
	if err := run([]string{"make-ca", directory, "server.test", "127.0.0.1"}); err != nil {
		t.Fatal(err)
	}
	pair, err := tls.LoadX509KeyPair(filepath.Join(directory, "server.pem"), filepath.Join(directory, "server-key.pem"))
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewUnstartedServer(http.HandlerFunc(greet))
	server.TLS = &tls.Config{Certificates: []tls.Certificate{pair}}
	server.StartTLS()
	defer server.Close()
	authority, err := os.ReadFile(filepath.Join(directory, "ca.pem"))
	if err != nil {
		t.Fatal(err)
	}
	known := x509.NewCertPool()
	if !known.AppendCertsFromPEM(authority) {
		t.Fatal("ca.pem has no certificate")
	}

	for _, name := range []string{"server.test", "127.0.0.1"} {
		answer, err := get(server.URL, &tls.Config{RootCAs: known, ServerName: name})
		if err != nil || answer != body {
			t.Errorf("%s: %q and error %v", name, answer, err)
		}
	}
	var unknown x509.UnknownAuthorityError
	if _, err := get(server.URL, &tls.Config{}); !errors.As(err, &unknown) {
		t.Errorf("without the authority: error %v", err)
	}
	var other x509.HostnameError
	if _, err := get(server.URL, &tls.Config{RootCAs: known, ServerName: "other.test"}); !errors.As(err, &other) {
		t.Errorf("another name: error %v", err)
	}
}

func TestRefusesWrongArguments(t *testing.T) {
	for _, args := range [][]string{nil, {"other"}, {"make-ca"}, {"make-ca", t.TempDir()}} {
		if err := run(args); !errors.Is(err, errUsage) {
			t.Errorf("%q: error %v", args, err)
		}
	}
	missing := filepath.Join(t.TempDir(), "missing")
	for _, args := range [][]string{{"make-ca", missing, "a.test"}, {"serve", "-listen=127.0.0.1:0", "-certificate=" + missing}} {
		if err := run(args); !errors.Is(err, os.ErrNotExist) {
			t.Errorf("%q: error %v", args, err)
		}
	}
}

func get(address string, settings *tls.Config) (string, error) {
	client := &http.Client{Transport: &http.Transport{TLSClientConfig: settings, DisableKeepAlives: true}}
	answer, err := client.Get(address)
	if err != nil {
		return "", err
	}
	defer answer.Body.Close()
	text, err := io.ReadAll(answer.Body)
	return string(text), err
}
