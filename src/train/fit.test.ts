import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { tinyDataset, tinyModel } from "../../test/support/tinyDataset.ts";
import { WrasseError } from "../base/errors.ts";
import { type Config, parseConfig } from "../config/config.ts";
import type { Dataset } from "../data/dataset.ts";
import { numbersOf } from "../graph/tensor.ts";
import { loadCheckpoint, saveCheckpoint } from "./checkpoint.ts";
import { type Fit, fit } from "./fit.ts";
import { planTraining } from "./plan.ts";
import type { Progress } from "./progress.ts";
import { Trainer } from "./trainer.ts";

const config = (more: object = {}): Config =>
  parseConfig({ data: { path: "none" }, model: tinyModel, epochs: 3, batch: 16, optimizer: "adam", ...more });

async function training<T>(settings: Config, dataset: Dataset, work: (trainer: Trainer) => Promise<T>): Promise<T> {
  const trainer = await Trainer.create(planTraining(settings, dataset), dataset, { threads: 1 });
  try {
    return await work(trainer);
  } finally {
    await trainer.release();
  }
}

const numbers = (trainer: Trainer): Record<string, number[]> =>
  Object.fromEntries(trainer.state.names.map((name) => [name, numbersOf(trainer.state.read(name))]));

/** Stops a training after a number of steps. */
async function fitUntil(trainer: Trainer, settings: Config, steps: number, from?: Progress): Promise<Fit> {
  const stop = new AbortController();
  return fit(trainer, {
    earlyStopping: settings.earlyStopping,
    ...(from === undefined ? {} : { from }),
    signal: stop.signal,
    observer: { afterStep: ({ step }) => (step >= steps ? stop.abort() : undefined) },
  });
}

test("a net learns what it is shown, and tells each epoch's figures", async () => {
  const settings = config({ epochs: 15, optimizer: { name: "adam", learningRate: 0.02 }, augmentation: [] });
  await training(settings, tinyDataset(), async (trainer) => {
    const { progress, reason } = await fit(trainer, { earlyStopping: settings.earlyStopping });
    expect(reason).toBe("finished");
    expect(progress.history.map(({ epoch }) => epoch)).toEqual(Array.from({ length: 15 }, (_, i) => i + 1));
    expect(progress.history.at(-1)!.loss).toBeLessThan(progress.history[0]!.loss);
    expect(progress.history[progress.bestEpoch - 1]!.validationAccuracy).toBeGreaterThan(0.8);
  });
});

/** Recipes whose every step depends on more than its batch: on the step's place, or on epochs before it. */
const recipes: readonly [string, object][] = [
  ["the default recipe", {}],
  ["one-cycle, which moves the momentum", { schedule: "one-cycle" }],
  [
    "mixing, noise, and changes for one class",
    { augmentation: [{ rotate: { degrees: 20, classes: ["red"] } }, "noise", "rand-augment", "mixup", "cutmix"] },
  ],
  ["a balanced sampler", { sampler: "balanced" }],
  ["a sampler with quotas", { sampler: { name: "quota", perBatch: { red: 9 } } }],
  ["a moving average of weights and noisy gradients", { averaging: "ema", gradientNoise: {} }],
  ["the mean of the last epochs' weights", { averaging: { name: "swa", start: 0.3 } }],
  ["reduce-on-plateau, which looks back", { schedule: { name: "reduce-on-plateau", patience: 0, threshold: 0.9 } }],
];

