import type { Loss } from "../loss.ts";
import { binaryCrossEntropy } from "./binaryCrossEntropy.ts";
import { crossEntropy } from "./crossEntropy.ts";
import { focal } from "./focal.ts";
import { meanSquaredError } from "./meanSquaredError.ts";
import { oneUnitSigmoid } from "./oneUnitSigmoid.ts";

/** Every loss. */
export const losses: readonly Loss[] = [crossEntropy, focal, binaryCrossEntropy, meanSquaredError, oneUnitSigmoid];

const byId = new Map(losses.map((loss) => [loss.id, loss]));

/** The loss that a config calls `id`, or undefined. */
export function findLoss(id: string): Loss | undefined {
  return byId.get(id);
}
