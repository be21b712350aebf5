import { existsSync } from "node:fs";
import { basename, join, relative, resolve } from "node:path";
import { makeFolder, writeAtomically } from "../../base/files.ts";
import { meanShare } from "../../base/meanInterval.ts";
import { severalAtOnce } from "../../base/severalAtOnce.ts";
import { type Config, parseConfig } from "../../config/config.ts";
import { type Change, difference } from "../../config/difference.ts";
import { parseAquariumOptions, writeAquarium } from "../../data/aquarium/index.ts";
import { type DryRun, dryRun } from "../../train/dryRun.ts";
import { learningRateOf, multiplyRates } from "../changes/changeRates.ts";
import { findPlacebo } from "../placebos/index.ts";
import { findRemedy } from "../remedies/index.ts";
import type { Runner } from "../runner/runner.ts";
import { type PairedDifference, pairedDifference } from "../statistics/pairedDifference.ts";
import { TrialStore } from "../trial/trialStore.ts";
import { type ArmResult, runTrial, type TrialResult } from "../trial.ts";
import { aliveIn, positionBefore } from "./alive.ts";
import { bounds } from "./bounds.ts";
import { CaseProbes, curvesOf, figureOf } from "./caseProbes.ts";
import { changed } from "./change.ts";
import { checksOf, deadestLayer } from "./checks.ts";
import { claimsOf } from "./claims.ts";
import type { CaseDefinition } from "./definition.ts";
import { linkPhotos } from "./linkPhotos.ts";
import type { CaseStory, ToldFactor, ToldRun, ToldTrial } from "./story.ts";
import { toldRun } from "./told.ts";

export interface CaseOptions {
  /** Class folders or part folders; default: an aquarium is painted. */
  readonly photos?: string | undefined;
  /** Pairs of the proof, 6 or more to prove anything. */
  readonly seeds: number;
  /** The fault is left out: what is said of a dead net must then come out false. */
  readonly isControl: boolean;
  /** Everything goes there: photos, runs, case.json. */
  readonly out: string;
  readonly runner: Runner;
  readonly cacheDirectory?: string | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Told of each stage and how much of it is done, 0..1. */
  readonly onProgress?: ((stage: string, share: number) => void) | undefined;
  /** Milliseconds from any fixed moment. */
  readonly clock?: () => number;
}

/**
 * Makes a case happen: trains the sick net and its healthy twin, measures what is dead, tries the cause alone both ways with a
 * placebo, then what textbooks name as cures and causes, the map and the siblings. Every training is kept in OUT/runs and is not
 * done again.
 *
 * @throws the signal's reason when it is aborted, and those of `train`
 */
export async function runCase(definition: CaseDefinition, options: CaseOptions): Promise<CaseStory> {
  const clock = options.clock ?? (() => performance.now());
  const begun = clock();
  const work = new CaseWork(definition, options);
  const story = await work.tell();
  const whole: CaseStory = { ...story, claims: claimsOf(story), seconds: (clock() - begun) / 1000 };
  await writeAtomically(join(options.out, "case.json"), `${JSON.stringify(whole, null, 2)}\n`);
  return whole;
}

type Told = Omit<CaseStory, "claims">;

class CaseWork {
  private readonly out: string;
  private readonly store: TrialStore;
  private readonly probes: CaseProbes;
  private readonly seeds: readonly number[];

  constructor(
    private readonly definition: CaseDefinition,
    private readonly options: CaseOptions,
  ) {
    this.out = resolve(options.out);
    this.store = new TrialStore(join(this.out, "runs"), { threads: 1, cacheDirectory: options.cacheDirectory });
    this.seeds = Array.from({ length: options.seeds }, (_, i) => i);
    this.probes = new CaseProbes(definition.rateSteps, { ...options, width: options.runner.width });
  }

