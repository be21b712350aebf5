import type { Output } from "../output.ts";
import { progressLine } from "./progressLine.ts";

/** One progress line after the other, for work that tells its stages. */
export interface StageLines {
  /** @param share how much of the stage is done, 0..1 */
  readonly update: (stage: string, share: number) => void;
  readonly end: () => void;
}

const fine = 1000;

/** @param begun is told of each stage as it begins, before its line */
export function stageLines(output: Output, begun?: (stage: string) => void): StageLines {
  let line: { readonly stage: string; readonly shown: ReturnType<typeof progressLine> } | undefined;
  return {
    update(stage, share) {
      if (line?.stage !== stage) {
        line?.shown.end();
        begun?.(stage);
        line = { stage, shown: progressLine(stage, output) };
      }
      line.shown.update(Math.round(fine * share), fine);
    },
    end: () => line?.shown.end(),
  };
}
