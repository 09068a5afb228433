// Probe tells the Engine whether the program beside it works.
//
//	probe http PORT PATH   healthy when a GET answers with 2xx or 3xx
//	probe tcp PORT         healthy when the port accepts a connection
//
// It exists because a minimal image has no shell and no curl. It speaks to 127.0.0.1 only and uses no package but os
// and syscall, which keeps it below 2 MB. It has no timeout of its own: the Engine ends it when its time is over.
package main

import (
	"os"
	"syscall"
)

func main() {
	if problem := probe(os.Args[1:]); problem != "" {
		os.Stdout.WriteString(problem + "\n")
		os.Exit(1)
	}
}

// probe returns what is wrong, or nothing.
func probe(arguments []string) string {
	switch {
	case len(arguments) == 3 && arguments[0] == "http":
		return get(arguments[1], arguments[2])
	case len(arguments) == 2 && arguments[0] == "tcp":
		socket, problem := connect(arguments[1])
		if problem == "" {
			syscall.Close(socket)
		}
		return problem
	}
	return "usage: probe http PORT PATH | probe tcp PORT"
}

func connect(port string) (int, string) {
	number := 0
	for _, digit := range port {
		if digit < '0' || digit > '9' || number > 6553 {
			return 0, "not a port: " + port
		}
		number = number*10 + int(digit-'0')
	}
	socket, err := syscall.Socket(syscall.AF_INET, syscall.SOCK_STREAM, 0)
	if err != nil {
		return 0, "socket: " + err.Error()
	}
	if err := syscall.Connect(socket, &syscall.SockaddrInet4{Port: number, Addr: [4]byte{127, 0, 0, 1}}); err != nil {
		syscall.Close(socket)
		return 0, "127.0.0.1:" + port + ": " + err.Error()
	}
	return socket, ""
}

func get(port, path string) string {
	socket, problem := connect(port)
	if problem != "" {
		return problem
	}
	defer syscall.Close(socket)
	// HTTP/1.0, so that the server closes the connection and never waits for another request.
	request := []byte("GET " + path + " HTTP/1.0\r\nHost: 127.0.0.1:" + port + "\r\nUser-Agent: go-containers-probe\r\n\r\n")
	for len(request) > 0 {
		written, err := syscall.Write(socket, request)
		if err != nil {
			return "write: " + err.Error()
		}
		request = request[written:]
	}
	return judge(path, readStatus(socket))
}

// statusLength is how much of "HTTP/1.1 200 OK" has to be read to know the status.
const statusLength = len("HTTP/1.1 200")

func readStatus(socket int) string {
	answer := make([]byte, 0, 512)
	for len(answer) < statusLength {
		count, err := syscall.Read(socket, answer[len(answer):cap(answer)])
		if err == syscall.EINTR {
			continue
		}
		if err != nil || count <= 0 {
			break
		}
		answer = answer[:len(answer)+count]
	}
	if len(answer) > statusLength {
		answer = answer[:statusLength]
	}
	return string(answer)
}

func judge(path, answer string) string {
	if len(answer) < statusLength || answer[:5] != "HTTP/" {
		return "GET " + path + ": no HTTP answer"
	}
	if first := answer[len("HTTP/1.1 ")]; first != '2' && first != '3' {
		return "GET " + path + ": status " + answer[len("HTTP/1.1 "):]
	}
	return ""
}
