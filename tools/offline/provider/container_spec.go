package main

import (
	"fmt"
	"slices"
	"time"

	"github.com/docker/docker/api/types/container"
	"github.com/docker/go-units"
	"github.com/hashicorp/terraform-plugin-sdk/v2/helper/schema"
)

const mebibyte = 1024 * 1024

func containerConfig(d *schema.ResourceData, image string) (*container.Config, error) {
	exposed, _ := portBindings(publishedPorts(d.Get("ports")))
	config := &container.Config{
		Image:        image,
		Env:          stringSet(d.Get("env")),
		Hostname:     d.Get("hostname").(string),
		Domainname:   d.Get("domainname").(string),
		User:         d.Get("user").(string),
		WorkingDir:   d.Get("working_dir").(string),
		Labels:       labelsFrom(d.Get("labels")),
		OpenStdin:    d.Get("stdin_open").(bool),
		Tty:          d.Get("tty").(bool),
		StopSignal:   d.Get("stop_signal").(string),
		ExposedPorts: exposed,
	}
	var err error
	if config.Cmd, err = stringList("command", d.Get("command")); err != nil {
		return nil, err
	}
	if config.Entrypoint, err = stringList("entrypoint", d.Get("entrypoint")); err != nil {
		return nil, err
	}
	if seconds, set := d.GetOk("stop_timeout"); set {
		config.StopTimeout = ptr(seconds.(int))
	}
	if config.Healthcheck, err = healthCheck(d); err != nil {
		return nil, err
	}
	config.Volumes = volumePaths(d)
	return config, nil
}

func healthCheck(d *schema.ResourceData) (*container.HealthConfig, error) {
	for _, block := range blocks(d.Get("healthcheck")) {
		test, err := stringList("healthcheck.test", block["test"])
		if err != nil {
			return nil, err
		}
		check := &container.HealthConfig{Test: test, Retries: member[int](block, "retries")}
		for name, field := range map[string]*time.Duration{
			"interval": &check.Interval, "timeout": &check.Timeout,
			"start_period": &check.StartPeriod, "start_interval": &check.StartInterval,
		} {
			if *field, err = time.ParseDuration(member[string](block, name)); err != nil {
				return nil, fmt.Errorf("healthcheck.%s: %w", name, err)
			}
		}
		return check, nil
	}
	return nil, nil
}

func hostConfig(d *schema.ResourceData) *container.HostConfig {
	_, bindings := portBindings(publishedPorts(d.Get("ports")))
	config := &container.HostConfig{
		Resources:       resources(d),
		RestartPolicy:   restartPolicy(d),
		AutoRemove:      d.Get("rm").(bool),
		Privileged:      d.Get("privileged").(bool),
		ReadonlyRootfs:  d.Get("read_only").(bool),
		SecurityOpt:     stringSet(d.Get("security_opts")),
		Sysctls:         stringMap(d.Get("sysctls")),
		Tmpfs:           stringMap(d.Get("tmpfs")),
		NetworkMode:     container.NetworkMode(d.Get("network_mode").(string)),
		IpcMode:         container.IpcMode(d.Get("ipc_mode").(string)),
		PidMode:         container.PidMode(d.Get("pid_mode").(string)),
		CgroupnsMode:    container.CgroupnsMode(d.Get("cgroupns_mode").(string)),
		Runtime:         d.Get("runtime").(string),
		ShmSize:         int64(d.Get("shm_size").(int)) * mebibyte,
		PublishAllPorts: d.Get("publish_all_ports").(bool),
		PortBindings:    bindings,
		DNS:             stringSet(d.Get("dns")),
		DNSOptions:      stringSet(d.Get("dns_opts")),
		DNSSearch:       stringSet(d.Get("dns_search")),
		GroupAdd:        stringSet(d.Get("group_add")),
		LogConfig:       container.LogConfig{Type: d.Get("log_driver").(string), Config: stringMap(d.Get("log_opts"))},
		Init:            ptr(d.Get("init").(bool)),
	}
	for _, block := range blocks(d.Get("host")) {
		config.ExtraHosts = append(config.ExtraHosts, member[string](block, "host")+":"+member[string](block, "ip"))
	}
	slices.Sort(config.ExtraHosts)
	for _, block := range blocks(d.Get("capabilities")) {
		if add, ok := block["add"]; ok {
			config.CapAdd = stringSet(add)
		}
		if drop, ok := block["drop"]; ok {
			config.CapDrop = stringSet(drop)
		}
	}
	config.CPUPeriod = int64(d.Get("cpu_period").(int))
	config.CPUQuota = int64(d.Get("cpu_quota").(int))
	for _, block := range blocks(d.Get("ulimit")) {
		config.Ulimits = append(config.Ulimits, &units.Ulimit{
			Name: member[string](block, "name"), Soft: int64(member[int](block, "soft")), Hard: int64(member[int](block, "hard")),
		})
	}
	config.Binds, config.VolumesFrom = volumeBinds(d)
	config.Mounts = mounts(d)
	return config
}

// resources holds what can also be changed while the container runs.
func resources(d *schema.ResourceData) container.Resources {
	swap := int64(d.Get("memory_swap").(int))
	if swap > 0 {
		swap *= mebibyte
	}
	return container.Resources{
		Memory:            int64(d.Get("memory").(int)) * mebibyte,
		MemoryReservation: int64(d.Get("memory_reservation").(int)) * mebibyte,
		MemorySwap:        swap,
		CPUShares:         int64(d.Get("cpu_shares").(int)),
		CpusetCpus:        d.Get("cpu_set").(string),
	}
}

func restartPolicy(d *schema.ResourceData) container.RestartPolicy {
	return container.RestartPolicy{
		Name:              container.RestartPolicyMode(d.Get("restart").(string)),
		MaximumRetryCount: d.Get("max_retry_count").(int),
	}
}

func ptr[T any](v T) *T { return &v }
