import { expect, test } from "vitest";
import { probed, subjectOf } from "../../../test/support/probed.ts";
import { tinyDataset } from "../../../test/support/tinyDataset.ts";
import { overfit } from "./overfit.ts";

const dataset = tinyDataset(120, 60);
const model = [{ conv2d: 8 }, "batch-norm", "relu", { dropout: 0.5 }, "flatten", { dense: "classes" }];
const adam = { name: "adam", learningRate: 0.01 };

test("a healthy net learns 32 photos by heart, dropout and augmentation set aside; they are balanced over the classes", async () => {
  const subject = subjectOf({ model, optimizer: adam, augmentation: [{ flip: "horizontal" }] }, { dataset });
  const found = await probed(overfit, subject);
  expect(found("overfit-accuracy")).toEqual([1]);
  expect(found("overfit-majority")).toEqual([11 / 32]);
});

test("a net that is dead learns none by heart: it never gets past one class", async () => {
  const dead = [{ conv2d: { filters: 4, biasInitializer: -100 } }, "relu", "flatten", { dense: "classes" }];
  const found = await probed(overfit, subjectOf({ model: dead, optimizer: adam }, { dataset }));
  expect(found("overfit-accuracy")[0]).toBeLessThanOrEqual(11 / 32);
});

test("a rate at which the loss is not finite ends it and is no error", async () => {
  const plain = [{ conv2d: 4 }, "leaky-relu", { conv2d: 4 }, "leaky-relu", "flatten", { dense: "classes" }];
  const config = { model: plain, optimizer: { name: "sgd", learningRate: 1e12 } };
  const [accuracy] = (await probed(overfit, subjectOf(config, { dataset })))("overfit-accuracy");
  expect(accuracy).toBeLessThan(1);
});
