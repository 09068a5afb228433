import { goModule } from '../../support/go-module';

/** Answers what it was asked, takes bodies, sends events until the client has gone, and echoes every byte that comes after a WebSocket's handshake. */
const SERVER = `package main

import (
	"crypto/sha1"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/signal"
	"syscall"
	"time"
)

func main() {
	http.HandleFunc("/healthz", func(w http.ResponseWriter, _ *http.Request) {})
	http.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		json.NewEncoder(w).Encode(map[string]any{
			"service": os.Args[1], "protocol": r.Proto, "host": r.Host, "path": r.URL.Path, "headers": r.Header, "body": len(body),
		})
	})
	http.HandleFunc("/events", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/event-stream")
		for number := 0; ; number++ {
			fmt.Fprintf(w, "data: %d\\n\\n", number)
			w.(http.Flusher).Flush()
			select {
			case <-r.Context().Done():
				return
			case <-time.After(50 * time.Millisecond):
			}
		}
	})
	http.HandleFunc("/socket", func(w http.ResponseWriter, r *http.Request) {
		connection, buffered, err := w.(http.Hijacker).Hijack()
		if err != nil {
			return
		}
		defer connection.Close()
		accept := sha1.Sum([]byte(r.Header.Get("Sec-WebSocket-Key") + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"))
		fmt.Fprintf(connection, "HTTP/1.1 101 Switching Protocols\\r\\nConnection: Upgrade\\r\\nUpgrade: websocket\\r\\n"+
			"Sec-WebSocket-Accept: %s\\r\\n\\r\\n", base64.StdEncoding.EncodeToString(accept[:]))
		io.Copy(connection, buffered)
	})
	protocols := new(http.Protocols)
	protocols.SetHTTP1(true)
	protocols.SetUnencryptedHTTP2(true)
	server := &http.Server{Addr: ":8080", Protocols: protocols}
	go server.ListenAndServe()
	stop := make(chan os.Signal, 1)
	signal.Notify(stop, syscall.SIGTERM)
	<-stop
}
`;

/** A module with that program. */
export function edgeProgram(): string {
  return goModule({ 'go.mod': 'module example.com/behind\n\ngo 1.26\n', 'main.go': SERVER });
}
