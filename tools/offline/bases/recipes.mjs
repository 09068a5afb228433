import { BUILDER } from './recipes/builder.mjs';
import { DEBIAN_SLIM } from './recipes/debian.mjs';
import {
  DISTROLESS_BASE,
  DISTROLESS_BASE_NOSSL,
  DISTROLESS_CC,
  DISTROLESS_STATIC,
} from './recipes/distroless.mjs';
import { HAPROXY } from './recipes/haproxy.mjs';
import { POSTGRES } from './recipes/postgres.mjs';
import { REGISTRY } from './recipes/registry.mjs';

/** What the library's defaults build from. */
export const BASIC = [BUILDER, DISTROLESS_STATIC];

/** What a stack with an edge and a database builds from. */
export const EDGE = [...BASIC, HAPROXY, POSTGRES];

/** What the tests and the recipes use besides. */
export const ALL = [
  ...BASIC,
  DISTROLESS_BASE_NOSSL,
  DISTROLESS_BASE,
  DISTROLESS_CC,
  DEBIAN_SLIM,
  HAPROXY,
  POSTGRES,
  REGISTRY,
];
