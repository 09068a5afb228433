//go:build tagged

package store

// Tagged is there with the build tag of that name.
const Tagged = true
