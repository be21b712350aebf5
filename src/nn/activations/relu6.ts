import { z } from "zod";
import { clip } from "../../graph/ops/clip.ts";
import { defineLayer } from "../layer.ts";

/**
 * ReLU cut off at 6, which keeps activations in a range that few bits hold. Its gradient at 0 and 6 is 0, as in PyTorch.
 *
 * @source Howard et al. 2017, "MobileNets"; Sandler et al. 2018, "MobileNetV2"
 */
export const relu6 = defineLayer({
  id: "relu6",
  summary: "min(max(x, 0), 6)",
  schema: z.strictObject({}),
  isMonotone: true,
  isActivation: true,
  isZeroBelow: true,
  build: (_building, x) => clip(x, 0, 6),
});
