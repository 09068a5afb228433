import { Duration, Edge, GoImage, Health, Rollout, Service } from '../../../lib';
import { hosted } from '../recording/plain-stack';
import type { Deployed, FurtherPlans } from '../recording/review-case';
import { moduleOf } from './go-module';

const SERVER = `package main

import "net/http"

func main() {
	http.ListenAndServe(":8080", http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.Write([]byte("ok")) }))
}
`;

interface Routed {
  readonly host: string;
  readonly httpPort: number;
  readonly level: string;
}

const ROUTED: Routed = { host: 'shop.example.com', httpPort: 28_494, level: 'info' };

/** An edge before a service that overlaps. */
function routed(changes: Partial<Routed> = {}) {
  const { host, httpPort, level } = { ...ROUTED, ...changes };
  return hosted((stack) => {
    const image = new GoImage(stack, 'image', {
      source: moduleOf(stack, SERVER),
      name: `${stack.node.id}-web`,
      port: 8080,
    });
    const web = new Service(stack, 'web', {
      image,
      rollout: Rollout.overlap(),
      health: Health.http('/', { interval: Duration.seconds(1) }),
      environment: { LEVEL: level },
    });
    const edge = new Edge(stack, 'edge');
    edge.route(web, { host });
    edge.publish({ http: httpPort });
  });
}

const before: Deployed = { declare: routed() };

/** What becomes of the way to a service. */
export const FURTHER_EDGES: readonly FurtherPlans[] = [
  {
    stack: 'edge',
    plans: {
      'extra/edge-first': { declare: routed() },
      'extra/edge-route': { before, declare: routed({ host: 'www.example.com' }) },
      'extra/edge-behind': { before, declare: routed({ level: 'debug' }) },
      'extra/edge-replaced': { before, declare: routed({ httpPort: 28_495, level: 'debug' }) },
    },
  },
];
