import { z } from "zod";
import { assert, WrasseError } from "../../base/errors.ts";
import { nearestName } from "../../base/options.ts";
import { deal, type Pool, poolsBy } from "./pools.ts";
import { defineSampler, type SamplerInput } from "./sampler.ts";

/**
 * A number of photos in each batch for the classes that are named; the classes that are not share what is left of the
 * batch, each of their photos as often as every other. So a rare class is in every step (oversampling in the batch).
 *
 * An epoch has ceil(photos / batch) batches, all of them full.
 */
export const quota = defineSampler({
  id: "quota",
  summary: "Gives classes a fixed number of photos in each batch.",
  schema: z.strictObject({
    perBatch: z
      .record(z.string(), z.int().min(0))
      .describe("photos in each batch by class name, such as { perch: 8 }; 0 leaves a class out; required"),
  }),
  order: (input, { perBatch }) => {
    const { photos, batch, seed, epoch } = input;
    const pools = quotaPools(input, perBatch);
    const batches = Math.ceil(photos.length / batch);
    const dealt = pools.map(({ pool, count }) => ({ count, photos: deal(pool, batches * count, seed, epoch) }));
    const order = Array.from({ length: batches }, (_, place) =>
      dealt.flatMap(({ count, photos: own }) => own.slice(place * count, (place + 1) * count)),
    ).flat();
    assert(order.length === batches * batch, "quotas and the rest fill each batch");
    return Uint32Array.from(order);
  },
});

interface PoolQuota {
  readonly pool: Pool;
  /** Photos in each batch. */
  readonly count: number;
}

function quotaPools(input: SamplerInput, perBatch: Readonly<Record<string, number>>): PoolQuota[] {
  const { photos, labels, classes, batch } = input;
  for (const name of Object.keys(perBatch)) if (!classes.includes(name)) throw unknownClass(name, classes);
  const named = classes.map((name, label): PoolQuota | undefined => {
    const count = perBatch[name];
    if (count === undefined) return undefined;
    const own = Array.from(photos).filter((photo) => labels[photo] === label);
    if (count > 0 && own.length === 0) throw emptyClass(name);
    return { pool: { photos: own, number: label }, count };
  });
  const taken = named.reduce((sum, one) => sum + (one?.count ?? 0), 0);
  const rest = photos.filter((photo) => named[labels[photo]!] === undefined);
  if (taken > batch || (taken < batch && rest.length === 0)) throw notFilled(taken, batch, rest.length);
  const [others] = poolsBy(rest, () => "");
  return [
    ...named.filter((one) => one !== undefined && one.count > 0),
    ...(others === undefined ? [] : [{ pool: { ...others, number: classes.length }, count: batch - taken }]),
  ] as PoolQuota[];
}

function unknownClass(name: string, classes: readonly string[]): WrasseError {
  const nearest = nearestName(name, classes);
  return new WrasseError("class-unknown", {
    at: "sampler.perBatch",
    expected: `class names among ${classes.join(", ")}`,
    got: name,
    hint: nearest === undefined ? `remove ${name}` : `write ${nearest} in place of ${name}`,
  });
}

function emptyClass(name: string): WrasseError {
  return new WrasseError("class-without-photos", {
    at: `sampler.perBatch.${name}`,
    expected: "a class with training photos",
    got: "none",
    hint: `remove ${name} from the quotas`,
  });
}

function notFilled(taken: number, batch: number, others: number): WrasseError {
  return new WrasseError("quota-does-not-fit", {
    at: "sampler.perBatch",
    expected:
      others === 0 ? `quotas of ${batch} photos in all, the batch` : `at most ${batch} photos in all, the batch`,
    got: taken,
    hint:
      taken > batch ? "lower the quotas or raise batch" : "raise the quotas, or leave a class without one to fill up",
  });
}
