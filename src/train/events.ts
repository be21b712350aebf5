import type { ColumnCoverage } from "../data/metadata/coverage.ts";
import type { EpochFigures } from "./progress.ts";

/** What a training tells while it works; the command line shows it, `--json` prints it a line each. */
export type TrainEvent =
  | { readonly type: "decoding"; readonly done: number; readonly total: number }
  | {
      readonly type: "start";
      readonly run: string;
      readonly classes: readonly string[];
      readonly photos: { readonly train: number; readonly validation: number; readonly test: number };
      readonly setAside: number;
      /** Files of the source that are not photos. */
      readonly ignored: number;
      /** Numbers that are learnt. */
      readonly parameters: number;
      readonly epochs: number;
      readonly stepsPerEpoch: number;
      /** Finished epochs of the run that is gone on with; 0 for a new one. */
      readonly fromEpoch: number;
      /** Of a network that takes metadata: each column, and in how many photos of each part it is not known. */
      readonly metadata?: readonly ColumnCoverage[];
    }
  | { readonly type: "warning"; readonly message: string }
  | {
      readonly type: "step";
      /** From 1. */
      readonly epoch: number;
      /** Finished steps of the epoch. */
      readonly step: number;
      readonly stepsPerEpoch: number;
      readonly epochs: number;
      readonly photos: number;
      readonly loss: number;
    }
  | ({ readonly type: "epoch"; readonly best: boolean; readonly epochs: number } & EpochFigures)
  | { readonly type: "stopping"; readonly reason: "early-stopping" | "interrupted"; readonly epoch: number }
  | { readonly type: "evaluating"; readonly part: "train" | "validation" | "test" };

export type Tell = (event: TrainEvent) => void;
