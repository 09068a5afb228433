// Agent keeps an HAProxy in service while its configuration changes.
//
//	agent run                 becomes HAProxy, with the current configuration of the state directory
//	agent apply DIR SECRETS   makes the configuration in DIR the current one, without dropping a connection
//
// Both run in containers of their own that share one volume. DIR has haproxy.cfg, and chains of certificates as
// certificates/NAME.pem; SECRETS has the key of each as NAME.key, or chain and key together as NAME.pem. The configuration
// names all of them certificates/NAME.pem, which needs "default-path config" in its global section.
package main

import (
	"errors"
	"fmt"
	"os"
)

// stateDirectory is where the shared volume is mounted in both containers.
const stateDirectory = "/state"

func main() {
	if err := agent(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "agent:", err)
		os.Exit(1)
	}
}

func agent(arguments []string) error {
	state := State{stateDirectory}
	switch {
	case len(arguments) == 1 && arguments[0] == "run":
		proxy, err := findHAProxy()
		if err != nil {
			return err
		}
		return run(state, proxy)
	case len(arguments) == 3 && arguments[0] == "apply":
		proxy, err := findHAProxy()
		if err != nil {
			return err
		}
		return apply(state, proxy, arguments[1], arguments[2], os.Stdout)
	}
	return errors.New("unknown arguments; write agent run, or agent apply DIR SECRETS")
}
