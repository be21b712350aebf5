import { z } from "zod";
import { mul } from "../../graph/ops/mul.ts";
import { sigmoid } from "../../graph/ops/sigmoid.ts";
import { defineLayer } from "../layer.ts";

/**
 * Sigmoid linear unit, x * sigmoid(x), also called swish. It dips to -0.28 at x = -1.28, so it is not monotone.
 *
 * @source Elfwing, Uchibe & Doya 2018, "Sigmoid-weighted linear units"; Ramachandran et al. 2017, "Searching for Activation Functions"
 */
export const silu = defineLayer({
  id: "silu",
  summary: "x * sigmoid(x); also called swish",
  schema: z.strictObject({}),
  isActivation: true,
  build: (_building, x) => mul(x, sigmoid(x)),
});
