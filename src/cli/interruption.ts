import { exitCodes } from "./exitCodes.ts";

/** Why work was stopped: the user, or the system, asked for it. */
export class Interruption extends Error {
  override readonly name = "Interruption";

  constructor(readonly signal: "SIGINT" | "SIGTERM") {
    super(`stopped by ${signal}`);
  }
}

export interface Interruptible {
  readonly signal: AbortSignal;
  /** Leaves the signals to Node again. */
  dispose(): void;
}

/**
 * Turns the first Ctrl-C or SIGTERM into an aborted signal, after which the work saves itself and ends; the second one
 * ends the process at once.
 */
export function interruptible(): Interruptible {
  const controller = new AbortController();
  const handle = (signal: "SIGINT" | "SIGTERM"): void => {
    if (controller.signal.aborted) process.exit(exitCodes.interrupted);
    controller.abort(new Interruption(signal));
  };
  process.on("SIGINT", handle);
  process.on("SIGTERM", handle);
  return {
    signal: controller.signal,
    dispose() {
      process.off("SIGINT", handle);
      process.off("SIGTERM", handle);
    },
  };
}
