import { expect, test } from "vitest";
import { draws, permutation } from "../src/base/random.ts";
import { parseConfig } from "../src/config/config.ts";
import { aquariumPixels, parseAquariumOptions } from "../src/data/aquarium/index.ts";
import { type Dataset, datasetFromPixels } from "../src/data/dataset.ts";
import type { Part } from "../src/data/photo.ts";
import { fit } from "../src/train/fit.ts";
import { planTraining } from "../src/train/plan.ts";
import { Trainer } from "../src/train/trainer.ts";

const size = 16;
const columns = ["length", "weight", "catch_place", "depth", "habitat"] as const;
const [a, b] = ["amphiprion-ocellaris", "chaetodon-lunulatus"];

/** Two species that take each other's looks by the toss of a coin: only their facts tell them apart. */
const aquarium = await aquariumPixels(
  parseAquariumOptions({
    species: [a, b],
    size,
    images: { train: 80, validation: 40, test: 100 },
    metadata: { strength: 1, missing: 0.05 },
    plant: { ambiguity: { a, b, strength: 1 } },
  }),
  0,
);

/** @param isPermuted the facts are dealt out anew among the pictures of each part */
function dataset(isPermuted: boolean): Dataset {
  const { classes, labels, pixels, parts, pictures } = aquarium;
  const facts = pictures.map(({ metadata }) =>
    Object.fromEntries(columns.map((column) => [column, String(metadata[column] ?? "")])),
  );
  const splits = new Array<Part>(pictures.length);
  const metadata = [...facts];
  for (const part of ["train", "validation", "test"] as const) {
    const order = permutation(parts[part].length, draws(0, "permuted", part.length));
    parts[part].forEach((photo, i) => {
      splits[photo] = part;
      if (isPermuted) metadata[photo] = facts[parts[part][order[i]!]!]!;
    });
  }
  return datasetFromPixels({ classes, labels, pixels, size, splits, metadata });
}

/** The share of test pictures that are right after a training of a few epochs, with the same seed each time. */
async function testAccuracy(data: Dataset, used: readonly string[]): Promise<number> {
  const config = parseConfig({
    data: { path: "aquarium", size, metadata: { columns: used } },
    model: { name: "small-cnn", width: 4, blocks: 2 },
    epochs: 10,
    batch: 16,
  });
  const trainer = await Trainer.create(planTraining(config, data), data, { threads: 1 });
  try {
    await fit(trainer, { earlyStopping: config.earlyStopping });
    return (await trainer.evaluate(data.parts.test)).accuracy;
  } finally {
    await trainer.release();
  }
}

/** By chance 100 test pictures of two classes are right 50 times, and within 33 and 67 in 999 of 1000 draws. */
const chance = [0.33, 0.67] as const;

test("metadata lift accuracy where only they tell two species apart", async () => {
  const without = await testAccuracy(dataset(false), []);
  expect(without).toBeGreaterThan(chance[0]);
  expect(without).toBeLessThan(chance[1]);
  expect(await testAccuracy(dataset(false), columns)).toBeGreaterThan(0.95);
});

test("metadata dealt out anew among the pictures lift nothing", async () => {
  const permuted = await testAccuracy(dataset(true), columns);
  expect(permuted).toBeGreaterThan(chance[0]);
  expect(permuted).toBeLessThan(chance[1]);
});
