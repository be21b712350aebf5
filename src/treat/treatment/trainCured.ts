import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { canonicalJson } from "../../base/json.ts";
import type { Config } from "../../config/config.ts";
import { makeConfig } from "../../config/load.ts";
import { resume, train } from "../../probe/train.ts";
import { readResult, type TrainResult } from "../../train/result.ts";
import { readRunConfig } from "../../train/resumption.ts";
import { runFolder } from "../../train/runFolder.ts";

export interface TrainCuredOptions {
  /** Where the user wants it; refused where it holds something else. */
  readonly out: string | undefined;
  /** Where it comes by default: `cured` in it, then `cured-2`, where another treatment took that. */
  readonly folder: string;
  readonly threads?: number;
  readonly cacheDirectory?: string | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Told how much is done, 0..1. */
  readonly onProgress?: (share: number) => void;
}

/**
 * Trains the cured model, or goes on with its training, or finds it finished: then its test photos are not looked at again.
 * @throws WrasseError those of `train`; the signal's reason when it is aborted
 */
export async function trainCured(
  config: Config,
  { out, folder, onProgress, signal, ...session }: TrainCuredOptions,
): Promise<{ readonly result: TrainResult; readonly isNew: boolean }> {
  const path = out === undefined ? await ownFolder(config, folder) : resolve(out);
  const isThere = existsSync(runFolder(path).config) && (await isOf(config, path));
  const finished = isThere ? await readResult(runFolder(path).result) : undefined;
  if (finished !== undefined) return { result: finished, isNew: false };
  const options = {
    ...session,
    signal,
    tell: (event: { readonly type: string; readonly epoch?: number; readonly epochs?: number }) => {
      if (event.type === "epoch") onProgress?.(event.epoch! / event.epochs!);
    },
  };
  const result = isThere ? await resume(path, options) : await train(config, { ...options, out: path });
  signal?.throwIfAborted();
  return { result, isNew: true };
}

/** The first of cured, cured-2, … that is free, or is this config's. */
async function ownFolder(config: Config, folder: string): Promise<string> {
  for (let number = 1; ; number += 1) {
    const path = join(folder, number === 1 ? "cured" : `cured-${number}`);
    if (!existsSync(path) || (await isOf(config, path))) return path;
  }
}

/** Whether a folder's run has this config; not where it is no run. */
async function isOf(config: Config, path: string): Promise<boolean> {
  const folder = runFolder(path);
  if (!existsSync(folder.config)) return false;
  return canonicalJson(makeConfig(await readRunConfig(folder))) === canonicalJson(config);
}
