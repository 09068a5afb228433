/** What a review looks for, by the number of the rule. */
export const REVIEW_RULES = {
  'CR-DATA-1': 'no volume is destroyed',
  'CR-DATA-2': 'no volume is replaced',
  'CR-DATA-3': 'data stays where a program looks for it',
  'CR-DATA-4': 'nothing goes on running without Terraform',
  'CR-DOWN-1': 'no container is stopped before its successor serves',
  'CR-DOWN-2': 'old and new container can exist side by side where the new one is made first',
  'CR-DOWN-3': 'a container has time to stop',
  'CR-DOWN-4': 'a deploy waits until a container is healthy',
  'CR-DOWN-5': 'no network is taken away below its containers',
  'CR-DOWN-6': 'a service of Swarm is updated without a gap',
  'CR-NOOP-1': 'every edit takes effect',
  'CR-NOOP-2': 'a user that is taken away is gone',
  'CR-IMG-1': 'a base image changes knowingly',
  'CR-IMG-2': 'a Dockerfile changes knowingly',
  'CR-IMG-3': 'an image is built anew for a reason',
  'CR-IMG-4': 'an image is named exactly',
  'CR-IMG-5': 'the way an image is built changes knowingly',
  'CR-IMG-6': 'the image before is kept',
  'CR-PRIV-1': 'no container is privileged',
  'CR-PRIV-2': 'all capabilities are dropped',
  'CR-PRIV-3': 'no program gains privileges, and the kernel filters its calls',
  'CR-PRIV-4': 'the root file system is read-only',
  'CR-PRIV-5': 'no program runs as root',
  'CR-PRIV-6': 'no namespace of the host or of another container is shared',
  'CR-PRIV-7': 'no device of the host and no further group is given',
  'CR-MNT-1': 'nothing of the host that gives control over it is mounted',
  'CR-MNT-2': 'what can be written of a host or a volume is chosen knowingly',
  'CR-NET-1': 'ports are published knowingly',
  'CR-NET-2': 'not all ports are published',
  'CR-NET-3': 'networks stay as closed as they are',
  'CR-RES-1': 'limits of resources hold',
  'CR-SEC-1': 'variables change knowingly',
  'CR-SEC-2': 'no secret is written in plain text',
  'CR-SEC-3': 'secrets are files, not variables',
  'CR-DRIFT-1': 'the Engine has what Terraform deployed',
  'CR-TAINT-1': 'the last apply ended',
  'CR-CHECK-1': 'what Terraform checks holds',
  'CR-PLAN-1': 'the plan is whole',
} as const;

export type RuleId = keyof typeof REVIEW_RULES;

/** Whether that is the number of a rule. */
export function isReviewRule(id: string): id is RuleId {
  return Object.hasOwn(REVIEW_RULES, id);
}
