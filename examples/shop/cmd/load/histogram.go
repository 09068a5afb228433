package main

import (
	"math/bits"
	"time"
)

const (
	// fine is how many steps there are between a time and its double: a value is at most 0.8 % too high.
	fine = 128
	// doubles is how often the first fine microseconds can be doubled; everything above 19 hours is one step.
	doubles = 30
)

// histogram counts times in steps that grow with them, so that its size does not depend on how many there are.
type histogram struct {
	counts [fine * (doubles + 1)]int64
	total  int64
	max    time.Duration
}

func (histogram *histogram) add(took time.Duration) {
	histogram.counts[step(took.Microseconds())]++
	histogram.total++
	histogram.max = max(histogram.max, took)
}

func step(microseconds int64) int {
	if microseconds < fine {
		return int(max(microseconds, 0))
	}
	doubled := bits.Len64(uint64(microseconds)) - bits.Len64(fine) + 1
	return min(doubled*fine+int(microseconds>>(doubled-1))-fine, fine*(doubles+1)-1)
}

// highest is the largest number of microseconds in a step.
func highest(step int) int64 {
	if step < fine {
		return int64(step)
	}
	doubled := step / fine
	return (int64(step%fine+fine+1) << (doubled - 1)) - 1
}

// quantile is a time that the given share of all times does not exceed; exact to a step, and the maximum exactly.
func (histogram *histogram) quantile(share float64) time.Duration {
	wanted := share * float64(histogram.total)
	seen := int64(0)
	for step, count := range histogram.counts {
		seen += count
		if count > 0 && float64(seen) >= wanted {
			return min(time.Duration(highest(step))*time.Microsecond, histogram.max)
		}
	}
	return histogram.max
}
