import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { tinyConfig, writeTinyData } from "../../../test/cli/tinyData.ts";
import { probed } from "../../../test/support/probed.ts";
import { parseConfig } from "../../config/config.ts";
import { train } from "../../train/train.ts";
import { answers } from "./answers.ts";
import { deadUnits } from "./deadUnits.ts";
import { gradientFlow } from "./gradientFlow.ts";
import { activeProbes } from "./index.ts";
import { initialState } from "./initialState.ts";
import { openModelSubject } from "./openModelSubject.ts";
import { openSubject } from "./openSubject.ts";

const folder = mkdtempSync(join(tmpdir(), "wrasse-model-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const photos = join(folder, "photos");
const run = join(folder, "run");
const file = join(run, "best.onnx");
const common = { threads: 1, cacheDirectory: join(folder, "cache") };

const model = [
  { conv2d: { filters: 4 } },
  "batch-norm",
  "relu",
  { "max-pool2d": 2 },
  { conv2d: { filters: 5, biasInitializer: -100 } },
  "relu6",
  { conv2d: 3 },
  "tanh",
  "global-average-pool2d",
  { dense: "classes" },
];

beforeAll(async () => {
  await writeTinyData(folder);
  // Without the smoothing of labels that a file knows nothing of.
  const config = parseConfig({
    ...tinyConfig,
    model,
    loss: "cross-entropy",
    epochs: 2,
    data: { path: photos, size: 16 },
  });
  await train(config, { ...common, out: run });
}, 60_000);

test("a file of our own gives the numbers of its run, by the file's names of its activations", async () => {
  const ofFile = await openModelSubject(file, photos, common);
  const ofRun = await openSubject(run, common);
  expect(ofFile.classes).toEqual(ofRun.dataset.classes);
  expect(ofFile.isTraining).toBe(false);
  // The same photos: this folder has parts of its own.
  expect([...ofFile.dataset.parts.train]).toEqual([...ofRun.dataset.parts.train]);
  const [own, its] = [await probed(answers, ofFile), await probed(answers, ofRun)];
  expect(own("probed-accuracy")).toEqual(its("probed-accuracy"));
  const [dead, known] = [await probed(deadUnits, ofFile), await probed(deadUnits, ofRun)];
  expect(dead("dead-share", { weights: "kept" })).toEqual(known("dead-share", { weights: "kept" }));
  expect(dead("dead-share")[1]).toBe(1);
  expect(dead("dead-share", { weights: "first" })).toEqual([]);
  const [flow, its2] = [await probed(gradientFlow, ofFile), await probed(gradientFlow, ofRun)];
  const [mine, theirs] = [flow, its2].map((of) => of("pre-activation-gradient-flow", { weights: "kept" }));
  expect(mine).toHaveLength(3);
  // A max-pool that the run's graph has before an activation leaves the length as it is; float32 of other orders.
  mine!.forEach((value, i) => void expect(Math.abs(value - theirs![i]!)).toBeLessThan(1e-5 * Math.max(1, theirs![i]!)));
  expect(flow("gradient-over-twin")).toEqual([]);
  const saturated = await initialState.measure(ofFile);
  expect(saturated.map(({ quantity, weights }) => [quantity, weights])).toEqual([["saturated-units-share", "kept"]]);
  ofFile.close();
  ofRun.close();
}, 60_000);

test("probes that need a training are not for a file; the others are, and say what is asked of them", async () => {
  const subject = await openModelSubject(file, photos, common);
  const can = activeProbes.filter((probe) => probe.canMeasure(subject)).map(({ id }) => id);
  expect(can).toEqual(["answers", "dead-units", "initial-state", "label-signal", "gradient-flow"]);
  subject.close();
}, 60_000);

test("names that do not fit the outputs are refused, with what to do; given ones order the outputs", async () => {
  const refusal = (classes: readonly string[]) => openModelSubject(file, photos, { ...common, classes });
  await expect(refusal(["a"])).rejects.toMatchObject({ code: "classes-differ", details: { hint: /--classes/ } });
  await expect(refusal(["a", "b"])).rejects.toMatchObject({ code: "classes-differ" });
  const straight = await openModelSubject(file, photos, common);
  const turned = await openModelSubject(file, photos, { ...common, classes: [...straight.classes].reverse() });
  const at = turned.dataset.classes.indexOf(straight.classes[0]!);
  expect(at).toBe(1);
  expect([...turned.dataset.labels]).toEqual(Array.from(straight.dataset.labels, (label) => 1 - label));
  straight.close();
  turned.close();
}, 60_000);

test("what is no such file is refused", async () => {
  const open = (path: string) => openModelSubject(path, photos, common);
  await expect(open(join(folder, "none.onnx"))).rejects.toMatchObject({ code: "model-not-found" });
  await expect(open(join(folder, "tiny.yaml"))).rejects.toMatchObject({ code: "not-an-onnx-model" });
});

const models = fileURLToPath(new URL("../../../../shared/models/", import.meta.url));
const mobileNet = join(models, "mobilenet_v1_0.25_224.onnx");

test.skipIf(!existsSync(mobileNet))(
  "a file of another program is probed by its own nodes (skipped without ../shared/models)",
  async () => {
    await expect(openModelSubject(mobileNet, photos, { ...common, size: 32 })).rejects.toMatchObject({
      code: "classes-differ",
      details: { expected: expect.stringContaining("1000") },
    });
    const species = (await openModelSubject(file, photos, common)).classes;
    const classes = [...species, ...Array.from({ length: 998 }, (_, i) => `class ${i}`)];
    const subject = await openModelSubject(mobileNet, photos, { ...common, size: 32, scale: "-1..1", classes });
    expect(subject.dataset.classes).toHaveLength(1000);
    const dead = await deadUnits.measure(subject);
    expect(dead.filter(({ quantity }) => quantity === "dead-share")).toHaveLength(27);
    const flow = await gradientFlow.measure(subject);
    expect(flow.filter(({ quantity }) => quantity === "pre-activation-gradient-flow")).toHaveLength(27);
    for (const { value } of flow) expect(value).toBeGreaterThan(0);
    subject.close();
  },
  60_000,
);
