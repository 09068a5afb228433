module cdktf-go-containers/probe

go 1.21
