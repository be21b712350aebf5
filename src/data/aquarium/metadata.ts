import type { Draws } from "../../base/random.ts";
import type { AquariumOptions, MetadataColumn } from "./options.ts";
import { type CatchPlace, catchPlaces, type Facts, type Habitat, habitats } from "./species.ts";

/** What was noted with a picture; null where it was not. Length in cm, weight in g, depth in m. */
export interface Metadata {
  readonly length: number | null;
  readonly weight: number | null;
  readonly catch_place: CatchPlace | null;
  readonly depth: number | null;
  readonly habitat: Habitat | null;
}

/** The mean and deviation of a quantity's natural logarithm over all fish. */
interface Spread {
  readonly mean: number;
  readonly deviation: number;
}

const lengths: Spread = { mean: Math.log(20), deviation: 0.8 };
const depths: Spread = { mean: Math.log(15), deviation: 0.8 };
const stoutnesses: Spread = { mean: Math.log(0.02), deviation: 0.6 };
/** What is left of the deviation where the species says all: fish of one species are within some percent. */
const leastDeviation = 0.01;

/**
 * Facts noted with one fish, tied to its species with strength s: numbers are log-normal around
 * (1 - s) * population mean + s * species mean with deviation population * sqrt(1 - s^2), categories are the species'
 * own with probability s and any otherwise. At 0 they are independent of the species; at 1 they tell all apart.
 */
export function metadataOf(
  facts: Facts,
  { strength, missing, columns }: AquariumOptions["metadata"],
  rng: Draws,
): Metadata {
  const number = (spread: Spread, typical: number): number => {
    const mean = spread.mean + strength * (Math.log(typical) - spread.mean);
    const deviation = Math.max(leastDeviation, spread.deviation * Math.sqrt(1 - strength * strength));
    return Math.exp(rng.normal(mean, deviation));
  };
  const category = <T>(all: readonly T[], own: T): T => {
    const isOwn = rng.chance(strength);
    const any = rng.pick(all);
    return isOwn ? own : any;
  };
  const length = number(lengths, facts.lengthCm);
  const stoutness = number(stoutnesses, facts.stoutness);
  const depth = number(depths, facts.depthM);
  const place = category(catchPlaces, facts.catchPlace);
  const habitat = category(habitats, facts.habitat);
  // All are drawn before any is left out, so that neither choice moves the others.
  const noted = <T>(column: MetadataColumn, value: T): T | null => {
    const isMissing = rng.chance(missing);
    return isMissing || !columns.includes(column) ? null : value;
  };
  return {
    length: noted("length", rounded(length)),
    weight: noted("weight", rounded(stoutness * length ** 3)),
    catch_place: noted("catch_place", place),
    depth: noted("depth", rounded(depth)),
    habitat: noted("habitat", habitat),
  };
}

/** Four digits, as a person would write down. */
function rounded(value: number): number {
  return Number(value.toPrecision(4));
}
