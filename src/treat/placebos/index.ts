import type { Remedy } from "../remedy.ts";
import { otherBrightness } from "./otherBrightness.ts";
import { randomErasing } from "./randomErasing.ts";

/** Changes of equal cost that have nothing to do with any disorder, the first choice first. */
export const placebos: readonly Remedy[] = [randomErasing, otherBrightness];

const byId = new Map(placebos.map((placebo) => [placebo.id, placebo]));

/** The placebo that disorders call `id`, or undefined. */
export function findPlacebo(id: string): Remedy | undefined {
  return byId.get(id);
}
