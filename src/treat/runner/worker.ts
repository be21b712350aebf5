import { WrasseError } from "../../base/errors.ts";
import { doJob } from "./doJob.ts";
import type { FromWorker, ToWorker } from "./messages.ts";
import type { TrialJob } from "./runner.ts";

/**
 * A process of its own that does one job after the other. It stops when its parent says so, and ends with its parent. Ctrl-C
 * reaches it too, and is left to the parent.
 */
const stop = new AbortController();

function say(message: FromWorker): void {
  process.send?.(message);
}

async function work(job: TrialJob): Promise<void> {
  try {
    const outcome = await doJob(job, { signal: stop.signal, tell: say });
    say(outcome === undefined ? { type: "interrupted" } : { type: "finished", id: job.id, outcome });
  } catch (error) {
    const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
    if (!(error instanceof WrasseError)) return say({ type: "failed", message });
    const { cause: _, ...details } = error.details;
    say({ type: "failed", code: error.code, details, message });
  }
}

process.on("SIGINT", () => undefined);
process.on("disconnect", () => process.exit());
process.on("message", (message: ToWorker) => {
  if (message.type === "stop") stop.abort();
  else void work(message.job);
});
say({ type: "ready" });
