import { expect, test } from "vitest";
import { tinyDataset } from "../../../test/support/tinyDataset.ts";
import { type Config, parseConfig } from "../../config/config.ts";
import type { TensorData } from "../../graph/tensor.ts";
import { planTraining, type TrainingPlan } from "../../train/plan.ts";
import { buildEvaluationGraph } from "../../train/stepGraph.ts";
import { deeper } from "../faults/deeper.ts";
import { negativeBias } from "../faults/negativeBias.ts";
import { batchNormBeforeActivation } from "../remedies/batchNormBeforeActivation.ts";
import { heInit } from "../remedies/heInit.ts";
import { sharedFirstWeights } from "./sharedFirstWeights.ts";

const dataset = tinyDataset(30);
const control = parseConfig({
  data: { path: "none", size: 8 },
  model: [
    { conv2d: 4 },
    "relu",
    { residual: [{ conv2d: 4 }, "relu", { conv2d: 4 }] },
    "relu",
    { conv2d: { filters: 4, biasInitializer: { name: "normal", deviation: 0.3 } } },
    "relu",
    "global-average-pool2d",
    { dense: "classes" },
  ],
});

const planOf = (config: Config): TrainingPlan => planTraining(config, dataset);

function firstOf(plan: TrainingPlan, name: string): TensorData {
  const { network, loss, classCounts } = plan;
  return buildEvaluationGraph({ network, batch: 1, loss, classCounts }).graph.states.get(name)!.initial();
}

test("a net with batch norms begins at the control's weights, which have other places there", async () => {
  const [plan, arm] = [planOf(control), planOf(await batchNormBeforeActivation.apply(control))];
  const shared = sharedFirstWeights(plan, arm);
  expect([...shared.keys()]).toEqual(
    ["0.conv2d", "3.residual.main.0.conv2d", "3.residual.main.3.conv2d", "5.conv2d", "9.dense"].flatMap((place) => [
      `${place}.weight`,
      `${place}.bias`,
    ]),
  );
  expect(shared.get("3.residual.main.3.conv2d.weight")).toEqual(firstOf(plan, "2.residual.main.2.conv2d.weight"));
  expect(shared.get("5.conv2d.bias")).toEqual(firstOf(plan, "4.conv2d.bias"));
  expect(firstOf(arm, "5.conv2d.weight")).not.toEqual(firstOf(plan, "4.conv2d.weight"));
});

test("where every layer has its place, nothing is shared by name: the seed gives the same weights already", async () => {
  const arm = planOf(await negativeBias().apply(control));
  expect(sharedFirstWeights(planOf(control), arm).size).toBe(0);
  expect(firstOf(arm, "0.conv2d.weight")).toEqual(firstOf(planOf(control), "0.conv2d.weight"));
});

test("a tensor whose initialiser the arm changes keeps the arm's own, and so does a layer that the control lacks", async () => {
  const sick = await negativeBias().apply(control);
  const arm = planOf(await deeper(1).apply(await heInit.apply(sick)));
  const shared = sharedFirstWeights(planOf(sick), arm);
  expect(shared.has("0.conv2d.weight")).toBe(true);
  expect(shared.has("0.conv2d.bias")).toBe(false);
  expect(shared.has("6.conv2d.weight")).toBe(false);
  expect(shared.has("9.dense.weight")).toBe(false);
});
