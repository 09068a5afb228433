package main

import "github.com/hashicorp/terraform-plugin-sdk/v2/helper/schema"

func containerResource() *schema.Resource {
	members := map[string]*schema.Schema{}
	for _, part := range []map[string]*schema.Schema{
		containerProcess(), containerLifeCycle(), containerLimits(), containerIsolation(),
		containerNetworking(), containerStorage(), containerResults(),
	} {
		for name, member := range part {
			members[name] = member
		}
	}
	return &schema.Resource{
		Description:   "A container on the Docker Engine.",
		SchemaVersion: 2,
		CreateContext: createContainer,
		ReadContext:   readContainer,
		UpdateContext: updateContainer,
		DeleteContext: deleteContainer,
		Schema:        members,
	}
}

// unsetMeansImage keeps the image's value when the argument is removed, as
// plans of the real provider do.
func unsetMeansImage(_, _, configured string, _ *schema.ResourceData) bool {
	return configured == ""
}

func containerProcess() map[string]*schema.Schema {
	return map[string]*schema.Schema{
		"name":        text("Name of the container.", required, replaces),
		"image":       text("Image to run: an image ID, or a name that is present or can be pulled.", required, replaces),
		"command":     textList("Arguments of the entry point.", replaces, filledIn),
		"entrypoint":  textList("Program and its leading arguments.", replaces, filledIn),
		"env":         textSet("Environment, each as NAME=value.", replaces, filledIn),
		"user":        text("User, and group after a colon.", replaces, suppress(unsetMeansImage)),
		"working_dir": text("Directory in which the process starts.", replaces, suppress(unsetMeansImage)),
		"hostname":    text("Host name inside the container.", replaces, filledIn),
		"domainname":  text("Domain name inside the container.", replaces),
		"labels":      blockSet("Labels of the container.", labelMembers(), replaces, filledIn),
		"stdin_open":  flag("Keep standard input open.", replaces, otherwise(false)),
		"tty":         flag("Give the process a terminal.", replaces, otherwise(false)),
		"init":        flag("Run an init process that reaps children. An edit is not carried out.", filledIn),
		"group_add":   textSet("Further groups of the process.", replaces),
	}
}

func containerLifeCycle() map[string]*schema.Schema {
	return map[string]*schema.Schema{
		"start":                 flag("Start the container after its creation. An edit is not carried out.", otherwise(true)),
		"must_run":              flag("Whether a container that does not run counts as gone.", otherwise(true)),
		"attach":                flag("Wait until the process ends.", otherwise(false)),
		"logs":                  flag("With attach, keep the output in container_logs.", otherwise(false)),
		"rm":                    flag("Let the Engine remove the container when it ends. An edit is not carried out.", otherwise(false)),
		"restart":               text("Restart policy.", otherwise("no"), matching(`^(no|on-failure|always|unless-stopped)$`, "no, on-failure, always or unless-stopped")),
		"max_retry_count":       number("How often on-failure restarts."),
		"wait":                  flag("Wait until the health check passes.", otherwise(false)),
		"wait_timeout":          number("Seconds to wait for health.", otherwise(60)),
		"destroy_grace_seconds": number("Seconds between stop signal and kill on destroy; unset kills at once."),
		"remove_volumes":        flag("Remove anonymous volumes with the container.", otherwise(true)),
		"stop_signal":           text("Signal that asks the process to stop.", replaces, filledIn),
		"stop_timeout":          number("Seconds the Engine waits between stop signal and kill.", replaces, filledIn),
		"log_driver":            text("Logging driver.", replaces, filledIn),
		"log_opts":              textMap("Options of the logging driver.", replaces),
		"healthcheck": blockList("How the Engine checks health. An edit is not carried out.", map[string]*schema.Schema{
			"test":           textList("Command, after CMD or CMD-SHELL; NONE turns an inherited check off.", required),
			"interval":       text("Time between checks.", otherwise("0s"), duration()),
			"timeout":        text("Time after which a check has failed.", otherwise("0s"), duration()),
			"start_period":   text("Time in which failures do not count.", otherwise("0s"), duration()),
			"start_interval": text("Time between checks in the start period; needs Engine 25.", otherwise("0s"), duration()),
			"retries":        number("Failures in a row that mean unhealthy.", otherwise(0), atLeast(0)),
		}, filledIn, single),
		"container_read_refresh_timeout_milliseconds": number("Milliseconds to wait for a started container to run.", otherwise(15000)),
	}
}

func containerLimits() map[string]*schema.Schema {
	return map[string]*schema.Schema{
		"memory":             number("Memory limit in MiB.", atLeast(0)),
		"memory_reservation": number("Soft memory limit in MiB.", otherwise(0), atLeast(0)),
		"memory_swap":        number("Limit of memory and swap together in MiB; -1 is unlimited.", atLeast(-1)),
		"cpu_shares":         number("Relative CPU weight.", atLeast(0)),
		"cpu_period":         number("CPU period in microseconds. An edit is not carried out.", atLeast(0)),
		"cpu_quota":          number("CPU time per period in microseconds. An edit is not carried out.", atLeast(0)),
		"cpu_set":            text("CPUs that may be used, such as 0-2,4.", matching(`^\d+([,-]\d+)*$`, "CPU numbers such as 0-2,4")),
		"shm_size":           number("Size of /dev/shm in MiB.", replaces, filledIn, atLeast(0)),
		"ulimit": blockSet("Resource limits of the process.", map[string]*schema.Schema{
			"name": text("Name of the limit.", required, replaces),
			"soft": number("Soft limit.", required, replaces),
			"hard": number("Hard limit.", required, replaces),
		}, replaces),
	}
}

func containerIsolation() map[string]*schema.Schema {
	return map[string]*schema.Schema{
		"privileged":    flag("Give the container all rights of the host.", replaces),
		"read_only":     flag("Mount the root file system read-only.", replaces, otherwise(false)),
		"security_opts": textSet("Security options.", replaces, filledIn),
		"sysctls":       textMap("Kernel parameters of the container's namespaces.", replaces),
		"cgroupns_mode": text("Control group namespace.", replaces),
		"ipc_mode":      text("IPC namespace.", replaces, filledIn),
		"pid_mode":      text("Process namespace.", replaces),
		"runtime":       text("OCI runtime.", replaces, filledIn),
		"capabilities": blockSet("Kernel capabilities added to and dropped from the default set.", map[string]*schema.Schema{
			"add":  textSet("Capabilities to add.", replaces),
			"drop": textSet("Capabilities to drop.", replaces),
		}, replaces, single),
	}
}

func containerResults() map[string]*schema.Schema {
	network := map[string]*schema.Schema{}
	for name, description := range map[string]string{
		"network_name": "Name of the network.", "ip_address": "IPv4 address.", "gateway": "IPv4 gateway.",
		"global_ipv6_address": "IPv6 address.", "ipv6_gateway": "IPv6 gateway.", "mac_address": "MAC address.",
	} {
		network[name] = text(description, result)
	}
	for name, description := range map[string]string{
		"ip_prefix_length": "Length of the IPv4 prefix.", "global_ipv6_prefix_length": "Length of the IPv6 prefix.",
	} {
		network[name] = number(description, result)
	}
	return map[string]*schema.Schema{
		"bridge":         text("Network bridge.", result),
		"container_logs": text("Output of an attached container, when logs is set.", result),
		"exit_code":      number("Exit code of a container that has ended.", result),
		"network_data":   blockList("Addresses of the container.", network, result),
	}
}
