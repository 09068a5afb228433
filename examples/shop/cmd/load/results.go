package main

import (
	"errors"
	"fmt"
	"maps"
	"math"
	"sync"
	"time"
)

const (
	// mostMessages is how many failures are told with everything that is known.
	mostMessages = 20
	// mostVersions keeps the report small when something else answers.
	mostVersions = 100
)

// results is what has happened so far.
type results struct {
	lock  sync.Mutex
	begin time.Time

	kinds                          map[kind]int64
	reconnects                     map[kind]int64
	failures                       map[string]int64
	messages                       []string
	versions                       []Version
	requests, failed, cut, retried int64

	latencies  map[kind]*histogram
	overrun    time.Duration
	lastAnswer time.Time
	longestGap time.Duration

	toldAt       time.Time
	toldRequests int64
}

func newResults(begin time.Time) *results {
	return &results{
		begin:      begin,
		toldAt:     begin,
		lastAnswer: begin,
		kinds:      map[kind]int64{},
		reconnects: map[kind]int64{},
		failures:   map[string]int64{},
		latencies:  map[kind]*histogram{getKind: {}, postKind: {}},
	}
}

// add counts a request that has ended, well or not. One that opens a stream is given only when it failed.
func (results *results) add(kind kind, begin time.Time, err error) {
	now := time.Now()
	results.lock.Lock()
	defer results.lock.Unlock()
	results.requests++
	if err != nil {
		results.failed++
		results.fail(kind, now, err)
		return
	}
	results.answer(kind, now)
	if latencies, measured := results.latencies[kind]; measured {
		latencies.add(now.Sub(begin))
	}
}

// addSlow is add for a request that was to take some time.
func (results *results) addSlow(begin time.Time, length time.Duration, err error) {
	results.add(slowKind, begin, err)
	if err != nil {
		return
	}
	results.lock.Lock()
	defer results.lock.Unlock()
	results.overrun = max(results.overrun, time.Since(begin)-length)
}

// message counts what came on a stream.
func (results *results) message(kind kind) {
	results.lock.Lock()
	defer results.lock.Unlock()
	results.kinds[kind]++
}

// end counts a stream that ended: politely, or cut.
func (results *results) end(kind kind, err error) {
	results.lock.Lock()
	defer results.lock.Unlock()
	if err == nil {
		results.reconnects[kind]++
		return
	}
	results.cut++
	results.fail(kind, time.Now(), err)
}

func (results *results) saw(version string) {
	results.lock.Lock()
	defer results.lock.Unlock()
	for index := range results.versions {
		if results.versions[index].Version == version {
			results.versions[index].Count++
			return
		}
	}
	if len(results.versions) < mostVersions {
		results.versions = append(results.versions, Version{version, 1})
	}
}

func (results *results) answer(kind kind, now time.Time) {
	results.kinds[kind]++
	results.longestGap = max(results.longestGap, now.Sub(results.lastAnswer))
	results.lastAnswer = now
}

func (results *results) fail(kind kind, now time.Time, err error) {
	if errors.Is(err, errNotSentAgain) {
		results.retried++
	}
	results.failures[fmt.Sprintf("%s %s", kind, classOf(err))]++
	if len(results.messages) < mostMessages {
		results.messages = append(results.messages, fmt.Sprintf("%.3f s: %s: %v", now.Sub(results.begin).Seconds(), kind, err))
	}
}

// Progress is one line of output while the load goes on.
type Progress struct {
	// Seconds is the time since the start.
	Seconds  float64 `json:"seconds"`
	Requests int64   `json:"requests"`
	Failed   int64   `json:"failed"`
	Cut      int64   `json:"cut"`
	// PerSecond is the rate since the line before.
	PerSecond float64 `json:"perSecond"`
}

func (results *results) progress(now time.Time) Progress {
	results.lock.Lock()
	defer results.lock.Unlock()
	rate := float64(results.requests-results.toldRequests) / now.Sub(results.toldAt).Seconds()
	results.toldAt, results.toldRequests = now, results.requests
	return Progress{round(now.Sub(results.begin).Seconds()), results.requests, results.failed, results.cut, round(rate)}
}

func (results *results) report(now time.Time) Report {
	results.lock.Lock()
	defer results.lock.Unlock()
	seconds := now.Sub(results.begin).Seconds()
	report := Report{
		Seconds:     round(seconds),
		Requests:    results.requests,
		Failed:      results.failed,
		Cut:         results.cut,
		Retried:     results.retried,
		PerSecond:   round(float64(results.requests) / seconds),
		Kinds:       map[kind]int64{},
		Reconnects:  maps.Clone(results.reconnects),
		Failures:    maps.Clone(results.failures),
		Messages:    append([]string{}, results.messages...),
		Latency:     map[kind]Latency{},
		SlowOverrun: milliseconds(results.overrun),
		Versions:    append([]Version{}, results.versions...),
		LongestGap:  milliseconds(max(results.longestGap, now.Sub(results.lastAnswer))),
	}
	for _, kind := range kinds {
		report.Kinds[kind] = results.kinds[kind]
	}
	for kind, times := range results.latencies {
		report.Latency[kind] = Latency{
			milliseconds(times.quantile(0.5)), milliseconds(times.quantile(0.95)),
			milliseconds(times.quantile(0.99)), milliseconds(times.max),
		}
	}
	return report
}

func milliseconds(length time.Duration) float64 { return round(length.Seconds() * 1000) }

func round(value float64) float64 { return math.Round(value*1000) / 1000 }
