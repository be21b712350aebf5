import { execFile } from "node:child_process";
import { createRequire } from "node:module";
import { promisify } from "node:util";
import type { Findings } from "./report.ts";

const execute = promisify(execFile);
const require = createRequire(import.meta.url);

/** A step of 32 photos took 200 s where it was first measured; past this time 4 photos are measured instead. */
const limitMs = 400_000;
const fullBatch = 32;
const smallBatch = 4;

/** One step of small-cnn on TensorFlow.js' CPU backend, the only other trainer that Node.js has without native code. */
export async function benchTensorflowJs(progress: (text: string) => void): Promise<Findings> {
  const { version } = require("@tensorflow/tfjs/package.json") as { version: string };
  progress(`TensorFlow.js ${version}, one step of ${fullBatch} photos (at most ${limitMs / 1000} s)`);
  const full = await stepMs(fullBatch, limitMs);
  const small = full === undefined ? await stepMs(smallBatch) : undefined;
  const ms = full ?? small! * (fullBatch / smallBatch);
  const how =
    full === undefined
      ? `one step of ${smallBatch} photos took ${Math.round(small!)} ms; times ${fullBatch / smallBatch}, not measured at ${fullBatch}`
      : `one step of ${fullBatch} photos, measured once, without warm-up`;
  return {
    id: "tensorflow-js",
    title: "A training step on TensorFlow.js' CPU backend",
    notes: [`TensorFlow.js ${version}, small-cnn, 64 px: ${how}.`],
    columns: ["model", "TensorFlow.js, s"],
    rows: [["small-cnn", (ms / 1000).toFixed(0)]],
    records: [
      {
        type: "bench",
        what: "tensorflow-js",
        model: "small-cnn",
        ms,
        measuredBatch: full === undefined ? smallBatch : fullBatch,
      },
    ],
  };
}

/** Milliseconds of one step, or undefined when it takes longer than the limit. */
async function stepMs(batch: number, timeout = 0): Promise<number | undefined> {
  try {
    const args = ["--import", "tsx", "bench/tensorflowJsStep.ts", String(batch)];
    const { stdout } = await execute(process.execPath, args, { timeout });
    return (JSON.parse(stdout.trim().split("\n").at(-1)!) as { ms: number }).ms;
  } catch (error) {
    if ((error as { killed?: boolean }).killed === true) return undefined;
    throw error;
  }
}
