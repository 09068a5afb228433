import { DataDockerNetwork } from '@cdktf/provider-docker/lib/data-docker-network';
import { Network } from '@cdktf/provider-docker/lib/network';
import { Volume as PlainVolume } from '@cdktf/provider-docker/lib/volume';
import { TerraformOutput } from 'cdktf';
import { Image, Volume } from '../../../lib';
import { dataResource } from '../../../lib/provider/data-resource';
import { hosted, mirrored, named, plain } from '../recording/plain-stack';
import type { FurtherPlans } from '../recording/review-case';
import { contextFolder } from './context-folder';
import { bare, service } from './things';

const web = plain((stack) => {
  bare(stack, 'web');
});

/** A service with a volume, and the user of its image. */
function owner(user: string, level: string) {
  return hosted((stack) => {
    const image = Image.reference(stack, 'debian', { reference: 'debian:trixie-slim', user });
    service(stack, 'database', { image }).mount('/data', new Volume(stack, 'data'));
    service(stack, 'web', { image, environment: { LEVEL: level } });
  });
}

/** Containers of another hand beside resources of another provider. */
function mixed(release: string) {
  return plain((stack) => {
    const data = named('release', dataResource(stack, 'release', { release, regions: ['north', 'south'] }));
    bare(stack, 'web', { env: [`RELEASE=${release}`] });
    bare(stack, 'worker').addOverride('lifecycle', { replace_triggered_by: ['terraform_data.release'] });
    new TerraformOutput(stack, 'release_id', { value: data.getStringAttribute('id') });
    if (release !== '1') {
      named('notes', dataResource(stack, 'notes', `notes of ${release}`));
    }
  });
}

/** What whoever can edit a plan may write to break out of a comment. */
const HOSTILE =
  '``` </details> <!-- go-containers --> | **ok** @everybody [x](https://example.com) \u202e\u001b[2J\n# approved';

/** A module of containers, as Terraform's own language has it. */
const MODULE = `terraform {
  required_providers {
    docker = { source = "kreuzwerker/docker" }
  }
}
variable "level" {}
variable "image" {}
variable "prefix" {}
resource "docker_container" "worker" {
  for_each = toset(["mail", "reports"])
  name     = "\${var.prefix}-\${each.key}"
  image    = var.image
  command  = ["sleep", "infinity"]
  env      = ["LEVEL=\${var.level}"]
  start    = false
  must_run = false
}
`;

function inModule(level: string) {
  return plain((stack) => {
    const folder = contextFolder(stack, { 'main.tf': MODULE });
    stack.addOverride('module', {
      workers: { source: folder, image: mirrored('debian:trixie-slim'), prefix: stack.node.id, level },
    });
  });
}

/** Kinds of changes that no rule is about. */
export const FURTHER_CHANGES: readonly FurtherPlans[] = [
  {
    stack: 'moved',
    before: { declare: web },
    plans: {
      'extra/moved': {
        declare: plain((stack) => {
          bare(stack, 'site', { name: `${stack.node.id}-web` });
          stack.addOverride('moved', [{ from: 'docker_container.web', to: 'docker_container.site' }]);
        }),
      },
      'extra/replace-requested': { declare: web, planArguments: ['-replace=docker_container.web'] },
    },
  },
  {
    stack: 'imported',
    plans: {
      'extra/imported': {
        meanwhile: [['volume', 'create', 'review-imported-data']],
        declare: plain((stack) => {
          const name = `${stack.node.id}-data`;
          named('data', new PlainVolume(stack, 'data', { name }));
          stack.addOverride('import', [{ to: 'docker_volume.data', id: name }]);
        }),
      },
    },
  },
  {
    stack: 'errored',
    before: { declare: owner('65534:65534', 'info') },
    plans: { 'extra/errored': { declare: owner('65533:65533', 'debug'), fails: true } },
  },
  { stack: 'mixed', before: { declare: mixed('1') }, plans: { 'extra/mixed': { declare: mixed('2') } } },
  {
    stack: 'created-first',
    before: {
      declare: plain((stack) => {
        bare(stack, 'web', { lifecycle: { createBeforeDestroy: true } });
      }),
    },
    plans: {
      'extra/created-first': {
        declare: plain((stack) => {
          bare(stack, 'web', {
            name: `${stack.node.id}-web-2`,
            env: ['LEVEL=debug'],
            lifecycle: { createBeforeDestroy: true },
          });
        }),
      },
    },
  },
  {
    stack: 'module',
    before: { declare: inModule('info') },
    plans: { 'extra/module': { declare: inModule('debug') } },
  },
  {
    stack: 'data-source',
    plans: {
      'extra/data-source': {
        declare: plain((stack) => {
          const network = named(
            'private',
            new Network(stack, 'private', { name: `${stack.node.id}-private` }),
          );
          const read = named(
            'private',
            new DataDockerNetwork(stack, 'read', { name: network.name, dependsOn: [network] }),
          );
          bare(stack, 'web', { networksAdvanced: [{ name: read.id }] });
        }),
      },
    },
  },
  {
    stack: 'hostile',
    plans: {
      'extra/hostile': {
        declare: plain((stack) => {
          bare(stack, 'web', {
            env: [`GREETING=${HOSTILE}`],
            labels: [{ label: HOSTILE, value: HOSTILE }],
            command: [HOSTILE],
            user: HOSTILE,
            privileged: true,
          });
          named('facts', dataResource(stack, 'facts', { [HOSTILE]: HOSTILE }));
        }),
      },
    },
  },
];
