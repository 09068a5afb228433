import fc from 'fast-check';
import { ValidationError } from '../../lib/core/errors';
import { SHOWN_ATTRIBUTES } from '../../lib/review/shown-attributes';
import { goldens } from './support/goldens';
import { inAllFormats } from './support/reviewed';

const PLANS = new Map(goldens().map(({ name, text }) => [name, text]));
const PLANTED = 'q7planted-value-Zq';

interface Change {
  readonly type: string;
  readonly name: string;
  readonly change: Record<string, unknown>;
}

/** Beside the attributes of the list, findings speak of these: names of variables and keys, mounts by their options, images of Swarm, facts. */
const SPOKEN_OF: Readonly<Record<string, readonly string[]>> = {
  docker_container: [
    'env',
    'labels',
    'log_opts',
    'ulimit',
    'host',
    'cgroupns_mode',
    'gpus',
    'device_requests',
  ],
  docker_image: ['build', 'triggers', 'repo_digest'],
  docker_network: ['labels'],
  docker_service: ['task_spec', 'labels'],
  docker_volume: ['driver_opts', 'labels'],
  terraform_data: ['input'],
};

interface Place {
  readonly holder: Record<string, unknown>;
  readonly key: string;
  readonly attribute: string;
  readonly type: string;
}

/** Every text below the sides of a change, by the attribute that it is in. */
function textsOf({ type, change }: Change): Place[] {
  return [change.before, change.after].flatMap((side) =>
    Object.keys(side ?? {}).flatMap((attribute) =>
      textsAt(side as Record<string, unknown>, attribute).map((each) => ({ ...each, attribute, type })),
    ),
  );
}

function textsAt(holder: Record<string, unknown>, key: string): Pick<Place, 'holder' | 'key'>[] {
  const value = holder[key];
  if (typeof value === 'string') {
    return [{ holder, key }];
  }
  return typeof value === 'object' && value !== null
    ? Object.keys(value).flatMap((each) => textsAt(value as Record<string, unknown>, each))
    : [];
}

describe('a value that nothing marks', () => {
  test('is shown only where a list allows it', () => {
    let reviews = 0;
    fc.assert(
      fc.property(fc.constantFrom(...PLANS.keys()), fc.nat(), (name, index) => {
        const plan = JSON.parse(PLANS.get(name)!) as { resource_changes?: Change[] };
        const places = (plan.resource_changes ?? []).flatMap(textsOf);
        fc.pre(places.length > 0);
        const { holder, key, attribute, type } = places[index % places.length]!;
        const isAllowed =
          (attribute === 'upload' && key === 'file') ||
          SHOWN_ATTRIBUTES[type]?.has(attribute) === true ||
          SPOKEN_OF[type]?.includes(attribute) === true;
        holder[key] = PLANTED;
        try {
          const isShown = inAllFormats(JSON.stringify(plan)).some((text) => text.includes(PLANTED));
          reviews += 1;
          expect({ type, attribute, isShown: isShown && !isAllowed }).toEqual({
            type,
            attribute,
            isShown: false,
          });
        } catch (error) {
          if (!ValidationError.isValidationError(error)) {
            throw error;
          }
        }
      }),
      { numRuns: 2_000 },
    );
    expect(reviews).toBeGreaterThan(1_500);
  });
});
