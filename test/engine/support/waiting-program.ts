import { goModule } from '../../support/go-module';

const SERVER = `package main

import (
	"net/http"
	"os"
	"os/signal"
	"syscall"
)

func main() {
	stop := make(chan os.Signal, 1)
	signal.Notify(stop, syscall.SIGTERM)
	go http.ListenAndServe(":8080", nil)
	go http.ListenAndServe(":8081", nil)
	<-stop
}
`;

/** A module with two programs that listen on ports 8080 and 8081 and end when they are asked to, whatever their arguments are. */
export function waitingProgram(): string {
  return goModule({ 'main.go': SERVER, 'cmd/second/main.go': SERVER });
}
