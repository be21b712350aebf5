import { readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { tinyConfig, tinyFolder } from "../../test/cli/tinyData.ts";
import { type Config, parseConfig } from "../config/config.ts";
import { type DryRun, dryRun } from "./dryRun.ts";
import { fit } from "./fit.ts";
import { openTraining } from "./openTraining.ts";
import { Trainer } from "./trainer.ts";

interface Planned {
  readonly folder: string;
  readonly config: Config;
  readonly cacheDirectory: string;
  readonly plan: DryRun;
}

async function planned(more: object = {}, metadata: object = {}): Promise<Planned> {
  const folder = await tinyFolder();
  const cacheDirectory = join(folder, ".cache");
  const config = parseConfig({ ...tinyConfig, data: { path: join(folder, "photos"), size: 16, metadata }, ...more });
  return { folder, config, cacheDirectory, plan: await dryRun(config, { cacheDirectory }) };
}

test("it counts photos by class and part, and writes nothing beside them", async () => {
  const { folder, plan } = await planned();
  expect(plan.classes).toHaveLength(2);
  for (const { train, validation, test: held } of plan.classes) expect([train, validation, held]).toEqual([14, 3, 3]);
  expect([plan.batch, plan.epochs, plan.stepsPerEpoch, plan.steps]).toEqual([8, 4, 4, 16]);
  expect(readdirSync(folder).sort()).toEqual([".cache", "photos", "tiny.yaml"]);
});

test("layers have the shapes and weights that the config's list says, a max-pool after its activation too", async () => {
  const model = [
    { conv2d: 4 },
    "batch-norm",
    "relu",
    { "max-pool2d": 2 },
    { dropout: 0.5 },
    "flatten",
    { dense: "classes" },
  ];
  const { plan } = await planned({ model });
  expect(plan.layers).toEqual([
    { name: "0.conv2d", shape: [4, 16, 16], parameters: 4 * 3 * 9 + 4 },
    { name: "1.batch-norm", shape: [4, 16, 16], parameters: 8 },
    { name: "2.relu", shape: [4, 16, 16], parameters: 0 },
    { name: "3.max-pool2d", shape: [4, 8, 8], parameters: 0 },
    { name: "4.dropout", shape: [4, 8, 8], parameters: 0 },
    { name: "5.flatten", shape: [256], parameters: 0 },
    { name: "6.dense", shape: [2], parameters: 514 },
  ]);
});

test("the layers that metadata go through stand in front of the layer that takes them", async () => {
  const { plan } = await planned(
    { model: [{ conv2d: 4 }, "global-average-pool2d", { dense: "classes" }] },
    {
      columns: ["length"],
    },
  );
  expect(plan.layers.slice(2)).toEqual([
    { name: "metadata.0.dense", shape: [32], parameters: 2 * 32 + 32 }, // length, and whether it is missing
    { name: "metadata.1.relu", shape: [32], parameters: 0 },
    { name: "2.dense", shape: [2], parameters: (4 + 32) * 2 + 2 },
  ]);
});

test.each(["small-cnn", "resnet"])(
  "%s has as many weights as a trainer of it, those inside residuals too",
  async (model) => {
    const { config, cacheDirectory, plan } = await planned({ model });
    const { dataset, planOf } = await openTraining(config, { cacheDirectory });
    const trainer = await Trainer.create(planOf(config.seed), dataset, { threads: 1 });
    expect(plan.parameters).toBe(trainer.parameterCount);
    await trainer.release();
  },
);

test.each(["one-cycle", { name: "cosine", warmup: 1.5 }, { name: "cyclic", period: 1.5 }])(
  "the rates of %j are those that the training then has",
  async (schedule) => {
    const { config, cacheDirectory, plan } = await planned({ schedule });
    const { dataset, planOf } = await openTraining(config, { cacheDirectory });
    const trainer = await Trainer.create(planOf(config.seed), dataset, { threads: 1 });
    const { progress } = await fit(trainer, { earlyStopping: { ...config.earlyStopping, patience: 0 } });
    await trainer.release();
    expect(plan.schedule.perEpoch.map(({ learningRate }) => learningRate)).toEqual(
      progress.history.map(({ learningRate }) => learningRate),
    );
    expect(plan.schedule.perStep).toHaveLength(plan.steps);
    expect(plan.schedule.perStep!.filter(({ step }) => step % plan.stepsPerEpoch === 0)).toEqual(
      plan.schedule.perEpoch.map(({ epoch: _, ...rate }) => rate),
    );
    expect(plan.schedule.dependsOnValidation).toBe(false);
  },
);

test("momentum is told where it is cycled, and only there", async () => {
  const [cycled, own] = [await planned({ schedule: "one-cycle" }), await planned({ schedule: "cosine" })];
  const momenta = cycled.plan.schedule.perStep!.map(({ momentum }) => momentum!);
  expect(Math.min(...momenta)).toBeGreaterThanOrEqual(0.85);
  expect(Math.max(...momenta)).toBeLessThanOrEqual(0.95);
  expect(own.plan.schedule.perStep!.every(({ momentum }) => momentum === null)).toBe(true);
});

test("reduce-on-plateau says that it goes by validation", async () => {
  expect((await planned({ schedule: "reduce-on-plateau" })).plan.schedule.dependsOnValidation).toBe(true);
});

test("more than 100,000 steps are told by epoch alone", async () => {
  const { plan } = await planned({ epochs: 30_000 });
  expect(plan.schedule.perStep).toBeNull();
  expect(plan.schedule.perEpoch).toHaveLength(30_000);
});

test("a model that does not fit is refused as a training would refuse it", async () => {
  await expect(planned({ model: ["flatten", { dense: 5 }] })).rejects.toMatchObject({ code: "model-output-wrong" });
});
