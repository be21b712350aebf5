import { expect, test } from "vitest";
import { type RemedyCase, remedyContract, triedConfigs } from "../../../test/support/remedyContract.ts";
import { describeChanges } from "../../config/difference.ts";
import { changesBetween } from "../changes/changesBetween.ts";
import { deeper } from "./deeper.ts";
import { faults } from "./index.ts";
import { negativeBias } from "./negativeBias.ts";

const rates = /^(optimizer\.learningRate|schedule\.(minimum|maximum))$/;
const initializer = /\.initializer/;

const cases: Readonly<Record<string, RemedyCase>> = {
  "constant-init": { isIdempotent: true, changes: initializer },
  deeper: { isIdempotent: false, changes: /^model\./ },
  "few-epochs": { isIdempotent: true, changes: /^epochs$/ },
  "high-momentum": { isIdempotent: true, changes: /^optimizer\.momentum$/ },
  "higher-learning-rate": { isIdempotent: false, changes: rates },
  "lower-learning-rate-fault": { isIdempotent: false, changes: rates },
  "narrow-init": { isIdempotent: true, changes: initializer },
  "negative-bias": { isIdempotent: true, changes: /\.biasInitializer/ },
  "sigmoid-for-relu": { isIdempotent: true, changes: /^model\./ },
  "unscaled-input": { isIdempotent: true, changes: /^data\.normalisation$/ },
  "wide-init": { isIdempotent: true, changes: initializer },
  "zero-init": { isIdempotent: true, changes: initializer },
};

for (const fault of faults) remedyContract(fault, cases[fault.id]!);

const plain = triedConfigs["plain and born dead"]!;

test("a negative bias leaves the logits' bias at 0", async () => {
  expect(describeChanges(changesBetween(plain, await negativeBias(-2).apply(plain)))).toMatchInlineSnapshot(`
    "model.0.conv2d.biasInitializer.value: -1.5 -> -2
    model.3.residual.main.0.conv2d.biasInitializer.value: -1.5 -> -2
    model.3.residual.main.2.conv2d.biasInitializer: zeros -> constant {"value":-2}"
  `);
});

test("a deeper net has the last convolution's twins after its activation", async () => {
  const shallow = { ...plain, model: ["flatten", { dense: "classes" }] };
  expect(deeper().appliesTo(shallow)).toBe(false);
  expect(describeChanges(changesBetween(plain, await deeper(1).apply(plain)))).toMatchInlineSnapshot(`
    "model.3: (not set) -> {"conv2d":{"filters":8,"groups":1,"kernel":3,"stride":1,"dilation":1,"padding":"same","bias":true,"initializer":{"gain":1,"slope":0,"fan":"in","name":"he-normal"},"biasInitializer":{"value":-1.5,"name":"constant"}}}
    model.4: (not set) -> "relu""
  `);
});
