import type { Probed } from "../../probe/active/activeProbe.ts";
import { readRecord } from "../../train/record/readRecord.ts";
import { type Point, series, seriesOf } from "../../train/record/record.ts";
import { runFolder } from "../../train/runFolder.ts";
import type { ToldRun } from "./story.ts";

/**
 * What the page tells of a run: its curve, its silent units, and what probes measured.
 *
 * @param name the run's folder as the page has it
 * @param probed of the probes "dead-units" and "gradient-flow"
 */
export async function toldRun(run: string, name: string, seed: number, probed: readonly Probed[]): Promise<ToldRun> {
  const record = await readRecord(runFolder(run).record);
  const at = (points: readonly Point[], epoch: number): number =>
    points.find((point) => point.epoch === epoch)?.value ?? Number.NaN;
  const accuracy = series(record, "accuracy");
  const validation = series(record, "accuracy", { part: "validation" });
  const of = (quantity: Probed["quantity"], weights: Probed["weights"]) =>
    probed.filter((one) => one.quantity === quantity && one.weights === weights && one.layer !== undefined);
  const [first, kept] = [of("dead-share", "first"), of("dead-share", "kept")];
  // A layer's main weight stands before its bias.
  const norms = of("weight-gradient-norm", "first").filter(
    ({ layer }, i, all) => all.findIndex((one) => one.layer === layer) === i,
  );
  const ratios = of("gradient-over-twin", "first");
  return {
    seed,
    run: name,
    curve: series(record, "loss").map(({ epoch, value }) => ({
      epoch,
      trainLoss: value,
      trainAccuracy: at(accuracy, epoch),
      validationAccuracy: at(validation, epoch),
    })),
    silent: seriesOf(record, "silent-share").map(({ subject, points }) => ({
      layer: subject!,
      points: points.map(({ step, value }) => ({ step: step!, share: value })),
    })),
    dead: first.map(({ layer, value }) => ({
      layer: layer!,
      first: value,
      kept: kept.find((one) => one.layer === layer)?.value ?? value,
    })),
    gradient: norms.map(({ layer, value }) => ({
      layer: layer!,
      norm: value,
      overTwin: ratios.find((one) => one.layer === layer)?.value ?? Number.NaN,
    })),
    photos: first[0]?.n ?? 0,
  };
}
