import type { ErrorDetails } from "../../base/errors.ts";
import type { JobEvent, TrialJob } from "./runner.ts";

/** What the parent says to a worker. */
export type ToWorker = { readonly type: "job"; readonly job: TrialJob } | { readonly type: "stop" };

/** What a worker says to its parent. */
export type FromWorker =
  | JobEvent
  | { readonly type: "ready" }
  | { readonly type: "interrupted" }
  | {
      readonly type: "failed";
      /** Of a WrasseError. */
      readonly code?: string;
      readonly details?: ErrorDetails;
      readonly message: string;
    };
