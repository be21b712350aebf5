import { expect, test } from "vitest";
import { samplers } from "./index.ts";
import type { SamplerInput } from "./sampler.ts";
import { shuffle } from "./shuffle.ts";

const photos = Uint32Array.from({ length: 40 }, (_, i) => 3 * i + 1);
const input: SamplerInput = { photos, labels: new Uint16Array(200), classes: 2, seed: 7, epoch: 3 };

test.each(samplers.map((sampler) => [sampler.id, sampler] as const))(
  "%s gives training photos only, the same for the same input",
  (_, sampler) => {
    const order = sampler.order(input, {});
    expect(order).toEqual(sampler.order({ ...input }, {}));
    for (const photo of order) expect(photos).toContain(photo);
  },
);

test("no two samplers share an id", () => {
  expect(new Set(samplers.map(({ id }) => id)).size).toBe(samplers.length);
});

test("shuffle shows each photo once, in another order each epoch and seed", () => {
  const order = shuffle.order(input, {});
  expect([...order].sort((a, b) => a - b)).toEqual([...photos]);
  expect(order).not.toEqual(shuffle.order({ ...input, epoch: 4 }, {}));
  expect(order).not.toEqual(shuffle.order({ ...input, seed: 8 }, {}));
});
