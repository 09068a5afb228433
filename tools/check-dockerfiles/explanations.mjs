/**
 * Why what a rule finds is no mistake here.
 *
 * @typedef {object} Explanation
 * @property {string} why
 * @property {RegExp} [where] names of the Dockerfiles that it is said of; all of them without it
 */

/**
 * By the tool and its rule. One that nothing needs is an error as well.
 *
 * @type {Readonly<Record<string, Explanation>>}
 */
export const EXPLANATIONS = {
  'Checkov CKV_DOCKER_2': {
    why: "HEALTHCHECK is the service's: its Health knows the path, the port and the times, and a job has none",
  },
  'Checkov CKV_DOCKER_7': {
    why: 'without a contract Chainguard has no other tag: synthesizing warns of it, and tells how to pin a digest',
    where: /^presets\/runtime-chainguard(Static|Glibc)\/Dockerfile:/,
  },
};
