package main

import (
	"math"
	"os"
	"os/user"
	"runtime"
	"runtime/debug"
	"strconv"

	"golang.org/x/sys/unix"
)

// Limits is the answer of the program.
type Limits struct {
	UID int `json:"uid"`
	GID int `json:"gid"`
	// User and Group are what passwd and group say; empty when they do not know the number.
	User  string `json:"user"`
	Group string `json:"group"`
	// MaxProcs is how many threads run Go code at once: the Go runtime takes it from the container's limit.
	MaxProcs int `json:"gomaxprocs"`
	// VisibleCPUs does not know the container's limit of processor time.
	VisibleCPUs int `json:"visibleCpus"`
	// MemoryLimit in bytes; null when there is none. The Go runtime does not take it from the container.
	MemoryLimit *int64 `json:"gomemlimit"`
	// Writable says of a directory whether the program can make files in it.
	Writable map[string]bool `json:"writable"`
}

func limits() Limits {
	uid, gid := os.Getuid(), os.Getgid()
	return Limits{
		UID:         uid,
		GID:         gid,
		User:        userName(uid),
		Group:       groupName(gid),
		MaxProcs:    runtime.GOMAXPROCS(0),
		VisibleCPUs: runtime.NumCPU(),
		MemoryLimit: memoryLimit(),
		Writable:    map[string]bool{"/": writable("/"), "/tmp": writable("/tmp")},
	}
}

func userName(uid int) string {
	known, err := user.LookupId(strconv.Itoa(uid))
	if err != nil {
		return ""
	}
	return known.Username
}

func groupName(gid int) string {
	known, err := user.LookupGroupId(strconv.Itoa(gid))
	if err != nil {
		return ""
	}
	return known.Name
}

// memoryLimit reads without a change: that is what a negative number asks for.
func memoryLimit() *int64 {
	limit := debug.SetMemoryLimit(-1)
	if limit == math.MaxInt64 {
		return nil
	}
	return &limit
}

// writable asks the kernel, which knows of read-only file systems too, and leaves nothing behind.
func writable(directory string) bool {
	return unix.Faccessat(unix.AT_FDCWD, directory, unix.W_OK|unix.X_OK, unix.AT_EACCESS) == nil
}
