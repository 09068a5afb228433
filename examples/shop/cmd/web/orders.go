package main

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"hash/maphash"
	"io"
	"log"
	"net/http"
	"sync"
)

const (
	// largest is how many bytes an order may have.
	largest = 1 << 20
	// remembered is how many ids are known at least: a request that is sent again comes soon after the first one.
	remembered = 200_000
)

// Receipt is the answer to an order.
type Receipt struct {
	Length int64  `json:"length"`
	SHA256 string `json:"sha256"`
}

// orders knows which requests it has handled, to tell when something between here and the client sent one twice.
type orders struct {
	seed       maphash.Seed
	remembered int
	lock       sync.Mutex
	// times is how often an id was handled. The older ids are dropped all at once: memory is bounded.
	times, older map[uint64]int
	twice        int
}

func newOrders() *orders {
	return &orders{seed: maphash.MakeSeed(), remembered: remembered, times: map[uint64]int{}}
}

func (orders *orders) take(answer http.ResponseWriter, request *http.Request) {
	digest := sha256.New()
	length, err := io.Copy(digest, http.MaxBytesReader(answer, request.Body, largest))
	if err != nil {
		status := http.StatusBadRequest
		if tooLarge := (*http.MaxBytesError)(nil); errors.As(err, &tooLarge) {
			status = http.StatusRequestEntityTooLarge
		}
		http.Error(answer, err.Error(), status)
		return
	}
	if id := request.Header.Get("X-Request-Id"); id != "" {
		orders.count(id)
	}
	answer.Header().Set("Content-Type", "application/json")
	if err := json.NewEncoder(answer).Encode(Receipt{length, hex.EncodeToString(digest.Sum(nil))}); err != nil {
		log.Print(err)
	}
}

func (orders *orders) count(id string) {
	key := maphash.String(orders.seed, id)
	orders.lock.Lock()
	defer orders.lock.Unlock()
	if len(orders.times) >= orders.remembered {
		orders.older, orders.times = orders.times, map[uint64]int{}
	}
	times := orders.times[key] + 1
	if times == 1 {
		times += orders.older[key]
	}
	orders.times[key] = times
	if times == 2 {
		orders.twice++
	}
}

// repeated is how many ids were handled more than once.
func (orders *orders) repeated() int {
	orders.lock.Lock()
	defer orders.lock.Unlock()
	return orders.twice
}
