// Package store is imported by the programs.
package store

// Open opens nothing.
func Open() string {
	return "open"
}
