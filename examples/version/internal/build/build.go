// Package build knows what this program was built from.
package build

// Version is what `git describe --always --dirty` says of the source; it is set when the image is built.
//
// A variable without a value that has to be computed: the linker can set no other.
var Version = "unknown"
