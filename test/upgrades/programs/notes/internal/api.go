// Package internal says how the package api is generated.
package internal

//go:generate go run example.com/notes/cmd/mkapi
