// Command mkapi stands for a generator.
package main

func main() {}
