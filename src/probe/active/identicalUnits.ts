import type { TensorData } from "../../graph/tensor.ts";

/**
 * Share of a weight's units (its first axis) whose numbers are exactly those of another of its units: they give the same
 * numbers for every photo, get the same gradients, and stay the same. Biases do not count, as they tell units apart in what
 * they give only.
 *
 * @returns undefined for a tensor of one axis and for a single unit
 */
export function identicalUnits({ shape, data }: TensorData): number | undefined {
  const [units = 0] = shape;
  if (shape.length < 2 || units < 2) return undefined;
  const width = data.length / units;
  const copies = new Map<string, number>();
  for (let unit = 0; unit < units; unit += 1) {
    const row = Array.from(data.subarray(unit * width, (unit + 1) * width) as never, Number).join();
    copies.set(row, (copies.get(row) ?? 0) + 1);
  }
  const alike = [...copies.values()].filter((count) => count > 1).reduce((sum, count) => sum + count, 0);
  return alike / units;
}
