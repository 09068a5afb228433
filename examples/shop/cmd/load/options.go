package main

import (
	"flag"
	"fmt"
	"io"
	"net/url"
	"slices"
	"strings"
	"time"
)

// kind is what is asked of the server.
type kind string

const (
	getKind    kind = "get"
	postKind   kind = "post"
	slowKind   kind = "slow"
	socketKind kind = "socket"
	eventsKind kind = "events"
)

var kinds = []kind{getKind, postKind, slowKind, socketKind, eventsKind}

type options struct {
	url         *url.URL
	host        string
	connections int
	duration    time.Duration
	every       time.Duration
	slow        time.Duration
	insecure    bool
	seed        uint64
	page        string
	pause       time.Duration
	mix         map[kind]bool
}

func readOptions(args []string, out io.Writer) (options, error) {
	read := options{mix: map[kind]bool{}}
	flags := flag.NewFlagSet("load", flag.ContinueOnError)
	flags.SetOutput(out)
	address := flags.String("url", "http://127.0.0.1:8080", "address of the server or of the proxy before it")
	flags.StringVar(&read.host, "host", "", "host name to ask for, where the url has another one")
	flags.IntVar(&read.connections, "connections", 8, "number of keep-alive connections for get and post")
	flags.DurationVar(&read.duration, "duration", 30*time.Second, "how long to go on; SIGINT and SIGTERM end earlier")
	flags.DurationVar(&read.every, "every", time.Second, "time between two lines of output")
	flags.DurationVar(&read.slow, "slow", 5*time.Second, "how long a slow request is to take")
	flags.BoolVar(&read.insecure, "insecure", false, "accept every certificate")
	flags.DurationVar(&read.pause, "pause", 0, "time between two requests of a connection")
	flags.StringVar(&read.page, "get", "/", "what get asks for; its answer begins with the version")
	flags.Uint64Var(&read.seed, "seed", 1, "start of the random numbers")
	mix := flags.String("mix", "get,post,slow,socket,events", "what to ask for")
	if err := flags.Parse(args); err != nil {
		return read, err
	}
	if flags.NArg() > 0 {
		return read, fmt.Errorf("argument %q is not known; write flags only", flags.Arg(0))
	}
	for word := range strings.SplitSeq(*mix, ",") {
		if !slices.Contains(kinds, kind(word)) {
			return read, fmt.Errorf("-mix has %q, which is not known; write some of %v with commas", word, kinds)
		}
		read.mix[kind(word)] = true
	}
	var err error
	if read.url, err = url.Parse(*address); err != nil || read.url.Host == "" || read.url.Scheme != "http" && read.url.Scheme != "https" {
		return read, fmt.Errorf("-url %q is no address of a server; write http://127.0.0.1:8080", *address)
	}
	if read.connections < 1 || read.duration <= 0 || read.every <= 0 || read.slow < 0 || read.pause < 0 {
		return read, fmt.Errorf("-connections, -duration and -every must be more than 0, and -slow and -pause not less; -connections is %d, -duration %s, -every %s, -slow %s, -pause %s",
			read.connections, read.duration, read.every, read.slow, read.pause)
	}
	return read, nil
}

// pages are the kinds that the keep-alive connections ask for in turn.
func (options options) pages() []kind {
	return slices.DeleteFunc([]kind{getKind, postKind}, func(each kind) bool { return !options.mix[each] })
}
