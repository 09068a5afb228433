package main

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"math/big"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/hashicorp/terraform-plugin-sdk/v2/terraform"
)

// authority signs for a server at 127.0.0.1 and for its clients.
type authority struct {
	pool *x509.CertPool
	pair tls.Certificate
	// directory is what cert_path takes: that pair, and who signed it.
	directory string
}

func newAuthority(t *testing.T) authority {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	// It signs itself, and is its own server and client.
	template := &x509.Certificate{
		SerialNumber:          big.NewInt(1),
		Subject:               pkix.Name{CommonName: "authority of the test"},
		NotBefore:             time.Now().Add(-time.Hour),
		NotAfter:              time.Now().Add(time.Hour),
		IsCA:                  true,
		BasicConstraintsValid: true,
		IPAddresses:           []net.IP{net.IPv4(127, 0, 0, 1)},
	}
	signed, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
	if err != nil {
		t.Fatal(err)
	}
	encoded, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		t.Fatal(err)
	}
	certificate := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: signed})
	private := pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: encoded})
	a := authority{pool: x509.NewCertPool(), directory: t.TempDir()}
	a.pool.AppendCertsFromPEM(certificate)
	if a.pair, err = tls.X509KeyPair(certificate, private); err != nil {
		t.Fatal(err)
	}
	for name, content := range map[string][]byte{"ca.pem": certificate, "cert.pem": certificate, "key.pem": private} {
		if err := os.WriteFile(filepath.Join(a.directory, name), content, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return a
}

// engineOf answers only clients of the authority; it gives its address.
func engineOf(t *testing.T, a authority) string {
	t.Helper()
	server := httptest.NewUnstartedServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {}))
	server.TLS = &tls.Config{
		Certificates: []tls.Certificate{a.pair},
		ClientAuth:   tls.RequireAndVerifyClientCert,
		ClientCAs:    a.pool,
	}
	server.StartTLS()
	t.Cleanup(server.Close)
	return "tcp://" + server.Listener.Addr().String()
}

func TestAnEngineWithTLSAnswersWhoHasCertificatesOfItsAuthority(t *testing.T) {
	a := newAuthority(t)
	host := engineOf(t, a)
	if _, err := (&engine{host: host, certPath: a.directory}).connect(context.Background()); err != nil {
		t.Error(err)
	}
	if _, err := (&engine{host: host}).connect(context.Background()); err == nil {
		t.Error("it answers without TLS")
	}
	stranger := newAuthority(t).directory
	_, err := (&engine{host: host, certPath: stranger}).connect(context.Background())
	if err == nil || !strings.Contains(err.Error(), "unknown authority") || !strings.Contains(err.Error(), "cert_path") {
		t.Errorf("certificates of another authority: %v", err)
	}
	// Now only the client's own certificate is of another authority.
	known, err := os.ReadFile(filepath.Join(a.directory, "ca.pem"))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(stranger, "ca.pem"), known, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := (&engine{host: host, certPath: stranger}).connect(context.Background()); err == nil || !strings.Contains(err.Error(), "remote error: tls") {
		t.Errorf("a client of another authority: %v", err)
	}
}

func TestCertificatesThatAreMissingOrBrokenAreToldByName(t *testing.T) {
	message := func(directory string) string {
		_, err := (&engine{host: "tcp://127.0.0.1:1", certPath: directory}).connect(context.Background())
		if err == nil {
			t.Fatal("it is connected")
		}
		return err.Error()
	}
	if text := message(t.TempDir()); !strings.Contains(text, "has no ca.pem, cert.pem, key.pem: put") {
		t.Error(text)
	}
	directory := newAuthority(t).directory
	if err := os.Remove(filepath.Join(directory, "key.pem")); err != nil {
		t.Fatal(err)
	}
	if text := message(directory); !strings.Contains(text, "has no key.pem: put") {
		t.Error(text)
	}
	if err := os.WriteFile(filepath.Join(directory, "key.pem"), []byte("none"), 0o600); err != nil {
		t.Fatal(err)
	}
	if text := message(directory); !strings.Contains(text, "cannot be used: could not load X509 key pair") {
		t.Error(text)
	}
}

func TestCertificatesAreThoseOfTheConfigurationElseOfTheEnvironment(t *testing.T) {
	configured := func(config map[string]any) string {
		provider := newProvider()
		if problems := provider.Configure(context.Background(), terraform.NewResourceConfigRaw(config)); problems.HasError() {
			t.Fatal(problems)
		}
		return provider.Meta().(*engine).certPath
	}
	t.Setenv("DOCKER_CERT_PATH", "")
	t.Setenv("DOCKER_TLS_VERIFY", "1")
	if got := configured(nil); got != "" {
		t.Errorf("nothing is said: %q", got)
	}
	t.Setenv("DOCKER_CERT_PATH", "/environment")
	t.Setenv("DOCKER_TLS_VERIFY", "")
	if got := configured(nil); got != "/environment" {
		t.Errorf("the environment says it: %q", got)
	}
	if got := configured(map[string]any{"cert_path": "/configuration"}); got != "/configuration" {
		t.Errorf("both say it: %q", got)
	}
}
