import { defineLayer } from "../layer.ts";
import { dropOut, dropoutOptions } from "./droppingOut.ts";

/**
 * Drops numbers at random while training, so that no unit relies on a few others. In
 * training each number is 0 with probability `rate` and divided by 1 - rate otherwise; in evaluation the layer does nothing.
 *
 * Shapes  x of any shape, y as x
 * Source  Srivastava et al. 2014, "Dropout: A Simple Way to Prevent Neural Networks from Overfitting"
 */
export const dropout = defineLayer({
  id: "dropout",
  summary: "drops numbers at random while training",
  schema: dropoutOptions,
  build: (building, x, { rate }) => dropOut(building, x, rate, x.shape),
});
