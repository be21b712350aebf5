import { availableParallelism } from "node:os";
import { join, resolve } from "node:path";
import { WrasseError } from "../base/errors.ts";
import { makeFolder, writeAtomically } from "../base/files.ts";
import type { Config } from "../config/config.ts";
import { makeConfig } from "../config/load.ts";
import { diagnose as diagnoseRun } from "../diagnose/diagnose.ts";
import { findDisorder } from "../diagnose/disorders/index.ts";
import type { Diagnosis } from "../diagnose/finding.ts";
import { findLearningRate } from "../probe/active/findLearningRate.ts";
import type { Evaluation } from "../train/metrics/evaluate.ts";
import { readResult, type TrainResult } from "../train/result.ts";
import { readRunConfig } from "../train/resumption.ts";
import { runFolder } from "../train/runFolder.ts";
import { changesBetween } from "./changes/changesBetween.ts";
import { fewestPairs, type Proof, prove } from "./prove.ts";
import { inProcess } from "./runner/inProcess.ts";
import type { Runner } from "./runner/runner.ts";
import { workerProcesses } from "./runner/workerProcesses.ts";
import { byHand } from "./treatment/byHand.ts";
import { type Candidate, candidatesOf, type DisorderOf, placeboFor } from "./treatment/candidates.ts";
import { type Course, type CourseOptions, courseOf, screeningSeeds, secondsOf } from "./treatment/courseOf.ts";
import { trainCured } from "./treatment/trainCured.ts";
import type { Accepted, Figure, ModelFigures, Rejected, Treatment, TreatmentProgress } from "./treatment/treatment.ts";
import { readOutcome } from "./trial/outcome.ts";
import { TrialStore } from "./trial/trialStore.ts";
import { type ArmResult, runTrial, type TrialProgress } from "./trial.ts";

/** The seeds of a screening are as far from those of a proof as nobody asks for. */
const screeningOffset = 1000;
const defaultBudgetMs = 600_000;

export interface TreatOptions {
  /** How long it may take, default 10 minutes; a proof that does not fit is not begun. */
  readonly budgetMs?: number | undefined;
  /** Pairs of a proof, 2..20; default 6, the fewest that can prove anything. */
  readonly seeds?: number | undefined;
  /** Trainings at a time, each in a process of one thread; default one for each core. 1 trains in this process. */
  readonly workers?: number | undefined;
  /** Threads of trainings in this process. */
  readonly threads?: number | undefined;
  /** The cured model's folder; default RUN/treatment/cured. */
  readonly out?: string | undefined;
  /** Ids of the remedies to try; default: those that the findings' disorders name. */
  readonly remedies?: readonly string[] | undefined;
  readonly cacheDirectory?: string | undefined;
  /** Stops with everything saved, and throws its reason; the same call goes on from there. */
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: TreatmentProgress) => void) | undefined;
  /** Says what is wrong with the run; default `diagnose`. */
  readonly diagnose?: ((run: string) => Promise<Diagnosis>) | undefined;
  /** What treats a disorder; default: the catalogue of disorders. */
  readonly disorderOf?: DisorderOf | undefined;
  /** Milliseconds from any fixed moment. */
  readonly clock?: () => number;
}

/**
 * Cures a run: says what is wrong, tries what may help against the run as it is and a placebo, proves the best, and trains the
 * cured model, whose test photos are looked at once. Where nothing is proven, or the cured model is no better on validation
 * photos, the run stays what it is and the result says so.
 *
 * Everything is kept in RUN/treatment: trials/ (each a run's folder), cured/, treatment.json. Called again, no training that is
 * finished is done again.
 *
 * @throws WrasseError "run-not-found", "no-validation", "remedy-unknown", "option-invalid", "run-exists", those of `train`
 */
