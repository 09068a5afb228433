/** The module of every program of a test of options: Go's caches are kept per module. */
export const MODULE = 'example.com/options';
export const GO_MOD = `module ${MODULE}\n\ngo 1.26\n`;

/** A program that tries what its arguments name, `what` or `what=of`, and prints a line for each: `<nil>` is no error. */
export const TRY = `package main

import (
	"fmt"
	"os"
	"os/user"
	"strings"
	"syscall"
	"time"
)

func main() {
	for _, word := range os.Args[1:] {
		what, of, _ := strings.Cut(word, "=")
		fmt.Printf("%s: %v\\n", word, try(what, of))
	}
}

func try(what, of string) any {
	switch what {
	case "zone":
		_, err := time.LoadLocation(of)
		return err
	case "user":
		me, err := user.Current()
		if err != nil {
			return err
		}
		return me.Username
	case "owner":
		var info syscall.Stat_t
		if err := syscall.Stat(of, &info); err != nil {
			return err
		}
		return fmt.Sprintf("%d:%d %o", info.Uid, info.Gid, info.Mode&0o7777)
	case "write":
		return os.WriteFile(of, nil, 0o600)
	case "read":
		text, err := os.ReadFile(of)
		if err != nil {
			return err
		}
		return string(text)
	}
	return "not known"
}
`;
