// Probe tells the Engine whether the program beside it works.
//
//	probe http PORT PATH   healthy when a GET answers with 2xx or 3xx
//	probe tcp PORT         healthy when the port accepts a connection
//	probe grpc PORT NAME   healthy when grpc.health.v1 says that the service NAME serves; without NAME, the whole server
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
	case len(arguments) == 2 && arguments[0] == "grpc":
		return check(arguments[1], "")
	case len(arguments) == 3 && arguments[0] == "grpc":
		return check(arguments[1], arguments[2])
	case len(arguments) == 2 && arguments[0] == "tcp":
		socket, problem := connect(arguments[1])
		if problem == "" {
			syscall.Close(socket)
		}
		return problem
	}
	return "usage: probe http PORT PATH | probe grpc PORT [NAME] | probe tcp PORT"
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
	request := "GET " + path + " HTTP/1.0\r\nHost: 127.0.0.1:" + port + "\r\nUser-Agent: go-containers-probe\r\n\r\n"
	if problem := write(socket, request); problem != "" {
		return problem
	}
	return judge(path, readStatus(socket))
}

func write(socket int, text string) string {
	for rest := []byte(text); len(rest) > 0; {
		written, err := syscall.Write(socket, rest)
		if err == syscall.EINTR {
			continue
		}
		if err != nil {
			return "write: " + err.Error()
		}
		rest = rest[written:]
	}
	return ""
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

// Types and flags of HTTP/2 frames (RFC 9113, section 6).
const (
	data       = 0
	headers    = 1
	reset      = 3
	settings   = 4
	goAway     = 7
	endStream  = 0x1
	ack        = 0x1
	endHeaders = 0x4
	padded     = 0x8
)

// check asks the health service of gRPC, which speaks HTTP/2 without TLS here.
func check(port, name string) string {
	// Lengths below are written as one byte.
	if len(name) > 100 {
		return "grpc: the name of the service is longer than 100 bytes"
	}
	socket, problem := connect(port)
	if problem != "" {
		return problem
	}
	defer syscall.Close(socket)
	message := "\x0a" + string(rune(len(name))) + name
	if name == "" {
		message = ""
	}
	request := "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" +
		frame(settings, 0, 0, "") +
		frame(headers, endHeaders, 1, fields("127.0.0.1:"+port)) +
		frame(data, endStream, 1, "\x00\x00\x00\x00"+string(rune(len(message)))+message)
	if problem := write(socket, request); problem != "" {
		return problem
	}
	answer, problem := readMessage(socket)
	if problem != "" {
		return "grpc: " + problem
	}
	// One field, the status, as a number; 1 is SERVING.
	if answer != "\x08\x01" {
		return "grpc: the service " + name + " does not serve"
	}
	return ""
}

// fields is a header block (RFC 7541) without compression but for names and values of the static table.
func fields(authority string) string {
	literal := func(text string) string { return string(rune(len(text))) + text }
	return "\x83\x86" + // :method POST, :scheme http
		"\x04" + literal("/grpc.health.v1.Health/Check") +
		"\x01" + literal(authority) +
		"\x0f\x10" + literal("application/grpc") +
		"\x00" + literal("te") + literal("trailers")
}

func frame(kind, flags byte, stream byte, payload string) string {
	size := len(payload)
	return string([]byte{byte(size >> 16), byte(size >> 8), byte(size), kind, flags, 0, 0, 0, stream}) + payload
}

// readMessage returns the message of stream 1, without the five bytes before it.
func readMessage(socket int) (string, string) {
	body := ""
	for {
		head, problem := read(socket, 9)
		if problem != "" {
			return "", problem
		}
		kind, flags, stream := head[3], head[4], head[8]
		payload, problem := read(socket, int(head[0])<<16|int(head[1])<<8|int(head[2]))
		if problem != "" {
			return "", problem
		}
		switch {
		case kind == settings && flags&ack == 0:
			if problem := write(socket, frame(settings, ack, 0, "")); problem != "" {
				return "", problem
			}
		case kind == goAway || kind == reset && stream == 1:
			return "", "the server refuses"
		case kind == data && stream == 1:
			if flags&padded != 0 && len(payload) > 0 {
				if end := len(payload) - int(payload[0]); end >= 1 {
					payload = payload[1:end]
				}
			}
			body += payload
			if len(body) > 5 {
				return body[5:], ""
			}
		}
		if stream == 1 && flags&endStream != 0 && (kind == data || kind == headers) {
			return "", "the server has no health service, or does not know the name"
		}
	}
}

func read(socket, size int) (string, string) {
	bytes := make([]byte, size)
	for done := 0; done < size; {
		count, err := syscall.Read(socket, bytes[done:])
		if err == syscall.EINTR {
			continue
		}
		if err != nil {
			return "", "read: " + err.Error()
		}
		if count <= 0 {
			return "", "no answer in HTTP/2"
		}
		done += count
	}
	return string(bytes), ""
}