export async function treat(run: string, options: TreatOptions = {}): Promise<Treatment> {
  const seeds = options.seeds ?? fewestPairs;
  if (!Number.isInteger(seeds) || seeds < 2 || seeds > 20) {
    throw new WrasseError("option-invalid", {
      at: "seeds",
      expected: "a whole number of 2 to 20",
      got: seeds,
      hint: `leave it out for ${fewestPairs}, the fewest that can prove anything`,
    });
  }
  return new TreatmentOf(resolve(run), seeds, options).do();
}

/** What happened so far. */
interface Tried {
  readonly accepted: readonly Accepted[];
  readonly rejected: readonly Rejected[];
}

/** One call's work on a run. */
class TreatmentOf {
  private readonly clock: () => number;
  private readonly begun: number;
  private readonly budget: number;
  private readonly runner: Runner;
  private readonly store: TrialStore;
  private readonly notes: string[] = [];
  private trainings = 0;
  private trainingSince: number | undefined;
  private secondsPerTraining = 0;

  constructor(
    private readonly run: string,
    private readonly seeds: number,
    private readonly options: TreatOptions,
  ) {
    this.clock = options.clock ?? (() => performance.now());
    this.begun = this.clock();
    this.budget = (options.budgetMs ?? defaultBudgetMs) / 1000;
    const workers = options.workers ?? availableParallelism();
    this.runner = workers > 1 ? workerProcesses(workers) : inProcess();
    const { threads, cacheDirectory, signal } = options;
    this.store = new TrialStore(join(this.folder, "trials"), { threads, cacheDirectory, signal });
  }

  async do(): Promise<Treatment> {
    const folder = runFolder(this.run);
    const config = makeConfig(await readRunConfig(folder));
    const before = await readResult(folder.result);
    if (before === undefined)
      this.notes.push("The run is not finished: there is no accuracy of its own to compare with.");
    this.tell("diagnosing", 0, 1, 0);
    const { diagnose = (path: string) => diagnoseRun(path, this.session), disorderOf = findDisorder } = this.options;
    const diagnosis = await diagnose(this.run);
    const { remedies: asked = [] } = this.options;
    const isHealthy = diagnosis.verdict === "healthy" && asked.length === 0;
    if (isHealthy) this.notes.push("The run is healthy: there is nothing to treat.");
    const { candidates, leftOut } = isHealthy
      ? { candidates: [], leftOut: [] }
      : await candidatesOf(config, diagnosis.findings, disorderOf, this.circumstances, asked);
    if (!isHealthy && candidates.length === 0) this.notes.push("No remedy is known for what was found.");
    const tried = candidates.length === 0 ? { accepted: [], rejected: [] } : await this.try(config, candidates, before);
    const best = tried.accepted[0];
    const cured = best && (await this.cure(candidates.find(({ remedy }) => remedy.id === best.remedy)!, before));
    if (cured === undefined) this.notes.push(...byHand(diagnosis.findings, disorderOf));
    const treatment: Treatment = {
      type: "result",
      cured: cured !== undefined,
      run: cured?.run ?? this.run,
      of: this.run,
      findings: diagnosis.findings,
      accepted: tried.accepted,
      rejected: [...tried.rejected, ...leftOut],
      before: figuresOf(before),
      after: figuresOf(cured ?? before),
      notes: this.notes,
      trainings: this.trainings,
      budgetUsed: this.trainingSince === undefined ? 0 : (this.clock() - this.trainingSince) / 1000,
      seconds: this.elapsed,
    };
    await makeFolder(this.folder);
    await writeAtomically(join(this.folder, "treatment.json"), `${JSON.stringify(treatment, null, 2)}\n`);
    return treatment;
  }

  private get folder(): string {
    return join(this.run, "treatment");
  }

  private get elapsed(): number {
    return (this.clock() - this.begun) / 1000;
  }

  private get session() {
    const { cacheDirectory, signal, threads } = this.options;
    return { cacheDirectory, signal, ...(threads === undefined ? {} : { threads }) };
  }

