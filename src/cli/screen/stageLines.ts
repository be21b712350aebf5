import { percent } from "../numbers.ts";
import type { Output } from "../output.ts";
import { progressLine } from "./progressLine.ts";

/** One progress line after the other, for work that tells its stages. */
export interface StageLines {
  readonly update: (stage: string, done: number, total: number) => void;
  /** @param share how much of the stage is done, 0..1 */
  readonly updateShare: (stage: string, share: number) => void;
  readonly end: () => void;
}

/** A share is told to scripts in these parts of the whole. */
const fine = 1000;

/** @param begun is told of each stage as it begins, before its line */
export function stageLines(output: Output, begun?: (stage: string) => void): StageLines {
  let line: { readonly stage: string; readonly shown: ReturnType<typeof progressLine> } | undefined;
  const update = (stage: string, done: number, total: number, of?: string): void => {
    if (line?.stage !== stage) {
      line?.shown.end();
      begun?.(stage);
      line = { stage, shown: progressLine(stage, output) };
    }
    line.shown.update(done, total, of);
  };
  return {
    update,
    updateShare: (stage, share) => update(stage, Math.round(fine * share), fine, percent(share, 0)),
    end: () => line?.shown.end(),
  };
}
