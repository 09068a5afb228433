import { Image as PlainImage } from '@cdktf/provider-docker/lib/image';
import { type GoImageProps, Platform, Runtime } from '../../../lib';
import { hosted, mirrored, named, plain } from '../recording/plain-stack';
import type { Deployed, Planned, ReviewCase } from '../recording/review-case';
import { contextFolder } from './context-folder';
import { goImage } from './go-module';
import { service } from './things';

/** Builds read their context while planning, and nothing of the Engine is needed for the rest. */
const planArguments = ['-refresh=false'];

const DIGEST = `sha256:${'5ca1ab1e'.repeat(8)}`;
const PINNED = `golang:1.27-trixie@${DIGEST}`;

function program(props: Partial<GoImageProps> = {}, greeting = 'hello'): Planned & Deployed {
  return {
    declare: hosted((stack) => {
      goImage(stack, props, greeting);
    }),
    planArguments,
  };
}

function programAndService(greeting: string, level: string): Planned & Deployed {
  return {
    declare: hosted((stack) => {
      const image = goImage(stack, {}, greeting);
      service(stack, 'web', { image, arguments: [], environment: { LEVEL: level } });
    }),
    planArguments,
  };
}

function pulled(name: string): Planned {
  return {
    declare: plain((stack) => {
      named('database', new PlainImage(stack, 'database', { name: mirrored(name), keepLocally: true }));
    }),
  };
}

/** Two images of which the first is not kept. */
function built(lostRelease: string, keptRelease: string): Planned & Deployed {
  return {
    declare: plain((stack) => {
      const context = contextFolder(stack, {
        Dockerfile: 'FROM scratch\nARG RELEASE\nLABEL release=$RELEASE\n',
      });
      const image = (id: string, RELEASE: string, keepLocally?: boolean): void => {
        named(
          id,
          new PlainImage(stack, id, {
            name: `${stack.node.id}-${id}:${RELEASE}`,
            keepLocally,
            buildAttribute: { context, buildArgs: { RELEASE } },
          }),
        );
      };
      image('lost', lostRelease);
      image('kept', keptRelease, true);
    }),
    planArguments,
  };
}

/** What a new image is made of. */
export const IMAGE_CASES: readonly ReviewCase[] = [
  {
    rule: 'CR-IMG-1',
    before: program(),
    fires: program({ runtime: Runtime.distrolessBaseNoSsl() }),
    holds: program({}, 'good day'),
  },
  {
    rule: 'CR-IMG-1',
    variant: 'builder',
    before: program(),
    fires: program({ builder: 'golang:1.27.1-trixie' }),
    holds: program({ tags: ['netgo'] }),
  },
  {
    rule: 'CR-IMG-1',
    variant: 'pin',
    // An image by its digest cannot be had here: what is remembered of it is enough.
    before: {
      ...program({ builder: PINNED }),
      applyArguments: ['-target=terraform_data.go-containers-facts_4281E720'],
    },
    fires: program(),
    holds: program({ builder: PINNED }, 'good day'),
  },
  {
    rule: 'CR-IMG-2',
    before: program(),
    fires: program({ port: 8080 }),
    holds: program({}, 'good day'),
  },
  {
    rule: 'CR-IMG-3',
    before: programAndService('hello', 'info'),
    fires: programAndService('good day', 'info'),
    holds: programAndService('hello', 'debug'),
  },
  {
    rule: 'CR-IMG-4',
    fires: pulled('postgres:17'),
    holds: pulled(`postgres:17@${DIGEST}`),
  },
  {
    rule: 'CR-IMG-4',
    variant: 'latest',
    fires: pulled('postgres'),
    holds: pulled(`postgres@${DIGEST}`),
  },
  {
    rule: 'CR-IMG-5',
    before: program(),
    fires: program({ platform: Platform.linuxAmd64('v2') }),
    holds: program({}, 'good day'),
  },
  {
    rule: 'CR-IMG-6',
    before: built('1', '1'),
    fires: built('2', '1'),
    holds: built('1', '2'),
  },
];
