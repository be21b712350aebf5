import { severalAtOnce } from "../../base/severalAtOnce.ts";
import type { Config } from "../../config/config.ts";
import { examine } from "../../diagnose/examine.ts";
import type { Finding } from "../../diagnose/finding.ts";
import type { Probed } from "../../probe/active/activeProbe.ts";
import { deadUnits, livingUnits } from "../../probe/active/deadUnits.ts";
import { findLearningRate } from "../../probe/active/findLearningRate.ts";
import { gradientFlow } from "../../probe/active/gradientFlow.ts";
import { activeProbes } from "../../probe/active/index.ts";
import type { LearningRateRange } from "../../probe/active/learningRateRange.ts";
import { learningRates, type MeasuredRates, measureRates, probedRange } from "../../probe/active/learningRates.ts";
import { type OpenedSubject, openSubject } from "../../probe/active/openSubject.ts";
import { openTraining } from "../../train/openTraining.ts";
import { readRecord } from "../../train/record/readRecord.ts";
import { runFolder } from "../../train/runFolder.ts";
import { filtersOf, type LookedAt } from "./filters.ts";
import type { CaseStory } from "./story.ts";

interface ProbesOptions {
  /** How many runs are looked at at a time. */
  readonly width: number;
  readonly cacheDirectory?: string | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((stage: string, share: number) => void) | undefined;
}

/** What active probes measure for a case, with one thread each. */
export class CaseProbes {
  /** @param rateSteps steps of a range test */
  constructor(
    private readonly rateSteps: number,
    private readonly options: ProbesOptions,
  ) {}

  private progress(stage: string, share: number): void {
    this.options.onProgress?.(stage, share);
  }

  /** The learning rate that a range test suggests, to one digit; null where it refuses. */
  async suggestedRate(config: Config): Promise<number | null> {
    const { cacheDirectory, signal } = this.options;
    const { suggestion } = await findLearningRate(config, {
      ...{ cacheDirectory, signal, ...probedRange, steps: this.rateSteps, threads: 1 },
      onProgress: (done, total) => this.progress("the learning rate of the healthy twin", done / total),
    });
    return suggestion.verdict === "suggested" ? Number(suggestion.learningRate.toPrecision(1)) : null;
  }

  /** Range tests from the first weights of a config and from those of its He-initialised twin. */
  async rangesOf(config: Config): Promise<MeasuredRates> {
    const { cacheDirectory, signal } = this.options;
    const opened = await openTraining(config, { cacheDirectory, signal });
    try {
      const { dataset, planOf } = opened;
      const subject = {
        dataset,
        planOf,
        seed: config.seed,
        kept: undefined,
        isTraining: true,
        session: { threads: 1 },
      };
      const tell = (done: number, total: number): void =>
        this.progress("every learning rate on the sick net", done / total);
      return await measureRates(subject, { steps: this.rateSteps, signal, onProgress: tell });
    } finally {
      opened.close();
    }
  }

  /** Dead units and gradients of runs, by the run's folder. */
  async measureAll(runs: readonly string[]): Promise<Map<string, readonly Probed[]>> {
    const measured = await severalAtOnce(runs, this.options.width, async (run, i) => {
      this.progress("counting dead units and gradients", i / runs.length);
      return [run, await this.measure(run, true)] as const;
    });
    return new Map(measured);
  }

  /** Largest dead share of a layer of each run; of a run that kept no weights at both times the one it began with. */
  async deadShares(runs: readonly string[]): Promise<readonly { readonly first: number; readonly kept: number }[]> {
    return severalAtOnce(runs, this.options.width, async (run) => {
      const probed = await this.measure(run, false);
      const largest = (at: Probed["weights"]): number | undefined => {
        const shares = probed.filter(({ quantity, weights }) => quantity === "dead-share" && weights === at);
        return shares.length === 0 ? undefined : Math.max(...shares.map(({ value }) => value));
      };
      const first = largest("first") ?? 0;
      return { first, kept: largest("kept") ?? first };
    });
  }

  async measure(run: string, withGradients: boolean): Promise<readonly Probed[]> {
    return this.onSubject(run, async (subject) => {
      const { signal } = this.options;
      const dead = await deadUnits.measure(subject, { signal });
      return withGradients ? [...dead, ...(await gradientFlow.measure(subject, { signal }))] : dead;
    });
  }

  async filters(sick: string, cured: string, activation: string): Promise<CaseStory["filters"]> {
    const { signal } = this.options;
    const lookAt = (run: string): Promise<LookedAt> =>
      this.onSubject(run, async (subject) => ({ subject, living: await livingUnits(subject, { signal }) }));
    return activation === "" ? [] : filtersOf(await lookAt(sick), await lookAt(cured), activation);
  }

  private async onSubject<Found>(run: string, look: (subject: OpenedSubject) => Promise<Found>): Promise<Found> {
    const { cacheDirectory, signal } = this.options;
    const subject = await openSubject(run, { cacheDirectory, signal, threads: 1 });
    try {
      return await look(subject);
    } finally {
      subject.close();
    }
  }

  /**
   * What a diagnosis says of a run, which is not told what was done to it.
   * @param rates the range test, where it was made already
   */
  async findings(run: string, rates?: readonly Probed[]): Promise<readonly Finding[]> {
    const probes = activeProbes.map((probe) =>
      rates !== undefined && probe.id === learningRates.id
        ? { ...probe, measure: () => Promise.resolve(rates) }
        : probe,
    );
    const record = await readRecord(runFolder(run).record);
    const { signal } = this.options;
    return this.onSubject(run, async (subject) => {
      const onProgress = (probe: string, done: number, total: number): void =>
        this.progress(`diagnosis: ${probe}`, done / total);
      const found = await examine(record, subject.config, { subject, probes, signal, onProgress });
      return found.diagnosis.findings;
    });
  }
}

/** Smoothed losses by rate, a list for each seed. */
export function curvesOf({ curves }: LearningRateRange) {
  return curves.map(({ seed, points }) => ({
    seed,
    points: points.map(({ learningRate, smoothedLoss }) => ({ rate: learningRate, loss: smoothedLoss })),
  }));
}

export function figureOf(probed: readonly Probed[], quantity: Probed["quantity"], weights: Probed["weights"]): number {
  return probed.find((one) => one.quantity === quantity && one.weights === weights)?.value ?? Number.NaN;
}
