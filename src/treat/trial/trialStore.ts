import { createHash } from "node:crypto";
import { join, resolve } from "node:path";
import { canonicalJson } from "../../base/json.ts";
import type { Config } from "../../config/config.ts";
import { datasetDigest } from "../../train/datasetDigest.ts";
import { openTraining } from "../../train/openTraining.ts";
import { runFolder } from "../../train/runFolder.ts";
import type { TrialJob } from "../runner/runner.ts";
import { type Outcome, readOutcome, withoutValidation } from "./outcome.ts";

/** Goes up when the same config would train to other numbers, so that older runs are not taken for them. */
const version = 1;

export interface StoreOptions {
  /** Threads of each training; those in worker processes have one. */
  readonly threads?: number | undefined;
  readonly cacheDirectory?: string | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * A folder in which the trainings of trials are kept, each a run's folder that is named after everything that decides its
 * numbers: the config with its seed, the photos, and where its first weights come from. So none is trained twice, whatever
 * trial asks for it.
 */
export class TrialStore {
  readonly folder: string;
  private readonly digests = new Map<string, Promise<string>>();

  constructor(
    folder: string,
    private readonly options: StoreOptions = {},
  ) {
    this.folder = resolve(folder);
  }

  /**
   * The job of a training.
   * @param control shares its first weights, where the config's model is another than its
   * @throws WrasseError those of reading photos, and "no-validation"
   */
  async jobOf(config: Config, control?: Config): Promise<TrialJob> {
    const { threads, cacheDirectory } = this.options;
    const isOther = control !== undefined && canonicalJson(control.model) !== canonicalJson(config.model);
    const { path: _, ...data } = config.data;
    const decides = [version, { ...config, data }, await this.digestOf(config), isOther ? control.model : null];
    const key = createHash("sha256").update(canonicalJson(decides)).digest("hex").slice(0, 16);
    const id = `${key}-seed-${config.seed}`;
    const run = join(this.folder, id);
    return { id, config, run, firstWeightsOf: isOther ? control : null, threads, cacheDirectory };
  }

  /** What a job came to; undefined where it is not finished. */
  outcomeOf({ run }: TrialJob): Promise<Outcome | undefined> {
    return readOutcome(runFolder(run));
  }

  /** Of the photos that a config reads, in its parts; read once for each way of reading. */
  private digestOf(config: Config): Promise<string> {
    const { normalisation: _, ...data } = config.data;
    const seed = data.split.seed ?? config.seed;
    const way = canonicalJson([data, seed]);
    const known = this.digests.get(way) ?? this.readDigest(config);
    this.digests.set(way, known);
    return known;
  }

  private async readDigest(config: Config): Promise<string> {
    const { dataset, planOf, close } = await openTraining(config, this.options);
    try {
      if (dataset.parts.validation.length === 0) throw withoutValidation(config.data.path);
      return datasetDigest(dataset, planOf(config.seed).metadata);
    } finally {
      close();
    }
  }
}
