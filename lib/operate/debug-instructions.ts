/** The port that Delve waits at, in the image and outside. */
const PORT = 40_000;

/**
 * What to do with a twin to debug.
 *
 * Whoever reaches Delve's port can run any program in the container, so it is published on the loopback address only.
 *
 * @param name of the image
 * @param host address of an Engine that is not the default one
 */
export function debugInstructions(name: string, host?: string): string {
  const docker = host === undefined ? 'docker' : `docker --host ${host}`;
  const elsewhere =
    host !== undefined && /^(ssh|tcp):/.test(host)
      ? `The Engine is on another machine: forward port ${PORT} of its address 127.0.0.1 to yours, with ssh -L for example.\n`
      : '';
  return `
${name} has the program without optimization, under Delve, on the builder image.
Run it, with --env, --publish and --volume as the program needs them:

  ${docker} run --rm --init --publish 127.0.0.1:${PORT}:${PORT} ${name}

The program starts at once. Attach with Delve of this machine,

  dlv connect 127.0.0.1:${PORT}

or with an editor: remote attach, host 127.0.0.1, port ${PORT}, and /src as the remote path of the sources.
${elsewhere}Delve's port is published to the Engine's machine only; leave it so, because Delve asks for no password.
To remove the image: ${docker} image rm ${name}
`;
}