test.each(recipes)("stopped in the middle of an epoch and gone on, %s gives the same bits", async (_, recipe) => {
  const folder = await mkdtemp(join(tmpdir(), "wrasse-"));
  const path = join(folder, "last.safetensors");
  const settings = config(recipe);
  const dataset = tinyDataset();
  try {
    const whole = await training(settings, dataset, async (trainer) => {
      const ended = await fit(trainer, { earlyStopping: settings.earlyStopping });
      return { ended, state: numbers(trainer) };
    });
    await training(settings, dataset, async (trainer) => {
      const stopped = await fitUntil(trainer, settings, 4);
      expect(stopped.reason).toBe("interrupted");
      expect(stopped.progress.stepInEpoch).toBeGreaterThan(0);
      await saveCheckpoint(path, trainer.state, { progress: stopped.progress, digest: "d" });
    });
    await training(settings, dataset, async (trainer) => {
      const checkpoint = await loadCheckpoint(path, trainer.state);
      const ended = await fit(trainer, { earlyStopping: settings.earlyStopping, from: checkpoint!.progress });
      expect(ended).toEqual(whole.ended);
      expect(numbers(trainer)).toEqual(whole.state);
    });
  } finally {
    await rm(folder, { recursive: true });
  }
});

test("an epoch shows each training photo once, the last step holding what is left", async () => {
  const settings = config({ epochs: 1, batch: 16 });
  const dataset = tinyDataset(63); // 42 or 43 training photos: two steps of 16 and a rest
  await training(settings, dataset, async (trainer) => {
    const seen: number[] = [];
    await fit(trainer, {
      earlyStopping: settings.earlyStopping,
      observer: { afterStep: ({ sums }) => void seen.push(sums.photos) },
    });
    expect(seen.at(-1)).toBe(dataset.parts.train.length);
    expect(seen.slice(0, 2)).toEqual([16, 32]);
  });
});

test("a head of one unit for three classes trains, and never answers the third", async () => {
  const settings = config({ epochs: 4, loss: "one-unit-sigmoid", optimizer: { name: "adam", learningRate: 0.03 } });
  const dataset = tinyDataset();
  await training(settings, dataset, async (trainer) => {
    const { progress } = await fit(trainer, { earlyStopping: settings.earlyStopping });
    expect(progress.history[3]!.loss).toBeLessThan(progress.history[0]!.loss);
    const { logits, probabilities } = await trainer.evaluate(dataset.parts.validation);
    expect(logits.length).toBe(3 * dataset.parts.validation.length);
    for (let row = 0; row < probabilities.length; row += 3) expect(probabilities[row + 2]).toBeLessThan(1e-12);
  });
});

test("an average of weights changes no number of the training itself", async () => {
  const trained = async (more: object): Promise<Record<string, number[]>> => {
    const settings = config({ epochs: 2, ...more });
    return training(settings, tinyDataset(), async (trainer) => {
      await fit(trainer, { earlyStopping: settings.earlyStopping });
      return numbers(trainer);
    });
  };
  const plain = await trained({});
  expect(await trained({ averaging: "ema" })).toMatchObject(plain);
  expect(await trained({ averaging: "swa" })).toMatchObject(plain);
});

test("stochastic weight averaging evaluates the mean of the last epochs' ends, with statistics of its own", async () => {
  const settings = config({ epochs: 5, averaging: { name: "swa", start: 0.4 } });
  const dataset = tinyDataset();
  await training(settings, dataset, async (trainer) => {
    const ends: Record<string, number[]>[] = [];
    await fit(trainer, {
      earlyStopping: settings.earlyStopping,
      observer: { afterEpoch: () => void ends.push(numbers(trainer)) },
    });
    const model = await trainer.modelState();
    expect(model.names).toContain("1.batch-norm.mean");
    for (const name of model.names) {
      const isMeasured = /batch-norm\.(mean|variance)$/.test(name);
      if (isMeasured) expect(numbersOf(model.read(name))).not.toEqual(ends.at(-1)![name]);
      else
        numbersOf(model.read(name)).forEach((value, i) => {
          const counted = ends.slice(2).map((end) => end[name]![i]!);
          expect(value, name).toBeCloseTo(counted.reduce((sum, each) => sum + each) / 3, 5);
        });
    }
    const { probabilities } = await trainer.evaluate(dataset.parts.validation);
    const plain = config({ epochs: 5 });
    await training(plain, dataset, async (other) => {
      for (const name of model.names) other.state.write(name, model.read(name));
      expect((await other.evaluate(dataset.parts.validation)).probabilities).toEqual(probabilities);
    });
  });
});

