import { type ChildProcess, fork } from "node:child_process";
import { createRequire } from "node:module";
import { fileURLToPath, pathToFileURL } from "node:url";
import { assert, WrasseError } from "../../base/errors.ts";
import { Channel } from "./channel.ts";
import type { FromWorker, ToWorker } from "./messages.ts";
import type { JobEvent, Runner, TrialJob } from "./runner.ts";

/** From source the worker is TypeScript, which Node reads through tsx; in the package it is not. */
const isSource = import.meta.url.endsWith(".ts");
const workerPath = fileURLToPath(new URL(isSource ? "./worker.ts" : "./worker.js", import.meta.url));

/**
 * Does trainings in processes of one thread each, several at a time: on two cores 12 % faster than one training on two threads.
 * The processes end with the last job, with `signal`, and with this process, however that ends.
 *
 * @param count processes, 1 or more
 */
export function workerProcesses(count: number): Runner {
  assert(Number.isInteger(count) && count > 0, `a whole number of workers above 0, not ${count}`);
  return {
    width: count,
    run: async function* inWorkers(jobs, { signal } = {}) {
      if (signal?.aborted === true || jobs.length === 0) return;
      const told = new Channel<JobEvent>();
      const left = [...jobs];
      const children = new Set<ChildProcess>();
      let failure: { readonly error: unknown } | undefined;
      const stopAll = (): void => {
        left.length = 0;
        for (const child of children) tell(child, { type: "stop" });
      };
      signal?.addEventListener("abort", stopAll, { once: true });
      try {
        for (let i = 0; i < Math.min(count, jobs.length); i += 1) {
          const child = startWorker();
          children.add(child);
          serve(child, {
            next: () => left.shift(),
            told: (event) => told.push(event),
            failed: (error) => {
              failure ??= { error };
              stopAll();
            },
            ended: () => {
              children.delete(child);
              if (children.size > 0) return;
              // Only now: what the others have done is saved before the failure is told.
              if (failure === undefined) told.close();
              else told.fail(failure.error);
            },
          });
        }
        yield* told;
      } finally {
        signal?.removeEventListener("abort", stopAll);
        for (const child of children) child.kill("SIGKILL");
      }
    },
  };
}

interface Served {
  readonly next: () => TrialJob | undefined;
  readonly told: (event: JobEvent) => void;
  readonly failed: (error: unknown) => void;
  /** Nothing comes of the worker any more. */
  readonly ended: () => void;
}

/** Gives a worker one job after the other until none is left, then lets it go. */
function serve(child: ChildProcess, { next, told, failed, ended }: Served): void {
  let job: TrialJob | undefined;
  let isDone = false;
  const goOn = (): void => {
    job = next();
    isDone = job === undefined;
    if (job === undefined) child.disconnect();
    else tell(child, { type: "job", job: { ...job, threads: 1 } });
  };
  child.on("message", (message: FromWorker) => {
    switch (message.type) {
      case "epoch":
        return told(message);
      case "finished":
        told(message);
        return goOn();
      case "failed":
        failed(errorOf(message));
        return goOn();
      case "ready":
      case "interrupted":
        return goOn();
      default:
        return message satisfies never;
    }
  });
  child.on("error", failed);
  child.on("exit", (code, killedBy) => {
    if (!isDone) failed(endedEarly(job, killedBy ?? `status ${code}`));
    ended();
  });
}

function startWorker(): ChildProcess {
  const loader = isSource ? ["--import", pathToFileURL(createRequire(import.meta.url).resolve("tsx")).href] : [];
  return fork(workerPath, { execArgv: loader, stdio: ["ignore", "ignore", "inherit", "ipc"] });
}

/** A child that is gone is heard of by its exit. */
function tell(child: ChildProcess, message: ToWorker): void {
  if (child.connected) child.send(message, () => undefined);
}

function errorOf({ code, details, message }: Extract<FromWorker, { type: "failed" }>): Error {
  return code === undefined ? new Error(message) : new WrasseError(code, details);
}

function endedEarly(job: TrialJob | undefined, got: string): WrasseError {
  return new WrasseError("worker-ended", {
    at: job?.run ?? "a worker process",
    expected: "a process that trains until it is told to stop",
    got: `its end, by ${got}`,
    hint: "type the same command again: finished trainings are kept; with too little memory, take fewer --workers",
  });
}
