package main

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/coder/websocket"
)

// front is a server, and how to tell its streams to end.
func front(t *testing.T) (server *httptest.Server, stop func()) {
	t.Helper()
	stopping, cancel := context.WithCancel(t.Context())
	server = httptest.NewServer(routes(&stock{}, newStreams(stopping, 0)))
	t.Cleanup(func() { cancel(); server.Close() })
	return server, cancel
}

func TestTellsVersionAndStock(t *testing.T) {
	stock := &stock{}
	handler := routes(stock, newStreams(t.Context(), 0))
	page := func() string {
		answer := httptest.NewRecorder()
		handler.ServeHTTP(answer, httptest.NewRequest(http.MethodGet, "/", nil))
		return answer.Body.String()
	}
	if got := page(); got != "shop version unknown\n" {
		t.Errorf("without an api: %q", got)
	}
	stock.said.Store("7 pears")
	if got := page(); got != "shop version unknown\nstock: 7 pears\n" {
		t.Errorf("with an api: %q", got)
	}
}

func TestAsksTheApi(t *testing.T) {
	api := httptest.NewServer(http.HandlerFunc(func(answer http.ResponseWriter, request *http.Request) {
		if request.URL.Path != "/stock" {
			http.NotFound(answer, request)
			return
		}
		io.WriteString(answer, "7 pears\nmore\n")
	}))
	defer api.Close()
	if line, err := ask(t.Context(), api.Client(), api.URL+"/stock"); line != "7 pears" || err != nil {
		t.Errorf("line %q, error %v", line, err)
	}
	if _, err := ask(t.Context(), api.Client(), api.URL+"/other"); err == nil {
		t.Error("an error page is taken for the stock")
	}
	api.Close()
	stopped, stop := context.WithCancel(t.Context())
	stop()
	stock := &stock{}
	stock.follow(stopped, api.URL+"/stock")
	if stock.line() != unknown {
		t.Errorf("line %q while the api is away", stock.line())
	}
}

func TestAnswersSlowly(t *testing.T) {
	server, _ := front(t)
	for seconds, status := range map[string]int{"0": 200, "0.01": 200, "": 400, "-1": 400, "61": 400, "NaN": 400, "x": 400} {
		answer, err := http.Get(server.URL + "/slow?seconds=" + seconds)
		if err != nil || answer.StatusCode != status {
			t.Errorf("%q: %+v, error %v, not status %d", seconds, answer, err, status)
		}
	}
}

func order(t *testing.T, server *httptest.Server, id string, body []byte) *http.Response {
	t.Helper()
	request, err := http.NewRequest(http.MethodPost, server.URL+"/orders", bytes.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("X-Request-Id", id)
	answer, err := server.Client().Do(request)
	if err != nil {
		t.Fatal(err)
	}
	return answer
}

func TestEchoesTheDigestOfAnOrder(t *testing.T) {
	server, _ := front(t)
	for _, body := range [][]byte{{}, []byte("three pears"), bytes.Repeat([]byte{0}, largest)} {
		answer := order(t, server, "", body)
		var receipt Receipt
		if err := json.NewDecoder(answer.Body).Decode(&receipt); err != nil {
			t.Fatal(err)
		}
		digest := sha256.Sum256(body)
		if wanted := (Receipt{int64(len(body)), hex.EncodeToString(digest[:])}); receipt != wanted {
			t.Errorf("%d bytes: %+v, not %+v", len(body), receipt, wanted)
		}
	}
	if answer := order(t, server, "", make([]byte, largest+1)); answer.StatusCode != http.StatusRequestEntityTooLarge {
		t.Errorf("too large: status %s", answer.Status)
	}
}

func TestCountsWhatWasHandledTwice(t *testing.T) {
	server, _ := front(t)
	for _, id := range []string{"a", "b", "a", "a", "", "", "c", "c"} {
		order(t, server, id, nil)
	}
	answer, err := http.Get(server.URL + "/orders/repeated")
	if err != nil {
		t.Fatal(err)
	}
	if body, _ := io.ReadAll(answer.Body); string(body) != "2\n" {
		t.Errorf("%q ids are repeated, not 2", body)
	}
}

func TestRemembersIdsInBoundedMemory(t *testing.T) {
	const remembered = 100
	orders := newOrders()
	orders.remembered = remembered
	for number := range 3 * remembered {
		orders.count(fmt.Sprint(number))
		if number%remembered == remembered-1 {
			orders.count(fmt.Sprint(number - remembered + 10))
		}
	}
	if len(orders.times)+len(orders.older) > 2*remembered || orders.repeated() != 3 {
		t.Errorf("%d ids in memory, %d repeated", len(orders.times)+len(orders.older), orders.repeated())
	}
}

func TestStreamsSayGoodbye(t *testing.T) {
	server, stop := front(t)
	answer, err := http.Get(server.URL + "/events")
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	begin := make([]byte, len("event: tick\ndata: 1\n\n"))
	if _, err := io.ReadFull(answer.Body, begin); err != nil || !strings.Contains(string(begin), "data: 1\n") {
		t.Fatalf("%q, error %v", begin, err)
	}
	stop()
	rest, err := io.ReadAll(answer.Body)
	if err != nil || !strings.HasSuffix(string(rest), "event: goodbye\ndata: \n\n") {
		t.Errorf("%q, error %v", rest, err)
	}
}

func TestSocketsEchoAndGoAway(t *testing.T) {
	server, stop := front(t)
	socket, _, err := websocket.Dial(t.Context(), server.URL+"/socket", nil)
	if err != nil {
		t.Fatal(err)
	}
	defer socket.CloseNow()
	if err := socket.Write(t.Context(), websocket.MessageText, []byte("pears")); err != nil {
		t.Fatal(err)
	}
	if kind, text, err := socket.Read(t.Context()); kind != websocket.MessageText || string(text) != "pears" || err != nil {
		t.Errorf("%v %q, error %v", kind, text, err)
	}
	stop()
	if _, _, err := socket.Read(t.Context()); websocket.CloseStatus(err) != websocket.StatusGoingAway {
		t.Errorf("ends with %v", err)
	}
}

func TestReadsTheWayToBeBroken(t *testing.T) {
	for _, text := range []string{"", "crash", "sick", "panic", "hungry"} {
		if mode, err := readMode(text); err != nil || string(mode) != text {
			t.Errorf("%q: mode %q, error %v", text, mode, err)
		}
	}
	if _, err := readMode("bad"); err == nil || !strings.Contains(err.Error(), `MODE "bad" is not known`) {
		t.Errorf("error %v", err)
	}
	if sick.health(t.Context()) == nil || sound.health(t.Context()) != nil {
		t.Error("only a sick version is not healthy")
	}
}
