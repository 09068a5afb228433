import * as fc from 'fast-check';
import { say, value } from '../../../lib/review/model/phrase';
import type { Review } from '../../../lib/review/model/review-model';
import { renderText } from '../../../lib/review/format/render-text';
import { charactersOf } from '../../../lib/review/format/visible-text';
import { arbitraryReview, hostileText } from '../support/arbitrary-review';
import { CLEAN_REVIEW, SHOP_REVIEW } from '../support/made-up-reviews';

const textOf = (...reviews: readonly Review[]) => renderText(reviews, { colour: false }).text;

const ESCAPE = String.fromCharCode(27);
const INK = new RegExp(`${ESCAPE}\\[[\\d;]*m`, 'g');

describe('a review for a terminal', () => {
  test('has all of it in the order of what is most urgent', () => {
    expect(textOf(SHOP_REVIEW)).toMatchInlineSnapshot(`
      "✗ Blocked shop
        1 container is down while it is replaced · 1 volume is at risk · 1 change opens more to the
        network · 2 changes give more rights · 1 image is built · 1 container is replaced without a gap ·
        1 edge is reloaded in place · 1 container is changed while it runs · 2 containers stay as they are
        Somebody has to approve this: read it, then apply with --approved and the review hash below.
        note: drift was not looked at: the plan was made with -refresh=false

      What blocks it
        ✗ CR-NET-1 shop/Web
          port 8080 was published on 127.0.0.1 and is now on all addresses: whoever reaches the host
          reaches it
          fix  publish it with Port.local(), or put a proxy in front of it
        ✗ CR-DATA-2 shop/Orders
          volume shop-orders is destroyed with all that is in it, and an empty one takes its place: its
          labels change
          fix  take the change of its labels back; or copy what is in it into a new volume first

      What goes down
        shop/Web
          why           its image is built anew, and its ports change
          for how long  up to 30 s to stop, then until it is healthy: 5 s at least, 57 s at most
          ports         8080
          data          loses shop-orders

      What changes without a gap
        shop/Api
          why      its environment changes
          how      no downtime: the new one is started beside the old one, which is stopped when the new
                   one is healthy
          because  the apply waits for its health
                   both answer to shop-api on their network
        shop/Edge/Configuration
          why      the files that are copied into it change
          how      no downtime: the edge reads its configuration anew while it runs
          because  the container that carries the traffic stays

      What gets weaker
        ! CR-MNT-2 shop/Worker
          /srv/reports was mounted read-only and can now be written
          fix  mount it read-only again

      What else to look at
        ! CR-RES-1 shop/Worker
          its memory was limited to 256 MiB and has no limit any more: it can take all that the host has
          fix  give it a memory of its own

      For information
        · CR-IMG-3 shop/Web/Image
          the image is built anew because 4 of its source files changed

      Allowed
        ✓ CR-PRIV-4 shop/Worker
          its root file system can be written
          allowed  until 2027-01-31: "the report tool writes beside itself"

      What is in the images
        shop/Web/Image
          why         its sources and its recipe change
          image       shop-web:31c0aa → shop-web:88d1f2
          base image  golang:1.26-trixie → golang:1.27-trixie
          base image  static-debian12:nonroot → static-debian13:nonroot
          runs in     shop/Web
          Dockerfile  +2 −2
            @@ -1,4 +1,4 @@
            -FROM golang:1.26-trixie AS build
            +FROM golang:1.27-trixie AS build
             WORKDIR /src
            -RUN --mount=type=secret,id=netrc go build -o /out/web ./cmd/web
            +RUN --mount=type=secret,id=netrc go build -trimpath -o /out/web ./cmd/web

      Variables and secrets, by name
        shop/Web
          added CACHE_URL · removed LEGACY_MODE, LEGACY_PATH · changed LOG_LEVEL

      What was changed beside Terraform
        ! CR-DRIFT-1 shop/Worker
          somebody stopped it, and this plan starts it again
          fix  ask who did, and why

      All changes: 1 updated, 3 replaced
        replace shop/Web docker_container.shop_Web_3A9
            env (forces the replacement)
            image: (hidden) → known after the apply (forces the replacement)
            ports: 127.0.0.1:8080->8080/tcp → 0.0.0.0:8080->8080/tcp (forces the replacement)
        replace shop/Web/Image docker_image.shop_Web_Image_11F
            build (forces the replacement)
        replace shop/Orders docker_volume.shop_Orders_7E1
            labels (forces the replacement)
        update shop/Worker docker_container.shop_Worker_55C
            memory: 256 → 0

      Review hash 9f2c41d07ab3, plan of Terraform 1.12.2
      "
    `);
  });

  test('of several stacks begins with all of them, the worst first', () => {
    expect(
      textOf(CLEAN_REVIEW, { ...SHOP_REVIEW, stack: undefined })
        .split('\n')
        .slice(0, 9),
    ).toEqual([
      '2 stacks',
      '  ✗ Blocked this plan',
      '    1 container is down while it is replaced · 1 volume is at risk · 1 change opens more to the',
      '    network · 2 changes give more rights · 1 image is built · 1 container is replaced without a gap',
      '    · 1 edge is reloaded in place · 1 container is changed while it runs · 2 containers stay as they',
      '    are',
      '  ✓ Clean mail',
      '    3 containers stay as they are',
      '',
    ]);
  });

  test('is the same in colour, beside the colours', () => {
    const coloured = renderText([SHOP_REVIEW], { colour: true }).text;
    expect(coloured).toMatch(INK);
    expect(coloured.replace(INK, '')).toBe(textOf(SHOP_REVIEW));
  });

  test('tells values that could be words of ours by quotes', () => {
    const effect = say`${value('a/b:1')}, ${value('it is fine')}, ${value('')}, ${value('a"b')}, ${'(hidden)'}, ${value('(hidden)')}`;
    const text = textOf({ ...SHOP_REVIEW, findings: [{ ...SHOP_REVIEW.findings[0]!, effect }] });
    expect(text).toContain('    a/b:1, "it is fine", "", "a\\"b", (hidden), "(hidden)"\n');
  });

  test('has no character that a terminal acts on, but for its own colours', () => {
    fc.assert(
      fc.property(arbitraryReview(hostileText), (review) => {
        const coloured = renderText([review], { colour: true }).text;
        expect(coloured.replace(INK, '')).toBe(textOf(review));
        expect(textOf(review).replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
      }),
      { numRuns: 300 },
    );
  });

  test('has lines of 100 columns at most where a single word is not longer', () => {
    const words = fc.string({ unit: fc.constantFrom('a', 'b', 'c', '-', '/'), maxLength: 20 });
    fc.assert(
      fc.property(arbitraryReview(words), (review) => {
        const long = textOf(review)
          .split('\n')
          .filter((line) => charactersOf(line) > 100);
        expect(long.filter((line) => line.trim().split(/ +/).length > 4)).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });
});
