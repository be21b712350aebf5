import { expect, test } from "vitest";
import { type RemedyCase, remedyContract, triedConfigs } from "../../../test/support/remedyContract.ts";
import { type Config, parseConfig } from "../../config/config.ts";
import { describeChanges } from "../../config/difference.ts";
import { changesBetween } from "../changes/changesBetween.ts";
import { findRemedy, remedies } from "./index.ts";

const model = /^model\./;
const rates = /^(optimizer\.learningRate|schedule\.(minimum|maximum))$/;

const cases: Readonly<Record<string, RemedyCase>> = {
  "balanced-batches": { isIdempotent: true, changes: /^sampler/ },
  "batch-norm-before-activation": { isIdempotent: true, changes: model },
  "default-momentum": { isIdempotent: true, changes: /^optimizer\.momentum$/ },
  elu: { isIdempotent: true, changes: model },
  "he-init": { isIdempotent: true, changes: /nitializer/ },
  "input-scaling": { isIdempotent: true, changes: /^data\.normalisation$/ },
  "leaky-relu": { isIdempotent: true, changes: model },
  "learning-rate-from-range-test": { isIdempotent: true, changes: rates },
  "longer-training": { isIdempotent: false, changes: /^epochs$/ },
  "lower-learning-rate": { isIdempotent: false, changes: rates },
  "lower-rate-when-stuck": { isIdempotent: true, changes: /^schedule$/ },
  prelu: { isIdempotent: true, changes: model },
  "raise-learning-rate": { isIdempotent: false, changes: rates },
  "relu-for-sigmoid": { isIdempotent: true, changes: model },
};

for (const remedy of remedies) remedyContract(remedy, cases[remedy.id]!);

async function diff(id: string, config: Config): Promise<string> {
  return describeChanges(changesBetween(config, await findRemedy(id)!.apply(config)));
}

const dead = triedConfigs["plain and born dead"]!;

test("he-init names the biases that were not 0, and the logits' weights", async () => {
  expect(await diff("he-init", dead)).toMatchInlineSnapshot(`
    "model.0.conv2d.biasInitializer: constant {"value":-1.5} -> zeros
    model.3.residual.main.0.conv2d.biasInitializer: constant {"value":-1.5} -> zeros
    model.6.dense.initializer: glorot-uniform {"gain":1} -> he-normal {"gain":1,"slope":0,"fan":"in"}"
  `);
});

test("batch norm goes before each activation, also past a pool and inside of a residual, and not before a sum or the logits", async () => {
  expect(await diff("batch-norm-before-activation", dead)).toMatchInlineSnapshot(`
    "model.1: (not set) -> {"batch-norm":{"momentum":0.9,"epsilon":0.00001}}
    model.4.residual.main.1: (not set) -> {"batch-norm":{"momentum":0.9,"epsilon":0.00001}}"
  `);
});

test("a net that has norms gets no second ones", () => {
  expect(findRemedy("batch-norm-before-activation")!.appliesTo(triedConfigs["default"]!)).toBe(false);
});

test("leaky ReLU takes the place of each ReLU, inside of a residual too", async () => {
  expect(await diff("leaky-relu", dead)).toMatchInlineSnapshot(`
    "model.2: "relu" -> {"leaky-relu":{"slope":0.01}}
    model.3.residual.main.1: "relu6" -> {"leaky-relu":{"slope":0.01}}
    model.4: "relu" -> {"leaky-relu":{"slope":0.01}}"
  `);
});

test("a lower rate takes the rates of a cyclic schedule along", async () => {
  expect(await diff("lower-learning-rate", triedConfigs["sigmoids"]!)).toMatchInlineSnapshot(`
    "optimizer.learningRate: 0.003 -> 0.0003
    schedule.minimum: 0.0003 -> 0.00003
    schedule.maximum: 0.003 -> 0.0003"
  `);
});

test("without a suggestion the rate stays", async () => {
  expect(await diff("learning-rate-from-range-test", dead)).toBe("");
});

test("a backbone's automatic head is left alone, and a head that is written out is changed", async () => {
  const backbone = (head: unknown): Config =>
    parseConfig({ data: { path: "photos" }, model: { onnx: "none.onnx", head } });
  expect(findRemedy("leaky-relu")!.appliesTo(backbone("auto"))).toBe(false);
  const written = backbone(["global-average-pool2d", { dense: 8 }, "relu", { dense: "classes" }]);
  expect(await diff("leaky-relu", written)).toMatchInlineSnapshot(
    `"model.head.2: "relu" -> {"leaky-relu":{"slope":0.01}}"`,
  );
});
