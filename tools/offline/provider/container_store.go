package main

import (
	"strings"

	"github.com/docker/docker/api/types/container"
	"github.com/hashicorp/terraform-plugin-sdk/v2/helper/schema"
)

// storeContainer reads back what the real provider reads back. What is not
// here (env, labels, volumes, upload, networks_advanced, cpu_period, ...) keeps
// its configured value, so a change by hand is not noticed.
func storeContainer(d *schema.ResourceData, info *container.InspectResponse) error {
	config, host := info.Config, info.HostConfig
	values := map[string]any{
		"name":               strings.TrimPrefix(info.Name, "/"),
		"command":            []string(config.Cmd),
		"entrypoint":         []string(config.Entrypoint),
		"user":               config.User,
		"working_dir":        config.WorkingDir,
		"hostname":           config.Hostname,
		"domainname":         config.Domainname,
		"stdin_open":         config.OpenStdin,
		"tty":                config.Tty,
		"stop_signal":        config.StopSignal,
		"stop_timeout":       config.StopTimeout,
		"restart":            string(host.RestartPolicy.Name),
		"max_retry_count":    host.RestartPolicy.MaximumRetryCount,
		"rm":                 host.AutoRemove,
		"privileged":         host.Privileged,
		"publish_all_ports":  host.PublishAllPorts,
		"read_only":          host.ReadonlyRootfs,
		"security_opts":      host.SecurityOpt,
		"sysctls":            host.Sysctls,
		"tmpfs":              host.Tmpfs,
		"network_mode":       string(host.NetworkMode),
		"ipc_mode":           string(host.IpcMode),
		"pid_mode":           string(host.PidMode),
		"runtime":            host.Runtime,
		"init":               host.Init != nil && *host.Init,
		"shm_size":           int(host.ShmSize / mebibyte),
		"memory":             int(host.Memory / mebibyte),
		"memory_reservation": int(host.MemoryReservation / mebibyte),
		"memory_swap":        swapMebibytes(host.MemorySwap),
		"cpu_shares":         int(host.CPUShares),
		"cpu_set":            host.CpusetCpus,
		"dns":                host.DNS,
		"dns_opts":           host.DNSOptions,
		"dns_search":         host.DNSSearch,
		"group_add":          host.GroupAdd,
		"log_driver":         host.LogConfig.Type,
		"log_opts":           host.LogConfig.Config,
		"capabilities":       capabilityBlocks(host),
		"host":               hostBlocks(host.ExtraHosts),
		"ulimit":             ulimitBlocks(host),
		"mounts":             mountBlocks(host.Mounts),
		"network_data":       networkBlocks(info.NetworkSettings),
	}
	// A name stays what it is; part of an ID becomes the whole.
	if strings.HasPrefix(d.Get("image").(string), "sha256:") {
		values["image"] = info.Image
	}
	if config.Healthcheck != nil {
		values["healthcheck"] = healthCheckBlocks(config.Healthcheck)
	}
	if info.NetworkSettings != nil {
		values["bridge"] = info.NetworkSettings.Bridge
		values["ports"] = portBlocks(info.NetworkSettings.Ports)
	}
	if !info.State.Running {
		values["exit_code"] = info.State.ExitCode
	}
	return store(d, values)
}

func healthCheckBlocks(check *container.HealthConfig) []any {
	return []any{map[string]any{
		"test": check.Test, "interval": check.Interval.String(), "timeout": check.Timeout.String(),
		"start_period": check.StartPeriod.String(), "start_interval": check.StartInterval.String(), "retries": check.Retries,
	}}
}

func swapMebibytes(bytes int64) int {
	if bytes > 0 {
		return int(bytes / mebibyte)
	}
	return int(bytes)
}

func capabilityBlocks(host *container.HostConfig) []any {
	if len(host.CapAdd) == 0 && len(host.CapDrop) == 0 {
		return nil
	}
	return []any{map[string]any{"add": toAny(host.CapAdd), "drop": toAny(host.CapDrop)}}
}

// hostBlocks keeps only the first group of an IPv6 address, so that a plan
// with one is never quiet: the real provider's is not either.
func hostBlocks(entries []string) []any {
	var out []any
	for _, entry := range entries {
		parts := append(strings.Split(entry, ":"), "")
		out = append(out, map[string]any{"host": parts[0], "ip": parts[1]})
	}
	return out
}

func ulimitBlocks(host *container.HostConfig) []any {
	var out []any
	for _, limit := range host.Ulimits {
		out = append(out, map[string]any{"name": limit.Name, "soft": int(limit.Soft), "hard": int(limit.Hard)})
	}
	return out
}

func toAny(list []string) []any {
	var out []any
	for _, element := range list {
		out = append(out, element)
	}
	return out
}
