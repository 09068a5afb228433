// Command legacy has a Dockerfile that somebody wrote by hand.
package main

func main() {}
