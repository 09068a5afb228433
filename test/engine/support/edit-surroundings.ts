import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TerraformStack } from 'cdktf';
import { GoImage, Image, ImageVersion, Network, Secret, Service, Volume } from '../../../lib';
import { MAIN } from '../../support/go-module';
import type { EditSurroundings } from './edit-case';
import { waitingProgram } from './waiting-program';

/** Programs of the image. The first is the one that it starts by itself. */
export const WAITS = 'notes';
export const WAITS_TOO = 'second';
export const ENDS = 'ends';
export const ENDS_TOO = 'ends-too';

const FURTHER = [WAITS_TOO, ENDS, ENDS_TOO];

/** A module with programs that wait and programs that end at once. */
export function editedProgram(): string {
  const folder = waitingProgram();
  [ENDS, ENDS_TOO].forEach((name) => {
    mkdirSync(join(folder, 'cmd', name));
    writeFileSync(join(folder, 'cmd', name, 'main.go'), MAIN);
  });
  return folder;
}

/** What the images are called, what they are made from, and which ports of the host are free. */
export interface EditMaterial {
  readonly imageName: string;
  readonly source: string;
  readonly ports: readonly number[];
}

/** Adds everything that cases refer to. */
export function editSurroundings(
  scope: TerraformStack,
  { imageName, source, ports }: EditMaterial,
): EditSurroundings {
  const imageOf = (id: string, version: string): GoImage =>
    new GoImage(scope, id, {
      source,
      name: imageName,
      alsoPackages: FURTHER.map((name) => `./cmd/${name}`),
      version: ImageVersion.literal(version),
    });
  const image = imageOf('image-1', '1');
  const other = imageOf('image-2', '2');
  // Side by side, both would compile the standard library.
  other.resource.dependsOn = [`docker_image.${image.resource.friendlyUniqueId}`];
  const networks = [new Network(scope, 'network-1'), new Network(scope, 'network-2')] as const;
  return {
    image,
    other,
    root: Image.reference(scope, 'root-image', {
      reference: 'golang:1.27-trixie',
      user: '0:0',
      acceptRoot: 'the test looks at what root may do',
      // Its program is process 1 without a handler, which no other signal ends.
      stopSignal: 'SIGKILL',
    }),
    networks,
    callNetwork: new Network(scope, 'network-calls'),
    jobNetwork: new Network(scope, 'network-jobs'),
    services: [
      new Service(scope, 'first', { image, network: networks[0] }),
      new Service(scope, 'second', { image, network: networks[1] }),
    ],
    volumes: [new Volume(scope, 'volume-1'), new Volume(scope, 'volume-2')],
    secret: Secret.fromVariable(scope, 'secret'),
    editedSecret: Secret.fromVariable(scope, 'edited_secret'),
    ports,
  };
}
