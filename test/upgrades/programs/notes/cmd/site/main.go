// Command site needs files that a step of its image generates.
package main

import (
	"embed"

	"example.com/notes/internal/api"
)

//go:embed dist
var dist embed.FS

func main() {
	api.Serve(dist)
}