  private get circumstances() {
    return {
      suggestRate: async (config: Config): Promise<number | undefined> => {
        const { suggestion } = await findLearningRate(config, this.session);
        return suggestion.verdict === "suggested" ? suggestion.learningRate : undefined;
      },
    };
  }

  /** Screens candidates and proves the best, as far as the time allows. */
  private async try(config: Config, all: readonly Candidate[], before: TrainResult | undefined): Promise<Tried> {
    this.trainingSince = this.clock();
    const own = { config, store: this.store, runner: this.runner, signal: this.options.signal };
    const proofSeeds = Array.from({ length: this.seeds }, (_, i) => config.seed + 1 + i);
    const price = Math.max(1, all.reduce((sum, { remedy }) => sum + remedy.price, 0) / all.length);
    const optionsAt = (secondsPerTraining: number): CourseOptions => ({
      candidates: all.length,
      seeds: this.seeds,
      secondsPerTraining: secondsPerTraining * price,
      width: this.runner.width,
      secondsLeft: this.budget - this.elapsed,
    });
    // The run itself tells beforehand where there is no hope; it may have trained on a busier machine.
    const guess = before === undefined ? undefined : optionsAt(before.seconds / 2);
    if (guess !== undefined && courseOf(guess) === undefined) return this.noTime(all, guess);
    const isTimed = await this.time(config, proofSeeds[0]!);
    const courseOptions = optionsAt(this.secondsPerTraining);
    const course = isTimed ? courseOf(courseOptions) : undefined;
    if (course === undefined) return this.noTime(all, courseOptions);
    // The cured model's training is kept.
    const until = this.until(this.budget - this.secondsPerTraining);
    try {
      const { chosen, rejected } = await this.screen(config, all, course, until.signal);
      const placebo = placeboFor(config, chosen);
      if (placebo === undefined) this.notes.push("No placebo changes this config, so nothing can be called proven.");
      const { proofs, trainings, isWhole, adjustment } = await prove({
        ...own,
        remedies: chosen.map(({ remedy, for: reason, config: changed }) => ({
          remedy: remedy.id,
          for: reason,
          config: changed,
        })),
        placebo: placebo && { remedy: placebo.id, config: await placebo.apply(config) },
        seeds: proofSeeds,
        until: until.signal,
        onProgress: (progress) => this.tellTrial("proving", progress, this.secondsPerTraining),
      });
      this.trainings += trainings;
      if (!isWhole) this.notes.push("The time was over before each remedy had all its pairs.");
      if (chosen.length > 1) {
        const how =
          adjustment === "holm"
            ? "adjusted by Holm's method"
            : "those of a fixed sequence, in an order that owes nothing to the proof's seeds";
        this.notes.push(
          `${chosen.length} remedies were put to the proof at once: their p values are ${how} (adjustedP).`,
        );
      }
      return this.judged(config, chosen, proofs, rejected);
    } finally {
      until.cancel();
    }
  }

  /** Learns how long a training takes, by one that the proof needs anyway. @returns false where the whole budget did not do */
  private async time(config: Config, seed: number): Promise<boolean> {
    const { signal } = this.options;
    const until = this.until(this.budget);
    const trial = await runTrial({
      config,
      arms: [],
      seeds: [seed],
      store: this.store,
      runner: this.runner,
      signal,
      until: until.signal,
      onProgress: (progress) => this.tellTrial("timing", progress, undefined),
    }).finally(until.cancel);
    this.trainings += trial.trainings;
    const [control] = trial.control;
    const outcome = control && (await readOutcome(runFolder(control.run)));
    const { seconds = this.budget, epochs = 0 } = outcome ?? {};
    // A training that ends early tells what one would take that does not.
    this.secondsPerTraining = epochs === 0 ? seconds : Math.max(seconds, (seconds / epochs) * config.epochs);
    return outcome !== undefined;
  }

