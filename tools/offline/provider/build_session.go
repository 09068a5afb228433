package main

import (
	"context"
	"fmt"
	"net"
	"os"

	"github.com/docker/docker/client"
	"github.com/moby/buildkit/session"
	"github.com/moby/buildkit/session/secrets/secretsprovider"
)

func openSession(ctx context.Context, cli *client.Client, block map[string]any) (*session.Session, error) {
	secrets, err := readSecrets(blocks(block["secrets"]))
	if err != nil {
		return nil, err
	}
	s, err := session.NewSession(ctx, "")
	if err != nil {
		return nil, err
	}
	s.Allow(secretsprovider.FromMap(secrets))
	dial := func(ctx context.Context, proto string, meta map[string][]string) (net.Conn, error) {
		return cli.DialHijack(ctx, "/session", proto, meta)
	}
	// A session that cannot be opened shows as the failure of the build.
	go func() { _ = s.Run(ctx, dial) }()
	return s, nil
}

// readSecrets reads before the build, so that a missing one is told by name.
func readSecrets(list []map[string]any) (map[string][]byte, error) {
	out := map[string][]byte{}
	for _, block := range list {
		id, file, variable := member[string](block, "id"), member[string](block, "src"), member[string](block, "env")
		switch {
		case (file == "") == (variable == ""):
			return nil, fmt.Errorf("build secret %q needs exactly one of src and env", id)
		case file != "":
			content, err := os.ReadFile(file)
			if err != nil {
				return nil, fmt.Errorf("cannot read build secret %q: %w", id, err)
			}
			out[id] = content
		default:
			content, set := os.LookupEnv(variable)
			if !set {
				return nil, fmt.Errorf("build secret %q comes from the environment variable %s, which is not set: export it before terraform runs", id, variable)
			}
			out[id] = []byte(content)
		}
	}
	return out, nil
}