  async tell(): Promise<Told> {
    const { definition, options } = this;
    const photos = await this.photos();
    const base = parseConfig({
      ...definition.config,
      data: { ...(definition.config["data"] as object), path: photos },
    });
    // The rate that the range test finds for the healthy twin: that of the sick net cannot be found.
    const suggested = definition.tunesRate ? await this.probes.suggestedRate(base) : null;
    const healthy = suggested === null ? base : atRate(base, suggested);
    const sick = options.isControl ? healthy : await changed(healthy, definition.fault, this.out);
    const cause = (await findRemedy(definition.rootCause)!.apply(sick)) as Config;
    const placebo = (await findPlacebo(definition.placebo)!.apply(sick)) as Config;

    const cure = await this.trial("proof", sick, [
      { id: definition.rootCause, config: cause },
      { id: definition.placebo, config: placebo },
    ]);
    const twin = await this.trial("healthy twin", healthy, [{ id: "fault", config: sick }]);
    const [sickRuns, healthyRuns] = [cure.control.map(({ run }) => run), twin.control.map(({ run }) => run)];
    const curedRuns = cure.arms[0]!.pairs.map(({ runs }) => runs.treated);
    const [measured, given] = await Promise.all([
      this.probes.measureAll([...sickRuns, ...healthyRuns, ...curedRuns]),
      this.probes.rangesOf(sick),
    ]);
    const toldOf = (runs: readonly string[]): Promise<ToldRun[]> =>
      Promise.all(runs.map((run, i) => toldRun(run, relative(this.out, run), this.seeds[i]!, measured.get(run)!)));
    const [sickTold, healthyTold] = [await toldOf(sickRuns), await toldOf(healthyRuns)];
    const dead = deadestLayer(sickTold).layer;
    const plan = await dryRun(sick, { cacheDirectory: options.cacheDirectory, signal: options.signal });
    const layers = plan.layers.map(({ name }) => name.slice(name.indexOf(".") + 1));
    const data = dataFacts(plan);
    const position = positionBefore(dead, layers);
    const alive = curedRuns.map((run) => aliveIn(measured.get(run)!, position));
    const findings = await this.probes.findings(sickRuns[0]!, given.probed);

    // Without the fault there is nothing to cure, and nothing resembles it.
    const { isControl } = options;
    const rest = isControl ? [] : await this.remedies(sick, position);
    const taken: ToldTrial = {
      ...toldTrial(cure.arms[0]!, "remedy", "sick", difference(sick, cause)),
      ...(dead === "" ? {} : { alive: Math.min(...alive) }),
    };
    // Not every cure brings every unit back: of those that work, the one that brings back most.
    const works = [taken, ...rest].filter(({ interval }) => interval !== null && interval[0] >= bounds.cure);
    const brought = works.map((trial) => trial.alive ?? 0);
    const trials: ToldTrial[] = [
      taken,
      toldTrial(cure.arms[1]!, "placebo", "sick", difference(sick, placebo)),
      toldTrial({ ...twin.arms[0]!, id: "fault" }, "fault", "healthy", difference(healthy, sick)),
      ...rest,
    ];
    const effect = (arm: ArmResult | undefined): PairedDifference => arm?.effect ?? pairedDifference([0], [0]);
    return {
      case: 3,
      isControl: options.isControl,
      data: { ...data, name: this.dataName(), size: sick.data.size },
      seeds: this.seeds,
      model: {
        layers,
        parameters: plan.parameters,
        optimizer: healthy.optimizer.name,
        learningRate: learningRateOf(healthy),
        batch: healthy.batch,
        epochs: healthy.epochs,
      },
      fault: { id: "negative-bias", diff: difference(healthy, sick) },
      sick: sickTold,
      healthy: healthyTold,
      findings,
      rates: {
        chance: given.given.chanceLoss,
        given: curvesOf(given.given),
        he: curvesOf(given.twin),
        suggested,
      },
      trials,
      factors: isControl ? [] : await this.factors(healthy),
      map: isControl ? { biases: [], rates: [], cells: [] } : await this.map(healthy),
      siblings: isControl ? [] : await this.siblings(healthy),
      filters: await this.probes.filters(sickRuns[0]!, curedRuns[0]!, dead),
      checks: checksOf({
        sick: sickTold,
        majority: data.majority,
        descending: figureOf(given.probed, "descending-rate-share", "first"),
        cure: effect(cure.arms[0]),
        placebo: effect(cure.arms[1]),
        sickTwin: effect(twin.arms[0]),
        alive: Math.max(0, ...brought),
      }),
      seconds: 0,
    };
  }

