// Command notes is read, and never built.
package main

import (
	"embed"
	"fmt"

	"example.com/notes/internal/store"
)

//go:embed page
var page embed.FS

var version = "dev"

func main() {
	fmt.Println(version, store.Open(), page)
}
