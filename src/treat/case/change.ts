import { join } from "node:path";
import { type Config, parseConfig } from "../../config/config.ts";
import { writeImbalanced } from "../faults/data/imbalanced.ts";
import { deeper } from "../faults/deeper.ts";
import { withBiases, withInitializer } from "../faults/initialisation.ts";
import type { CaseChange } from "./definition.ts";

/**
 * The config with a case's change in it.
 * @param tables the folder for a table of photos, where the change is one of the photos
 */
export async function changed(config: Config, change: CaseChange, tables: string): Promise<Config> {
  const { bias, initializer, optimizer, pairs, imbalance } = change;
  let made = config;
  if (pairs !== undefined) made = await deeper(pairs).apply(made);
  if (initializer !== undefined) made = withInitializer(made, initializer, "all-but-logits");
  if (bias !== undefined) made = withBiases(made, bias, "all-but-logits");
  if (optimizer !== undefined) made = parseConfig({ ...made, optimizer });
  if (imbalance !== undefined) {
    const place = await writeImbalanced(config.data, join(tables, `imbalance-${imbalance}.csv`), 0, imbalance);
    made = { ...made, data: { ...made.data, ...place } };
  }
  return made;
}
