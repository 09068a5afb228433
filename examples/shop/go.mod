module example.com/shop

go 1.26

require (
	github.com/coder/websocket v1.8.15
	github.com/lib/pq v1.12.3
)
