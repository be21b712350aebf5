import { assign } from "./set.ts";

type Tree = Readonly<Record<string, unknown>>;

/** Smaller photos do not go through the backbone's four halvings. */
const leastSize = 32;

/** The network that a training begins with where none is named: the package's own backbone, all of it learning. */
const ownModel = {
  onnx: "wrasse:fish-64",
  freeze: "none",
  head: ["global-average-pool2d", { dropout: 0.2 }, { dense: "classes" }],
};

/**
 * A config as a person gives it, with the package's own backbone where it names no model: the shape of small-cnn, with first
 * weights that have seen painted fish (docs/own-backbone.md). Photos of less than 32 pixels, and those whose normalisation is
 * chosen, begin with small-cnn's own.
 */
export function withOwnStart(given: Tree): Tree {
  const { size, normalisation } = (given["data"] ?? {}) as { size?: unknown; normalisation?: unknown };
  const isSmall = typeof size === "number" && size < leastSize;
  // The backbone takes pixels on a scale of its own, so another one asks for another network.
  const isLeft = given["model"] !== undefined || isSmall || normalisation !== undefined;
  return isLeft ? given : assign(given, "model", ownModel);
}
