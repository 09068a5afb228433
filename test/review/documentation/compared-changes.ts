import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { renderText } from '../../../lib/review/format/render-text';
import type { Fields } from '../../../lib/core/json';
import { PLANS } from '../support/goldens';
import { reviewed } from '../support/reviewed';
import type { Question } from './compared-questions';

/** One change, and what three programs write about it. */
export interface Told {
  readonly plan: string;
  readonly tfcmt: string;
  readonly ours: string;
}

/** How the others and we answer a question: by the lines that match. */
export interface Answer {
  /** Nothing where the others do not say it. */
  readonly theirs?: RegExp;
  /** What stands instead of a line, or after it. */
  readonly remark?: string;
  /** Nothing where the question makes no sense for this change. */
  readonly ours?: RegExp;
  /** What stands after our lines. */
  readonly ourRemark?: string;
}

export interface ComparedChange {
  /** Name of its recorded plan, below `docs/`. */
  readonly name: string;
  readonly title: string;
  readonly edit: string;
  /** What an apply of such a plan did. */
  readonly measured?: string;
  readonly answers: Readonly<Record<Question, Answer>>;
}

const BY_ABSENCE = 'by absence';
const NOT_SAID = 'not said';
const STACK = 'review-shop';

const WEB_DOWN: Answer = {
  theirs: /docker_container\.web_08B6E5F3/,
  remark: 'as "replaced"',
  ours: /What goes down\n {2}review-shop\/web/,
};
const WEB_BACK: Answer = { remark: NOT_SAID, ours: /for how long [\s\S]*?waits no longer\)/ };
const NO_DATA: Answer = { remark: BY_ABSENCE, ours: /No volume is at risk/ };
const NOT_WEAKER: Answer = { remark: BY_ABSENCE, ours: /nothing gets weaker/ };
const SAME_IMAGE: Answer = { remark: BY_ABSENCE, ours: /no image\s+changes/ };

const BASE: Answer = {
  theirs: /static-debian12:nonroot" -> .*static-debian13/,
  ours: /static-debian12:nonroot (?:to|→)\n.*static-debian13:nonroot/,
};

/** The changes that the page compares, in its order. */
export const COMPARED: readonly ComparedChange[] = [
  {
    name: 'base-image-bumped',
    title: 'A base image is bumped',
    edit: "`runtime: Runtime.distrolessStatic('debian12')` becomes `'debian13'`",
    answers: {
      down: WEB_DOWN,
      time: WEB_BACK,
      data: NO_DATA,
      weaker: NOT_WEAKER,
      image: BASE,
      edit: BASE,
    },
  },
  {
    name: 'port-opened',
    title: 'A port is opened to the world',
    edit: '`publish({ hostPort: 28_485 })` becomes `exposePublicly({ hostPort: 28_485 })`',
    answers: {
      down: WEB_DOWN,
      time: WEB_BACK,
      data: NO_DATA,
      weaker: {
        theirs: /"127\.0\.0\.1" -> "0\.0\.0\.0"/,
        ours: /everybody who reaches the host[\s\S]*?firewall says/,
      },
      image: SAME_IMAGE,
      edit: {
        theirs: /"127\.0\.0\.1" -> "0\.0\.0\.0"/,
        ours: /ports: "external[\s\S]*?ip=0\.0\.0\.0/,
      },
    },
  },
  {
    name: 'volume-relabelled',
    title: 'A volume gets another label',
    edit: 'The label `owner` of a volume with data becomes `billing` instead of `payments`',
    measured:
      'Measured with such a volume below a running container: the apply fails after 30 s ' +
      "(`timeout while waiting for state to become 'removed'`).\n" +
      'The container goes on and holds the volume, so the Engine does not remove it, and its data stays.',
    answers: {
      down: { remark: BY_ABSENCE, ours: /No container goes down|What goes down\n.*/i },
      time: { remark: 'nothing goes down' },
      data: {
        theirs: /docker_volume\.data/,
        remark: 'as "replaced"; what that means for its data is not said',
        ours: /✗ CR-DATA-2 .*\n.*\n.*/,
      },
      weaker: NOT_WEAKER,
      image: SAME_IMAGE,
      edit: {
        theirs: /"payments"[\s\S]*?"billing"/,
        ours: /^ +labels \(forces/m,
        ourRemark: 'the name; values of labels are hidden',
      },
    },
  },
  {
    name: 'health-check-edited',
    title: 'A health check is edited',
    edit: "`Health.http('/healthz', ...)` becomes `Health.http('/ready', ...)`",
    answers: {
      down: WEB_DOWN,
      time: WEB_BACK,
      data: NO_DATA,
      weaker: NOT_WEAKER,
      image: SAME_IMAGE,
      edit: {
        theirs: /"\/healthz" -> "\/ready"/,
        ours: /^ +healthcheck$/m,
        ourRemark: 'the name; values of health checks are hidden',
      },
    },
  },
  {
    name: 'secret-rotated',
    title: 'A secret is rotated',
    edit: 'The sensitive variable `database_password` gets another value',
    answers: {
      down: WEB_DOWN,
      time: WEB_BACK,
      data: {
        theirs: /docker_volume\.web_secrets\S*/,
        remark: 'a volume is "replaced"; that only secrets are in it is not said',
        ours: /No volume is at risk/,
      },
      weaker: NOT_WEAKER,
      image: SAME_IMAGE,
      edit: {
        theirs: /upload \{ # forces[\s\S]*?will not be displayed/,
        remark: 'a file; which one is not said',
        ours: /another value: \/run\/secrets\/password/,
        ourRemark: 'the file; its value is hidden',
      },
    },
  },
];

/** What Terraform and tfcmt have written, and what the review says today. */
export function toldOf({ name }: ComparedChange): Told {
  const read = (file: string): string => readFileSync(join(PLANS, 'docs', file), 'utf8');
  const plan = read(`${name}.txt`);
  const configuration = JSON.parse(read(`stacks/${name}.json`)) as Fields;
  const review = reviewed(read(`${name}.json`), { stack: STACK, configuration });
  return {
    plan,
    tfcmt: withPlan(read(`tfcmt/${name}.txt`), plan),
    ours: renderText([review], { colour: false }).text,
  };
}

/** Stands in a recorded comment where tfcmt repeats the text of the plan. */
export const PLAN_PART = '(the text of the plan)';

const ACTIONS = 'Terraform will perform the following actions:\n';

/** tfcmt leaves out what stands before the actions, and the end of the last line. */
function withPlan(comment: string, plan: string): string {
  const actions = plan.slice(plan.indexOf(ACTIONS) + ACTIONS.length).replace(/\n$/, '');
  return comment.replace(PLAN_PART, () => actions);
}
