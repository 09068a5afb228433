package main

// Report is the last line of output. Times without a unit in their name are milliseconds.
type Report struct {
	Seconds float64 `json:"seconds"`
	// Requests is how many requests have ended, well or not. Streams are not among them, but failed attempts to open one are.
	Requests int64 `json:"requests"`
	// Failed is how many requests got no answer, or not the right one.
	Failed int64 `json:"failed"`
	// Cut is how many open streams ended without a goodbye, or were silent for too long.
	Cut int64 `json:"cut"`
	// Retried is how many of Failed a usual client would have sent again without a word.
	Retried   int64   `json:"retried"`
	PerSecond float64 `json:"perSecond"`
	// Kinds is what came back, by kind: right answers, messages, events.
	Kinds map[kind]int64 `json:"kinds"`
	// Reconnects is how often a stream was opened anew after a goodbye.
	Reconnects map[kind]int64 `json:"reconnects"`
	// Failures counts what failed or was cut, by kind and class.
	Failures map[string]int64 `json:"failures"`
	// Messages tells the first of them in detail.
	Messages []string         `json:"messages"`
	Latency  map[kind]Latency `json:"latency"`
	// SlowOverrun is how much longer than asked for a slow request took at most.
	SlowOverrun float64 `json:"slowOverrun"`
	// Versions is in the order in which they were first seen.
	Versions []Version `json:"versions"`
	// LongestGap is the longest time without a right answer to any request.
	LongestGap float64 `json:"longestGap"`
}

// Latency is from the first byte that is sent, or the connection where a new one is needed, to the last one of the answer.
type Latency struct {
	P50 float64 `json:"p50"`
	P95 float64 `json:"p95"`
	P99 float64 `json:"p99"`
	Max float64 `json:"max"`
}

// Version is how often a version has answered.
type Version struct {
	Version string `json:"version"`
	Count   int64  `json:"count"`
}
