package main

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"errors"
	"net"
	"os"
	"path/filepath"
	"time"
)

// lifetime is long enough for a run of the tests, and for clocks that differ.
const lifetime = 24 * time.Hour

// makeAuthority writes ca.pem, server.pem and server-key.pem, for a server with these names or addresses.
//
// The authority's own key is forgotten: it signs nothing else.
func makeAuthority(directory string, names []string) error {
	authority := &x509.Certificate{
		Subject:               pkix.Name{CommonName: "authority of the tests"},
		NotBefore:             time.Now().Add(-lifetime),
		NotAfter:              time.Now().Add(lifetime),
		IsCA:                  true,
		BasicConstraintsValid: true,
		KeyUsage:              x509.KeyUsageCertSign,
	}
	server := &x509.Certificate{
		Subject:     pkix.Name{CommonName: names[0]},
		NotBefore:   authority.NotBefore,
		NotAfter:    authority.NotAfter,
		KeyUsage:    x509.KeyUsageDigitalSignature,
		ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
	}
	for _, name := range names {
		if address := net.ParseIP(name); address != nil {
			server.IPAddresses = append(server.IPAddresses, address)
		} else {
			server.DNSNames = append(server.DNSNames, name)
		}
	}
	authorityKey, err := newKey()
	if err != nil {
		return err
	}
	serverKey, err := newKey()
	if err != nil {
		return err
	}
	authoritySigned, err := x509.CreateCertificate(rand.Reader, authority, authority, authorityKey.Public(), authorityKey)
	if err != nil {
		return err
	}
	serverSigned, err := x509.CreateCertificate(rand.Reader, server, authority, serverKey.Public(), authorityKey)
	if err != nil {
		return err
	}
	encodedKey, err := x509.MarshalPKCS8PrivateKey(serverKey)
	if err != nil {
		return err
	}
	return errors.Join(
		write(directory, "ca.pem", "CERTIFICATE", authoritySigned),
		write(directory, "server.pem", "CERTIFICATE", serverSigned),
		write(directory, "server-key.pem", "PRIVATE KEY", encodedKey),
	)
}

func newKey() (*ecdsa.PrivateKey, error) {
	return ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
}

// write lets everybody read the file, the key too: a container reads it as another user, and it protects nothing.
func write(directory, name, kind string, content []byte) error {
	path := filepath.Join(directory, name)
	return os.WriteFile(path, pem.EncodeToMemory(&pem.Block{Type: kind, Bytes: content}), 0o644)
}
