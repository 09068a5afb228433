// Command tidy is the second program of an image.
package main

import "example.com/notes/internal/store"

func main() {
	store.Open()
}
