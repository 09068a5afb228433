// Tls-server is what the tests of certificates talk to: a server whose certificate comes from an authority that nobody knows.
package main

import (
	"errors"
	"fmt"
	"os"
)

var errUsage = errors.New("write tls-server make-ca DIRECTORY NAME... or tls-server serve [-listen] [-certificate] [-key]")

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "tls-server:", err)
		os.Exit(1)
	}
}

func run(args []string) error {
	if len(args) == 0 {
		return errUsage
	}
	switch args[0] {
	case "make-ca":
		if len(args) < 3 {
			return errUsage
		}
		return makeAuthority(args[1], args[2:])
	case "serve":
		return serve(args[1:])
	default:
		return errUsage
	}
}
