import { z } from "zod";
import { WrasseError } from "../../base/errors.ts";
import { nearestName } from "../../base/options.ts";
import { evenly, poolsBy } from "./pools.ts";
import { defineSampler, type SamplerInput } from "./sampler.ts";

/**
 * Each value of a metadata column as often as every other, such as each habitat or each light; a missing value counts as a
 * value of its own. With `within: class` each value of each class comes as often, so that neither the class nor the
 * other classes tell the value: this is how a background that gives a class away is taken from it.
 *
 * With k values (or pairs of class and value) an epoch shows ceil(photos / k) photos of each, in random order.
 */
export const stratum = defineSampler({
  id: "stratum",
  summary: "Shows each value of a metadata column as often as every other.",
  schema: z.strictObject({
    column: z.string().min(1).describe("the metadata column of the CSV whose values are evened out; required"),
    within: z
      .enum(["all", "class"])
      .default("all")
      .describe(
        "all: each value as often as every other; class: each value of each class as often as every other pair; default all",
      ),
  }),
  order: (input, { column, within }) => {
    const { photos, labels, metadata, seed, epoch } = input;
    checkColumn(input, column);
    const pools = poolsBy(photos, (photo) => {
      const value = metadata(photo)[column] ?? "";
      return within === "class" ? `${labels[photo]} ${value}` : value;
    });
    return evenly(pools, seed, epoch);
  },
});

function checkColumn({ photos, metadata }: SamplerInput, column: string): void {
  const names = Object.keys(metadata(photos[0]!));
  if (!names.includes(column)) {
    const nearest = nearestName(column, names);
    throw new WrasseError("column-missing", {
      at: "sampler.column",
      expected: names.length === 0 ? "photos with metadata" : `one of the metadata columns ${names.join(", ")}`,
      got: column,
      hint: nearest === undefined ? "name a column of the CSV of photos" : `write ${nearest}`,
    });
  }
  const values = new Set(Array.from(photos, (photo) => metadata(photo)[column])).size;
  if (values > photos.length / 2) {
    throw new WrasseError("stratum-values-unlike", {
      at: "sampler.column",
      expected: "a column whose values repeat, such as a habitat",
      got: `${column}, with ${values} different values in ${photos.length} training photos`,
      hint: "choose another column, or round its numbers in the CSV",
    });
  }
}
