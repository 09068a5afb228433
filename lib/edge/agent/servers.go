package main

import (
	"slices"
	"strings"
)

// nowhere is the address of a server that has none.
const nowhere = "-"

// column numbers of "show servers state"; the version before the table stands for them.
const (
	backendColumn = 1
	idColumn      = 2
	nameColumn    = 3
	addressColumn = 4
	serverColumns = 5
	knownVersion  = "1"
)

// inFront moves the servers of each backend that have an address to its first places, and gives any other text back as it is.
//
// The name server's first answer fills a new worker's places in their order. A server that a later place has from the
// present worker would move to an empty earlier one, and be out of service until it is checked.
func inFront(table string) string {
	lines := strings.Split(table, "\n")
	if lines[0] != knownVersion {
		return table
	}
	places := map[string][]int{}
	for number, line := range lines {
		if columns := strings.Fields(line); len(columns) >= serverColumns && !strings.HasPrefix(line, "#") {
			places[columns[backendColumn]] = append(places[columns[backendColumn]], number)
		}
	}
	moved := slices.Clone(lines)
	for _, numbers := range places {
		order := slices.Clone(numbers)
		slices.SortStableFunc(order, func(one, other int) int { return emptiness(lines[one]) - emptiness(lines[other]) })
		for index, number := range numbers {
			place, server := strings.Fields(lines[number]), strings.Fields(lines[order[index]])
			server[idColumn], server[nameColumn] = place[idColumn], place[nameColumn]
			moved[number] = strings.Join(server, " ")
		}
	}
	return strings.Join(moved, "\n")
}

func emptiness(line string) int {
	if strings.Fields(line)[addressColumn] == nowhere {
		return 1
	}
	return 0
}