  /** The photos to train on, in OUT: painted there, or a link to those that were given. */
  private async photos(): Promise<string> {
    const { photos, signal } = this.options;
    const path = join(this.out, "photos");
    await makeFolder(this.out);
    if (photos !== undefined) {
      await linkPhotos(resolve(photos), path);
      return path;
    }
    if (!existsSync(join(path, "truth.jsonl"))) {
      const tell = (done: number, total: number): void => this.progress("painting fish", done / total);
      const aquarium = parseAquariumOptions(this.definition.aquarium);
      await writeAquarium(path, aquarium, 0, { ...(signal && { signal }), onProgress: tell });
    }
    return path;
  }

  private dataName(): string {
    const { photos } = this.options;
    return photos === undefined ? "aquarium" : basename(resolve(photos));
  }

  private progress(stage: string, share: number): void {
    this.options.onProgress?.(stage, share);
  }

  private async trial(
    stage: string,
    config: Config,
    arms: readonly { id: string; config: Config }[],
    seeds = this.seeds,
  ): Promise<TrialResult> {
    const { runner, signal } = this.options;
    return runTrial({
      ...{ config, arms, seeds, runner, signal },
      store: this.store,
      onProgress: ({ share }) => this.progress(stage, share),
    });
  }

  /** What textbooks name as cures, each with the share of the dead layer's units that get a gradient again. */
  private async remedies(sick: Config, position: number): Promise<ToldTrial[]> {
    const short = parseConfig({ ...sick, epochs: this.definition.remedyEpochs });
    const { trials, runs } = await this.triedOn(
      short,
      this.definition.remedies,
      "what textbooks name as cures",
      this.seeds,
    );
    const told: ToldTrial[] = [];
    for (const [i, trial] of trials.entries()) {
      const measured = await this.probes.measureAll(runs[i]!.slice(0, 3));
      told.push({ ...trial, alive: Math.min(...[...measured.values()].map((probed) => aliveIn(probed, position))) });
    }
    return told;
  }

  private async triedOn(
    config: Config,
    ids: readonly string[],
    stage: string,
    seeds: readonly number[],
  ): Promise<{ readonly trials: ToldTrial[]; readonly runs: readonly (readonly string[])[] }> {
    const arms: { id: string; config: Config }[] = [];
    if (ids.length === 0) return { trials: [], runs: [] };
    for (const id of ids) {
      const remedy = findRemedy(id)!;
      if (remedy.appliesTo(config)) arms.push({ id, config: await remedy.apply(config) });
    }
    const result = await this.trial(stage, config, arms, seeds);
    return {
      trials: result.arms.map((arm, i) => toldTrial(arm, "remedy", "sick", difference(config, arms[i]!.config))),
      runs: result.arms.map(({ pairs }) => pairs.map(({ runs }) => runs.treated)),
    };
  }

  private async factors(healthy: Config): Promise<ToldFactor[]> {
    const { factors, factorEpochs } = this.definition;
    const seeds = this.seeds.slice(0, 2);
    const short = parseConfig({ ...healthy, epochs: factorEpochs });
    const told: ToldFactor[] = [];
    for (const { factor, levels } of factors) {
      const configs = await Promise.all(levels.map(async ({ change }) => changed(short, change, this.out)));
      const result = await this.levels(`alone: ${factor}`, configs, seeds);
      told.push({ factor, levels: levels.map(({ level }, i) => ({ level, ...result[i]! })) });
    }
    return told;
  }