  /** Tries each candidate on few seeds; those that are no better than the control go, and the best stay. */
  private async screen(
    config: Config,
    all: readonly Candidate[],
    { screened, screeningLength, proven }: Course,
    until: AbortSignal,
  ): Promise<{ chosen: readonly Candidate[]; rejected: readonly Rejected[] }> {
    const late = (candidate: Candidate): Rejected => ({
      remedy: candidate.remedy.id,
      for: candidate.for,
      reason: "left out: the time would not have reached for it",
    });
    if (screened === 0) return { chosen: all.slice(0, proven), rejected: all.slice(proven).map(late) };
    const some = all.slice(0, screened);
    const shortened = (one: Config): Config => ({
      ...one,
      epochs: Math.max(1, Math.round(one.epochs * screeningLength)),
    });
    const control = shortened(config);
    if (screeningLength < 1) {
      this.notes.push(`Remedies were screened on ${control.epochs} epochs of ${config.epochs}, for lack of time.`);
    }
    const trial = await runTrial({
      config: control,
      arms: some.map(({ remedy, config: changed }) => ({ id: remedy.id, config: shortened(changed) })),
      seeds: Array.from({ length: screeningSeeds }, (_, i) => config.seed + screeningOffset + i),
      store: this.store,
      runner: this.runner,
      signal: this.options.signal,
      until,
      onProgress: (progress) => this.tellTrial("screening", progress, this.secondsPerTraining * screeningLength),
    });
    this.trainings += trial.trainings;
    const effects = new Map(trial.arms.map((arm) => [arm.id, arm]));
    const effectOf = ({ remedy }: Candidate): number => effects.get(remedy.id)?.effect?.mean ?? -Infinity;
    const ranked = some.toSorted((a, b) => effectOf(b) - effectOf(a));
    const better = ranked.filter((candidate) => effectOf(candidate) > 0);
    const chosen = better.slice(0, proven);
    const rejected = ranked
      .filter((candidate) => !chosen.includes(candidate))
      .map((candidate): Rejected => {
        const isBetter = effectOf(candidate) > 0;
        const reason = isBetter
          ? `${proven === 1 ? "another was" : `${proven} others were`} better on the screening's seeds`
          : "no better than the run as it is, on the screening's seeds";
        return {
          remedy: candidate.remedy.id,
          for: candidate.for,
          reason,
          ...screenedOf(effects.get(candidate.remedy.id), control.epochs),
        };
      });
    return { chosen, rejected: [...rejected, ...all.slice(screened).map(late)] };
  }

  private judged(
    config: Config,
    chosen: readonly Candidate[],
    proofs: readonly Proof[],
    screenedOut: readonly Rejected[],
  ): Tried {
    const accepted = proofs
      .filter(({ verdict }) => verdict === "proven")
      .toSorted((a, b) => b.effect - a.effect)
      .map(({ verdict: _, ...proof }): Accepted => {
        const { config: changed } = chosen.find(({ remedy }) => remedy.id === proof.remedy)!;
        return { ...proof, diff: changesBetween(config, changed) };
      });
    const notProven = chosen
      .filter(({ remedy }) => !accepted.some((one) => one.remedy === remedy.id))
      .map(({ remedy, for: reason }): Rejected => {
        const found = proofs.find((proof) => proof.remedy === remedy.id);
        const base = { remedy: remedy.id, for: reason };
        if (found === undefined) return { ...base, reason: "no pair of trainings was finished in time" };
        const { pairs: _, ...proof } = found;
        return { ...base, reason: whyNot(found), proof };
      });
    return { accepted, rejected: [...notProven, ...screenedOut] };
  }

  private noTime(all: readonly Candidate[], options: CourseOptions): Tried {
    const needed = this.elapsed + secondsOf({ screened: 0, screeningLength: 1, proven: 1 }, options);
    const [one, budget] = [options.secondsPerTraining, Math.round(this.budget)];
    const why = `a proof of one remedy takes ${this.seeds * 3 + 1} trainings of ${one.toFixed(1)} s, which ${budget} s do not hold`;
    const reason = "not tried: no time for a proof";
    this.notes.push(`Nothing was tried: ${why}. A budget of ${Math.ceil(needed / 60)} minutes would do.`);
    return { accepted: [], rejected: all.map((one) => ({ remedy: one.remedy.id, for: one.for, reason })) };
  }

