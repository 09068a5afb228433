package main

import (
	"slices"
	"sort"
	"strconv"

	"github.com/docker/go-connections/nat"
	"github.com/hashicorp/terraform-plugin-sdk/v2/helper/schema"
)

type publishedPort struct {
	internal, external int
	ip, protocol       string
}

func publishedPorts(v any) []publishedPort {
	var out []publishedPort
	for _, block := range blocks(v) {
		out = append(out, publishedPort{
			internal: member[int](block, "internal"),
			external: member[int](block, "external"),
			ip:       member[string](block, "ip"),
			protocol: member[string](block, "protocol"),
		})
	}
	return out
}

// samePorts hides a different order: the Engine does not keep one. The number
// of ports is compared by itself, because GetChange does not tell that all of
// them were removed.
func samePorts(key, was, configured string, d *schema.ResourceData) bool {
	if key == "ports.#" && was != configured {
		return false
	}
	before, after := d.GetChange("ports")
	return equalPorts(publishedPorts(before), publishedPorts(after))
}

// equalPorts takes two entries for the same internal port and protocol as
// different from everything: plans of the real provider do so too.
func equalPorts(before, after []publishedPort) bool {
	sortPorts(before)
	sortPorts(after)
	for i := 1; i < len(before); i++ {
		if before[i].internal == before[i-1].internal && before[i].protocol == before[i-1].protocol {
			return false
		}
	}
	return len(before) > 0 && slices.Equal(before, after)
}

func sortPorts(ports []publishedPort) {
	sort.SliceStable(ports, func(i, j int) bool {
		if ports[i].internal != ports[j].internal {
			return ports[i].internal < ports[j].internal
		}
		return ports[i].protocol < ports[j].protocol
	})
}

func portBindings(ports []publishedPort) (nat.PortSet, nat.PortMap) {
	exposed, bindings := nat.PortSet{}, nat.PortMap{}
	for _, port := range ports {
		key := nat.Port(strconv.Itoa(port.internal) + "/" + port.protocol)
		exposed[key] = struct{}{}
		binding := nat.PortBinding{HostIP: port.ip}
		if port.external != 0 {
			binding.HostPort = strconv.Itoa(port.external)
		}
		bindings[key] = append(bindings[key], binding)
	}
	return exposed, bindings
}

func portBlocks(bindings nat.PortMap) []any {
	var ports []publishedPort
	for key, list := range bindings {
		for _, binding := range list {
			external, _ := strconv.Atoi(binding.HostPort)
			ports = append(ports, publishedPort{internal: key.Int(), external: external, ip: binding.HostIP, protocol: key.Proto()})
		}
	}
	sortPorts(ports)
	var out []any
	for _, port := range ports {
		out = append(out, map[string]any{
			"internal": port.internal, "external": port.external, "ip": port.ip, "protocol": port.protocol,
		})
	}
	return out
}