test("gradient noise moves weights by its deviation times the rate", async () => {
  const settings = config({
    model: ["flatten", { dense: "classes" }],
    optimizer: { name: "sgd", learningRate: 1e-3, momentum: 0, weightDecay: 0 },
    schedule: "constant",
  });
  const after = async (more: object): Promise<number[]> =>
    training({ ...settings, ...more }, tinyDataset(), async (trainer) => {
      await fitUntil(trainer, settings, 1);
      return numbers(trainer)["1.dense.weight"]!;
    });
  const plain = await after({});
  const noisy = await after({ gradientNoise: { scale: 4, decay: 0.55 } });
  const square = plain.reduce((sum, value, i) => sum + (noisy[i]! - value) ** 2, 0) / plain.length;
  // 576 weights: the estimate is within 15 % of 2 * 1e-3 but once in a million seeds.
  expect(Math.sqrt(square) / 2e-3).toBeGreaterThan(0.85);
  expect(Math.sqrt(square) / 2e-3).toBeLessThan(1.15);
});

test("reduce-on-plateau lowers the rate after epochs that were not better", async () => {
  const settings = config({
    epochs: 4,
    optimizer: { name: "sgd", learningRate: 1e-5 },
    schedule: { name: "reduce-on-plateau", patience: 0, factor: 0.5, threshold: 0.9 },
  });
  await training(settings, tinyDataset(), async (trainer) => {
    const { progress } = await fit(trainer, { earlyStopping: settings.earlyStopping });
    expect(progress.history.map(({ learningRate }) => learningRate)).toEqual([1e-5, 1e-5, 5e-6, 2.5e-6]);
  });
});

test("training stops when validation has not got better for `patience` epochs", async () => {
  // A learning rate of 0 never gets better.
  const settings = config({
    epochs: 10,
    model: ["flatten", { dense: "classes" }],
    optimizer: { name: "sgd", learningRate: 0 },
    earlyStopping: { patience: 2 },
  });
  await training(settings, tinyDataset(), async (trainer) => {
    const { progress, reason } = await fit(trainer, { earlyStopping: settings.earlyStopping });
    expect(reason).toBe("early-stopping");
    expect(progress).toMatchObject({ epoch: 3, bestEpoch: 1 });
  });
});

test("a loss that is not finite ends with where it happened and what to do", async () => {
  const settings = config({ optimizer: { name: "sgd", learningRate: 1e30 }, schedule: "constant" });
  await training(settings, tinyDataset(), async (trainer) => {
    const failure = await fit(trainer, { earlyStopping: settings.earlyStopping }).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(WrasseError);
    expect(failure).toMatchObject({ code: "loss-not-finite" });
    expect((failure as Error).message).toContain("optimizer.learningRate");
  });
});

test("a checkpoint of another model is refused, naming the tensor", async () => {
  const folder = await mkdtemp(join(tmpdir(), "wrasse-"));
  const path = join(folder, "last.safetensors");
  const dataset = tinyDataset();
  try {
    const progress = await training(config(), dataset, async (trainer) => {
      const stopped = await fitUntil(trainer, config(), 1);
      await saveCheckpoint(path, trainer.state, { progress: stopped.progress, digest: "" });
      return stopped.progress;
    });
    expect(progress.step).toBe(1);
    await training(config({ model: ["flatten", { dense: "classes" }] }), dataset, async (trainer) => {
      await expect(loadCheckpoint(path, trainer.state)).rejects.toMatchObject({ code: "checkpoint-broken" });
      await expect(loadCheckpoint(join(folder, "none"), trainer.state)).resolves.toBeUndefined();
    });
  } finally {
    await rm(folder, { recursive: true });
  }
});