  /** Trains the cured model. @returns undefined where it is no better than the run */
  private async cure({ remedy, config }: Candidate, before: TrainResult | undefined): Promise<TrainResult | undefined> {
    this.tell("curing", 0, 1, 0, this.secondsPerTraining);
    let cured: TrainResult;
    try {
      const { result, isNew } = await trainCured(config, {
        ...this.session,
        out: this.options.out,
        folder: this.folder,
        onProgress: (share) => this.tell("curing", 0, 1, share, (1 - share) * this.secondsPerTraining),
      });
      if (isNew) this.trainings += 1;
      cured = result;
    } catch (error) {
      if (!(error instanceof WrasseError) || error.code !== "loss-not-finite") throw error;
      this.trainings += 1;
      this.notes.push(`With the run's own seed the loss of the training with ${remedy.id} was not finite.`);
      return undefined;
    }
    const [own, other] = [cured.validation?.accuracy ?? 0, before?.validation?.accuracy ?? -1];
    if (own > other) return cured;
    this.notes.push(
      `${remedy.id} is proven over ${this.seeds} seeds, but with the run's own seed it reaches ${own.toFixed(3)} on validation photos, where the run has ${other.toFixed(3)}: the run stays. The other model is in ${cured.run}.`,
    );
    return undefined;
  }

  /** A signal for when the time is over. */
  private until(seconds: number): { readonly signal: AbortSignal; readonly cancel: () => void } {
    const controller = new AbortController();
    const timer = setTimeout(() => controller.abort(), Math.max(0, 1000 * (seconds - this.elapsed)));
    return { signal: controller.signal, cancel: () => clearTimeout(timer) };
  }

  private tellTrial(
    stage: TreatmentProgress["stage"],
    { done, total, share }: TrialProgress,
    secondsPerTraining: number | undefined,
  ): void {
    const left =
      secondsPerTraining === undefined
        ? undefined
        : (secondsPerTraining * total * (1 - share)) / this.runner.width + this.secondsPerTraining;
    this.tell(stage, done, total, share, left);
  }

  private tell(
    stage: TreatmentProgress["stage"],
    done: number,
    total: number,
    share: number,
    secondsLeft?: number,
  ): void {
    this.options.onProgress?.({ stage, done, total, share, secondsLeft });
  }
}

function screenedOf(arm: ArmResult | undefined, epochs: number): Pick<Rejected, "screened"> {
  if (arm?.effect == null) return {};
  const { mean: effect, interval, n: seeds } = arm.effect;
  return { screened: { effect, interval, seeds, epochs } };
}

function whyNot({ effect, interval, adjustedP, seeds, placebo, verdict }: Proof): string {
  if (verdict === "not-shown") return "no better than the run as it is, beyond chance";
  if (seeds < fewestPairs)
    return `likely, but ${seeds} pairs of trainings prove nothing: ${fewestPairs} are the fewest`;
  if (adjustedP >= 0.05) return `likely, but p is ${adjustedP.toFixed(3)} with all remedies in mind`;
  if (interval === null || interval[0] <= 0) return "likely, but its interval reaches 0";
  if (placebo === null) return "likely, but there was no placebo to compare with";
  return `likely, but the placebo ${placebo.remedy} does ${placebo.effect.toFixed(3)} of its ${effect.toFixed(3)}`;
}

function figuresOf(result: TrainResult | undefined): ModelFigures {
  return { validation: figureOf(result?.validation), test: figureOf(result?.test) };
}

function figureOf(evaluation: Evaluation | null | undefined): Figure | null {
  if (evaluation == null) return null;
  const { accuracy, accuracyInterval, n } = evaluation;
  return { accuracy, interval: accuracyInterval as readonly [number, number], n };
}
