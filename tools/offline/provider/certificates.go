package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/docker/docker/client"
	"github.com/docker/go-connections/tlsconfig"
)

// certificates are the files of Docker's own names in one directory: whose
// Engine it has to be, and what the client shows it.
type certificates struct {
	authority, certificate, key string
}

// certificatesIn reads all of them, so that what is wrong with one is not told
// as an Engine that does not answer.
func certificatesIn(directory string) (certificates, error) {
	files := certificates{
		authority:   filepath.Join(directory, "ca.pem"),
		certificate: filepath.Join(directory, "cert.pem"),
		key:         filepath.Join(directory, "key.pem"),
	}
	var missing []string
	for _, path := range []string{files.authority, files.certificate, files.key} {
		if _, err := os.Stat(path); os.IsNotExist(err) {
			missing = append(missing, filepath.Base(path))
		}
	}
	if len(missing) > 0 {
		return files, fmt.Errorf("cert_path %q has no %s: put ca.pem, cert.pem and key.pem there, or correct the provider's cert_path or DOCKER_CERT_PATH", directory, strings.Join(missing, ", "))
	}
	options := tlsconfig.Options{CAFile: files.authority, CertFile: files.certificate, KeyFile: files.key, ExclusiveRootPools: true}
	if _, err := tlsconfig.Client(options); err != nil {
		return files, fmt.Errorf("the certificates in cert_path %q cannot be used: %w; correct them, or the provider's cert_path or DOCKER_CERT_PATH", directory, err)
	}
	return files, nil
}

func (c certificates) option() client.Opt {
	return client.WithTLSClientConfig(c.authority, c.certificate, c.key)
}
