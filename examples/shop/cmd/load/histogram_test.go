package main

import (
	"math/rand/v2"
	"slices"
	"testing"
	"time"
)

func TestStepsFollowOnEachOther(t *testing.T) {
	for index := range fine*doubles - 1 {
		if top := highest(index); step(top) != index || step(top+1) != index+1 {
			t.Fatalf("step %d ends at %d µs, which is in step %d; one more is in %d", index, top, step(top), step(top+1))
		}
	}
	if last := step(1 << 62); last != fine*(doubles+1)-1 {
		t.Errorf("the longest time is in step %d", last)
	}
}

func TestQuantilesAreNearlyExact(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	var histogram histogram
	var all []time.Duration
	for range 10_000 {
		took := time.Duration(random.ExpFloat64()*5000) * time.Microsecond
		histogram.add(took)
		all = append(all, took)
	}
	slices.Sort(all)
	for _, share := range []float64{0.5, 0.95, 0.99} {
		exact := all[int(share*float64(len(all)))-1]
		if got := histogram.quantile(share); got < exact || float64(got) > float64(exact)*1.01 {
			t.Errorf("quantile %g is %s, not %s", share, got, exact)
		}
	}
	if got := histogram.quantile(1); got != all[len(all)-1] {
		t.Errorf("the maximum is %s, not %s", got, all[len(all)-1])
	}
}

func TestAnEmptyHistogramHasNoTimes(t *testing.T) {
	if got := new(histogram).quantile(0.99); got != 0 {
		t.Errorf("%s", got)
	}
}
