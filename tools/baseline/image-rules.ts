import { secretNames } from './file-rules';
import type { Subject } from './inspection';
import { isPlainUser } from './process-rules';
import { isBuiltHere, LABELS } from './read';
import { excepted, fails, type Finding, holds, listed, passes, type Rule } from './rule';

const BASE = 'org.opencontainers.image.base.name';
const TITLE = 'org.opencontainers.image.title';
/** Bases without a shell and without programs that become root. */
const MINIMAL = /(^|\/)distroless\//;
/** With one of these a whole toolchain would run in production. */
const TOOLCHAIN = /(^|\/)(golang|gcc|buildpack-deps|rust|node)(:|@|$)/;
const OTHERS = 'its makers decide that, the library only runs it';
/** The tag of a built image: a digest of what went in. */
const DIGEST_TAG = /:[0-9a-f]{12}$/;

/** What it is made from. */
export const IMAGE_RULES: readonly Rule[] = [
  {
    id: 'image-user',
    item: 'non-root numeric user and group',
    references: ['CIS 4.1'],
    title: 'the image names such a user as well',
    look: ({ image }) => {
      const found = image.Config.User || 'nobody is said, which is root';
      return isPlainUser(image.Config.User) || isBuiltHere(image)
        ? holds(isPlainUser(image.Config.User), found)
        : excepted(found, `${OTHERS}; the user of the container counts`);
    },
  },
  {
    id: 'base-image',
    item: 'base image',
    references: ['CIS 4.2', 'CIS 4.3', 'CIS 4.8', 'OWASP D08'],
    title: 'the base has no shell, no toolchain and no setuid programs',
    look: baseImage,
  },
  {
    id: 'image-version',
    references: ['CIS 5.28'],
    title: 'the image has a version, not "latest"',
    look: ({ image }) => {
      const names = image.RepoTags ?? [];
      const isVague = names.length > 0 && names.every((name) => name.endsWith(':latest'));
      return holds(!isVague, names.length === 0 ? 'only its id' : listed(names));
    },
  },
  {
    id: 'origin',
    item: 'provenance/SBOM',
    references: ['CIS 4.12', 'OWASP D08'],
    title: 'it can be told what the image was built from',
    look: ({ image }) => {
      if (!isBuiltHere(image)) {
        return excepted('an image of somebody else', OTHERS);
      }
      const name = image.RepoTags?.find((tag) => DIGEST_TAG.test(tag));
      return name === undefined
        ? fails(`no name with a digest: ${listed(image.RepoTags)}`)
        : excepted(
            name,
            'a provenance needs a builder of buildx, and the library leaves the choice of one to the provider; the name is a digest of ' +
              'sources, modules and Dockerfile',
          );
    },
  },
  {
    id: 'image-secrets',
    item: 'secrets',
    references: ['CIS 4.10'],
    title: 'no secret in the image',
    look: ({ image }) => {
      const names = secretNames(image.Config);
      return holds(
        names.length === 0,
        names.length === 0 ? 'none that is called or looks like one' : listed(names),
      );
    },
  },
  {
    id: 'labels',
    item: 'labels',
    references: [],
    title: 'labels tell where container and image come from, and networks have none',
    look: labels,
  },
];

function baseImage({ image }: Subject): Finding {
  if (!isBuiltHere(image)) {
    return excepted(listed(image.RepoTags), OTHERS);
  }
  const base = image.Config.Labels?.[BASE] ?? 'scratch';
  if (TOOLCHAIN.test(base)) {
    return fails(`${base}, a toolchain`);
  }
  if (base !== 'scratch' && !MINIMAL.test(base)) {
    return excepted(
      base,
      'the declaration asks for it; without capabilities and new privileges its setuid programs give nothing',
    );
  }
  return base === 'scratch' || base.includes('@sha256:')
    ? passes(base)
    : excepted(base, 'a tag without a digest: the stack does not ask for one');
}

function labels({ container, image, networks }: Subject): Finding {
  const own = container.Config.Labels ?? {};
  const missing = [LABELS.path, LABELS.spec].filter((label) => own[label] === undefined);
  const labelled = networks.filter(({ Labels }) => Object.keys(Labels ?? {}).length > 0);
  if (missing.length > 0) {
    return fails(`without ${listed(missing)}`);
  }
  if (labelled.length > 0) {
    return fails(
      `network ${listed(labelled.map(({ Name }) => Name))} has labels, and another label would replace it`,
    );
  }
  const found = `${own[LABELS.path]}, ${own[LABELS.spec]}`;
  if (!isBuiltHere(image)) {
    return excepted(`${found}; image: nothing of the library`, OTHERS);
  }
  const { [TITLE]: title } = image.Config.Labels ?? {};
  return title === undefined
    ? fails(`the image is without ${TITLE}`)
    : excepted(
        `${found}; image: ${title}`,
        'the image has no construct path: all environments run the same image',
      );
}
