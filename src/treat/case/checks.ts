import type { PairedDifference } from "../statistics/pairedDifference.ts";
import { bounds } from "./bounds.ts";
import { comesBefore } from "./claims.ts";
import type { Check, ToldRun } from "./story.ts";

/** What the checks of case 3 are made from. */
export interface CheckedFigures {
  /** Of every seed. */
  readonly sick: readonly ToldRun[];
  readonly majority: number;
  /** Share of the range's rates at which the sick net's loss falls below chance. */
  readonly descending: number;
  /** Of the cause taken away from the sick net. */
  readonly cure: PairedDifference;
  readonly placebo: PairedDifference;
  /** Of the cause put into the healthy twin. */
  readonly sickTwin: PairedDifference;
  /** Share of units of the formerly dead layer that get a gradient again, by the cure that brings back most of those that work; of its seeds the least. */
  readonly alive: number;
}

/**
 * The layer with the largest share of dead units at the kept weights, in the run where it has the least; of equals the first.
 * Seeds do not kill the same layers: one that is dead in all of them says more than one that is in the first.
 */
export function deadestLayer(runs: readonly ToldRun[]): { readonly layer: string; readonly share: number } {
  const layers = runs[0]?.dead.map(({ layer }) => layer) ?? [];
  const shareOf = (layer: string): number =>
    Math.min(...runs.map(({ dead }) => dead.find((one) => one.layer === layer)?.kept ?? 0));
  return layers.reduce(
    (most, layer) => {
      const share = shareOf(layer);
      return share > most.share ? { layer, share } : most;
    },
    { layer: "", share: 0 },
  );
}

/** The largest gradient over the healthy twin's among the layers below the deadest one; of all where none is dead at all. */
function gradientBelow(run: ToldRun): number {
  const { layer } = deadestLayer([run]);
  const below = layer === "" ? run.gradient : run.gradient.filter((one) => comesBefore(one.layer, layer));
  return Math.max(0, ...below.map(({ overTwin }) => overTwin));
}

/** The checks of case 3 by their ids. Of several seeds the worst one counts. */
export function checksOf(figures: CheckedFigures): readonly Check[] {
  const { sick, majority, descending, cure, placebo, sickTwin, alive } = figures;
  const least = Math.min(...sick.map((run) => deadestLayer([run]).share));
  const best = Math.max(...sick.flatMap(({ curve }) => curve.map(({ trainAccuracy }) => trainAccuracy)));
  const below = Math.max(...sick.map(gradientBelow));
  const plain = (id: string, value: number, bound: number, ok: boolean): Check => ({
    id,
    value,
    interval: null,
    bound,
    ok,
  });
  const paired = (
    id: string,
    { mean, interval }: PairedDifference,
    bound: number,
    ok: (low: number, high: number) => boolean,
  ): Check => ({
    id,
    value: mean,
    interval,
    bound,
    ok: interval !== null && ok(interval[0], interval[1]),
  });
  return [
    plain("dead-layer-share", least, bounds.dead, least >= bounds.dead),
    plain("stuck-over-majority", best - majority, bounds.stuck, best - majority <= bounds.stuck),
    plain("gradient-below", below, bounds.gradient, below <= bounds.gradient),
    plain("learning-rate", descending, bounds.descending, descending <= bounds.descending),
    paired("root-cause", cure, bounds.cure, (low) => low >= bounds.cure),
    paired("placebo", placebo, 0, (low, high) => low <= 0 && high >= 0),
    paired("sick-twin", sickTwin, -bounds.cure, (_, high) => high <= -bounds.cure),
    plain("alive-after", alive, bounds.alive, alive >= bounds.alive),
  ];
}
