package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"strings"
	"sync"
	"syscall"
	"time"

	"github.com/docker/docker/client"
)

// pingTimeout bounds the first contact, so that a wrong host fails in seconds
// and not after a kernel's connect timeout.
const pingTimeout = 10 * time.Second

// engine hands out one connected client, made on first use. Its host is empty
// while that of the configuration, or its certificates, are not known yet.
type engine struct {
	host string
	// certPath is a directory; without one there is no TLS.
	certPath  string
	unchecked bool
	// logins are by the registry's host.
	logins map[string]registryLogin

	mu     sync.Mutex
	client *client.Client
}

func checkHost(host string) error {
	scheme, rest, found := strings.Cut(host, "://")
	if !found || rest == "" || (scheme != "unix" && scheme != "tcp") {
		return fmt.Errorf("host %q is not supported: the offline kit's provider takes unix:///path or tcp://name:port; set DOCKER_HOST or the provider's host to one of these", host)
	}
	return nil
}

func (e *engine) connect(ctx context.Context) (*client.Client, error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.client != nil {
		return e.client, nil
	}
	if e.host == "" {
		return nil, errors.New("the provider's host or cert_path is not known before apply, but this resource must be read now: give both a value that is known while planning")
	}
	options := []client.Opt{client.WithHost(e.host), client.WithAPIVersionNegotiation()}
	if e.certPath != "" {
		files, err := certificatesIn(e.certPath)
		if err != nil {
			return nil, err
		}
		options = append(options, files.option())
	}
	c, err := client.NewClientWithOpts(options...)
	if err != nil {
		return nil, e.unreachable(err)
	}
	if e.unchecked {
		e.client = c
		return c, nil
	}
	ctx, cancel := context.WithTimeout(ctx, pingTimeout)
	defer cancel()
	ping, err := c.Ping(ctx)
	if err != nil {
		return nil, e.unreachable(dialError(ctx, c, err))
	}
	c.NegotiateAPIVersionPing(ping)
	e.client = c
	return c, nil
}

func (e *engine) unreachable(err error) error {
	fix := "start it, or set DOCKER_HOST or the provider's host"
	if e.certPath != "" {
		fix = "start it, or correct the provider's host and cert_path, or DOCKER_HOST and DOCKER_CERT_PATH"
	}
	return fmt.Errorf("cannot reach the Docker Engine at %s: %s; %s", e.host, rootCause(err), fix)
}

// dialError asks the operating system again, because the client replaces what
// it said by a question.
func dialError(ctx context.Context, c *client.Client, answer error) error {
	connection, err := c.Dialer()(ctx)
	if err != nil {
		return err
	}
	_ = connection.Close()
	return answer
}

// rootCause strips the client's own advice from a connection error: what
// remains is what the operating system said.
func rootCause(err error) string {
	var errno syscall.Errno
	if errors.As(err, &errno) {
		return errno.Error()
	}
	if errors.Is(err, context.DeadlineExceeded) || errors.Is(err, os.ErrDeadlineExceeded) {
		return fmt.Sprintf("no answer within %s", pingTimeout)
	}
	var dns *net.DNSError
	if errors.As(err, &dns) {
		return dns.Error()
	}
	return err.Error()
}

// connected is the first line of every create, read, update and delete.
func connected(ctx context.Context, meta any) (*client.Client, error) {
	return meta.(*engine).connect(ctx)
}

// pullLogin is the login for an image's registry; empty for none.
func pullLogin(meta any, name string) (string, error) {
	image, err := parseRemoteImage(name)
	if err != nil {
		// An image ID is no name, and is not pulled.
		return "", nil
	}
	login, found := meta.(*engine).logins[image.host]
	if !found {
		return "", nil
	}
	return login.header()
}
