import { expect, test } from "vitest";
import { ImaginedAquarium } from "./imaginedFish.ts";
import { categoriesOf, quantitiesOf } from "./targets.ts";

const aquarium = new ImaginedAquarium({ seed: 5, species: 40, size: 32 });

test("a mirrored fish looks to the other side and lies at the mirrored place; all else stays", () => {
  const fish = aquarium.fish(11);
  const changed = [...categoriesOf(40), ...quantitiesOf(aquarium.species)]
    .filter(({ of }) => of(fish, true) !== of(fish, false))
    .map(({ name }) => name);
  expect(changed).toEqual(["facing", "x"]);
  const x = quantitiesOf(aquarium.species).find(({ name }) => name === "x")!;
  expect(x.of(fish, true) + x.of(fish, false)).toBeCloseTo(1, 12);
});

test("each category's answer is one of its answers, and all answers come", () => {
  const fish = Array.from({ length: 2000 }, (_, i) => aquarium.fish(i));
  for (const { answers, of } of categoriesOf(40)) {
    const given = new Set(fish.map((one) => of(one, false)));
    expect([...given].sort((a, b) => a - b)).toEqual(Array.from({ length: answers }, (_, i) => i));
  }
});

test("numbers have mean 0 and deviation 1 over the aquarium", () => {
  const fish = Array.from({ length: 4000 }, (_, i) => aquarium.fish(i));
  for (const { name, middle, spread, of } of quantitiesOf(aquarium.species)) {
    // Dry scenes have no turbidity, whatever was drawn.
    if (name === "turbidity") continue;
    const values = fish.map((one) => (of(one, false) - middle) / spread);
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
    // The mean of 4,000 has a deviation of 0.016: four times that.
    expect(Math.abs(mean), name).toBeLessThan(0.064);
    expect(Math.abs(variance - 1), name).toBeLessThan(0.15);
  }
});

test("pictures do not depend on which were asked for before, and those held out are others", () => {
  const other = new ImaginedAquarium({ seed: 5, species: 40, size: 32 });
  expect(other.fish(11)).toEqual(aquarium.fish(11));
  expect(aquarium.fish(11, true).picture.pose).not.toEqual(aquarium.fish(11).picture.pose);
});