  private async map(healthy: Config): Promise<CaseStory["map"]> {
    const { map, mapEpochs } = this.definition;
    const short = parseConfig({ ...healthy, epochs: mapEpochs });
    const changes = map.biases.map((bias) =>
      map.rates.map((learningRate) => changed(atRate(short, learningRate), { bias }, this.out)),
    );
    const configs = await Promise.all(changes.flat());
    const flat = await this.levels("the map", configs, this.seeds.slice(0, 1));
    const width = map.rates.length;
    return { ...map, cells: map.biases.map((_, row) => flat.slice(row * width, (row + 1) * width)) };
  }

  /** Trains each config with each seed: mean accuracy, and the largest dead share of a layer, at first and at last. */
  private async levels(stage: string, configs: readonly Config[], seeds: readonly number[]) {
    const [first, ...others] = configs;
    if (first === undefined) return [];
    const arms = others.map((config, i) => ({ id: String(i), config }));
    const result = await this.trial(stage, first, arms, seeds);
    const runsOf = [
      result.control.map(({ run, accuracy }) => ({ run, accuracy })),
      ...result.arms.map(({ pairs }) => pairs.map(({ runs, treated }) => ({ run: runs.treated, accuracy: treated }))),
    ];
    const shares = await this.probes.deadShares(runsOf.flat().map(({ run }) => run));
    return runsOf.map((runs, level) => {
      const own = shares.slice(level * seeds.length, (level + 1) * seeds.length);
      const { mean: accuracy, interval } = meanShare(runs.map((run) => run.accuracy));
      const born = Math.max(...own.map(({ first }) => first));
      const dead = Math.max(...own.map(({ kept }) => kept));
      return { ...{ accuracy, interval, born, dead }, n: runs.length };
    });
  }

  private async siblings(healthy: Config): Promise<CaseStory["siblings"]> {
    const seeds = this.seeds.slice(0, 3);
    const trained = [];
    for (const { id, change, remedies } of this.definition.siblings) {
      const short = parseConfig({ ...healthy, epochs: this.definition.siblingEpochs });
      const config = await changed(short, change, this.out);
      const { trials } = await this.triedOn(config, remedies, `sibling: ${id}`, seeds);
      const { control } = await this.trial(`sibling: ${id}`, config, [], seeds.slice(0, 1));
      trained.push({ id, config, trials, run: control[0]!.run });
    }
    return severalAtOnce(trained, this.options.runner.width, async ({ id, config, trials, run }) => {
      const probed = await this.probes.measure(run, true);
      return {
        id,
        config: difference(healthy, { ...config, epochs: healthy.epochs }),
        run: await toldRun(run, relative(this.out, run), seeds[0]!, probed),
        findings: await this.probes.findings(run),
        trials,
      };
    });
  }
}

function toldTrial(
  { id, pairs, effect }: ArmResult,
  kind: ToldTrial["kind"],
  on: ToldTrial["on"],
  diff: readonly Change[],
): ToldTrial {
  return {
    change: id,
    ...{ kind, on, diff },
    pairs: pairs.map(({ seed, control, treated }) => ({ seed, control, treated })),
    effect: effect?.mean ?? Number.NaN,
    interval: effect?.interval ?? null,
    p: effect?.p ?? 1,
  };
}

function atRate(config: Config, learningRate: number): Config {
  return multiplyRates(config, learningRate / learningRateOf(config));
}

function dataFacts({ classes }: DryRun) {
  const sum = (part: "train" | "validation" | "test"): number => classes.reduce((total, one) => total + one[part], 0);
  const photos = { train: sum("train"), validation: sum("validation"), test: sum("test") };
  const most = Math.max(...classes.map(({ train }) => train));
  return { classes: classes.map(({ name }) => name), photos, majority: most / photos.train };
}
