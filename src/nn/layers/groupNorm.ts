import { z } from "zod";
import { WrasseError } from "../../base/errors.ts";
import type { Value } from "../../graph/graph.ts";
import { defineLayer } from "../layer.ts";
import { withShorthand } from "../shorthand.ts";
import { channelCount } from "./inputs.ts";
import { epsilonField, scaleAndShift } from "./normalizing.ts";
import { normalizeGroups } from "./normalizingGroups.ts";

const groupsField = z.int().min(1);
const options = z.strictObject({
  groups: groupsField.default(8).describe("groups that share the channels equally; default 8"),
  epsilon: epsilonField,
});

/**
 * Group normalisation: each group of channels of each image is brought to mean 0 and variance 1, then each channel scaled
 * and shifted by learnt numbers. It does not depend on the batch, so training and evaluation are the same.
 *
 * Shapes   x [N, C, H, W] or [N, F], y as x
 * Weights  scale and shift [C]
 * Source   Wu & He 2018, "Group Normalization"
 */
export const groupNorm = defineLayer({
  id: "group-norm",
  summary: "brings groups of channels of each image to mean 0 and variance 1",
  schema: withShorthand("groups", groupsField, options),
  build: (building, x, { groups, epsilon }) => {
    checkGroups(x, groups);
    const { scale, shift } = scaleAndShift(building, x);
    return normalizeGroups(x, { groups, scale, shift, epsilon });
  },
});

function checkGroups(x: Value, groups: number): void {
  const channels = channelCount(x);
  if (channels % groups === 0) return;
  const divisors = Array.from({ length: channels }, (_, i) => i + 1).filter((divisor) => channels % divisor === 0);
  const nearest = divisors.reduce((best, divisor) =>
    Math.abs(divisor - groups) < Math.abs(best - groups) ? divisor : best,
  );
  throw new WrasseError("shape-does-not-fit", {
    at: x.graph.at,
    expected: `channels that ${groups} groups share equally`,
    got: `${channels} channels`,
    hint: `set groups to ${nearest}`,
  });
}
