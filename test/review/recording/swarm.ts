import { output } from '../../engine/support/machine';

/** A network of the Engine's that comes with a swarm, and that it leaves behind. */
const GATEWAY = 'docker_gwbridge';

let isOurs = false;
let isGatewayOurs = false;

/** Whether the Engine is in a swarm. */
export function isInSwarm(): boolean {
  return output('docker', ['info', '--format', '{{.Swarm.LocalNodeState}}']).trim() !== 'inactive';
}

/** Makes a swarm of the Engine, if it is in none. */
export function needSwarm(): void {
  if (isInSwarm()) {
    return;
  }
  isGatewayOurs = !hasGateway();
  output('docker', ['swarm', 'init', '--advertise-addr', '127.0.0.1', '--listen-addr', '127.0.0.1']);
  isOurs = true;
}

/** Ends the swarm that was made here. */
export function leaveSwarm(): void {
  if (isOurs) {
    output('docker', ['swarm', 'leave', '--force']);
    isOurs = false;
    if (isGatewayOurs && hasGateway()) {
      output('docker', ['network', 'rm', GATEWAY]);
    }
  }
}

function hasGateway(): boolean {
  const networks = output('docker', ['network', 'ls', '--format', '{{.Name}}']);
  return networks.split('\n').includes(GATEWAY);
}
