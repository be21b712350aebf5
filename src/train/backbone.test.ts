import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { InferenceSession, Tensor } from "onnxruntime-node";
import { beforeEach, describe, expect, test } from "vitest";
import { draws } from "../base/random.ts";
import { parseConfig } from "../config/config.ts";
import { type Dataset, datasetFromPixels } from "../data/dataset.ts";
import { openBackboneFile } from "./backboneFile.ts";
import { loadCheckpoint, saveCheckpoint } from "./checkpoint.ts";
import { fit } from "./fit.ts";
import { encodeModel } from "./modelFile.ts";
import { planTraining } from "./plan.ts";
import type { Progress } from "./progress.ts";
import { Trainer } from "./trainer.ts";

const file = fileURLToPath(new URL("../../test/fixtures/backbones/resnet18.onnx", import.meta.url));
const size = 32;
const earlyStopping = { patience: 0, monitor: "loss", restoreBest: true } as const;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "wrasse-backbone-"));
  return () => rmSync(folder, { recursive: true, force: true });
});

/** Red, green and blue pictures; 20 train, 10 validation. */
function colours(): Dataset {
  const count = 30;
  const bytes = 3 * size * size;
  const pixels = new Uint8Array(count * bytes);
  for (let i = 0; i < count; i += 1) {
    const rng = draws(0, "colours", i);
    for (let k = 0; k < bytes; k += 1) {
      const isOwn = Math.floor(k / (size * size)) === i % 3;
      pixels[i * bytes + k] = Math.max(0, Math.min(255, rng.normal(isOwn ? 150 : 80, 40)));
    }
  }
  return datasetFromPixels({
    classes: ["red", "green", "blue"],
    labels: Uint8Array.from({ length: count }, (_, i) => i % 3),
    pixels,
    size,
    splits: Array.from({ length: count }, (_, i) => (i < 20 ? "train" : "validation")),
  });
}

async function trainerOf(model: object, more: object = {}): Promise<Trainer> {
  const config = parseConfig({
    data: { path: "colours", size },
    model: { onnx: file, input: { scale: "imagenet" }, ...model },
    optimizer: { name: "sgd", learningRate: 0.02 },
    augmentation: [],
    epochs: 3,
    batch: 8,
    ...more,
  });
  const dataset = colours();
  return Trainer.create(planTraining(config, dataset, await openBackboneFile(config.model, size)), dataset, {
    threads: 1,
  });
}

function weightsOf(trainer: Trainer): Record<string, number[]> {
  return Object.fromEntries(
    trainer.state.names.map((name) => [name, Array.from(trainer.state.read(name).data as Float32Array)]),
  );
}

describe("what is learnt", () => {
  test("of a frozen backbone is the head alone, and it learns", async () => {
    const trainer = await trainerOf({});
    expect(trainer.state.names.filter((name) => !name.startsWith("head."))).toEqual([]);
    expect(trainer.parameterCount).toBe(16 * 3 + 3);
    const { progress } = await fit(trainer, { earlyStopping });
    expect(progress.history.at(-1)!.loss).toBeLessThan(progress.history[0]!.loss);
    await trainer.release();
  });

  test("is more with fewer frozen blocks, and frozen weights have no optimiser slots", async () => {
    const counts: number[] = [];
    for (const freeze of ["all", { allBut: 1 }, { until: "/layer3/layer3.1/relu_1/Relu_output_0" }, 10, "none"]) {
      const trainer = await trainerOf({ freeze });
      counts.push(trainer.parameterCount);
      await trainer.release();
    }
    expect(counts).toEqual([...counts].sort((a, b) => a - b));
    expect(new Set(counts).size).toBe(counts.length);
    const trainer = await trainerOf({ freeze: { allBut: 1 } });
    const slots = trainer.state.names.filter((name) => name.endsWith("/velocity"));
    expect(slots.filter((name) => name.startsWith("backbone."))).toEqual([
      "backbone.layer4.1.conv2.weight/velocity",
      "backbone.layer4.1.bn2.weight/velocity",
      "backbone.layer4.1.bn2.bias/velocity",
    ]);
    await trainer.release();
  });
});

describe("kept features", () => {
  test.each([{ freeze: "all" }, { freeze: { allBut: 2 } }])(
    "with %j give the training that pixels give",
    async (model) => {
      const kept = await trainerOf(model);
      await fit(kept, { earlyStopping });
      // An augmentation that changes nothing: then the frozen part is computed at each step.
      const anew = await trainerOf(model, { augmentation: [{ brightness: 0 }] });
      await fit(anew, { earlyStopping });
      const [a, b] = [weightsOf(kept), weightsOf(anew)];
      for (const [name, values] of Object.entries(a)) {
        values.forEach((value, i) => {
          expect(Math.abs(value - b[name]![i]!), `${name}[${i}]`).toBeLessThan(1e-4);
        });
      }
      await Promise.all([kept.release(), anew.release()]);
    },
  );

  test("do not depend on which photos are asked for together", async () => {
    const [whole, single] = [await trainerOf({}), await trainerOf({})];
    const photos = Uint32Array.from({ length: 30 }, (_, i) => i);
    const together = await whole.evaluate(photos);
    const alone: number[] = [];
    for (const photo of photos) alone.push(...(await single.evaluate(Uint32Array.of(photo))).logits);
    expect(alone).toEqual(Array.from(together.logits));
    await Promise.all([whole.release(), single.release()]);
  });

  test("leave a stopped and resumed training with the same bits", async () => {
    const model = { freeze: { allBut: 2 } };
    const whole = await trainerOf(model);
    await fit(whole, { earlyStopping });
    const path = join(folder, "last.safetensors");
    const first = await trainerOf(model);
    const stop = new AbortController();
    const afterStep = ({ step }: Progress): void => {
      if (step === 4) stop.abort();
    };
    const { progress } = await fit(first, { earlyStopping, signal: stop.signal, observer: { afterStep } });
    await saveCheckpoint(path, first.state, { progress, digest: "" });
    const second = await trainerOf(model);
    const checkpoint = await loadCheckpoint(path, second.state);
    await fit(second, { earlyStopping, from: checkpoint!.progress });
    expect(weightsOf(second)).toEqual(weightsOf(whole));
    await Promise.all([whole.release(), first.release(), second.release()]);
  });
});

test("best.onnx holds the whole network and takes raw pixels, in batches of any size", async () => {
  const trainer = await trainerOf({ freeze: { allBut: 2 } });
  await fit(trainer, { earlyStopping });
  const { network, loss } = trainer.plan;
  const { classes } = trainer.dataset;
  const bytes = encodeModel(trainer.state, { network, loss: loss.loss, classes, fit: "crop", scale: "raw" } as never);
  const photos = Uint32Array.from([3, 7, 11]);
  const pixels = new Uint8Array(3 * 3 * size * size);
  trainer.dataset.pixels.read(photos, pixels);
  const session = await InferenceSession.create(bytes);
  const found = await session.run({ pixels: new Tensor("float32", Float32Array.from(pixels), [3, 3, size, size]) });
  const { logits } = await trainer.evaluate(photos);
  Array.from(found["logits"]!.data as Float32Array).forEach((value, i) => {
    expect(Math.abs(value - logits[i]!)).toBeLessThan(1e-4);
  });

  // It is a backbone itself, and its metadata say that it takes raw pixels.
  const path = join(folder, "best.onnx");
  writeFileSync(path, bytes);
  const model = parseConfig({ data: { path: "x" }, model: { onnx: path } }).model;
  const again = await openBackboneFile(model, size);
  expect(again!.statistics).toEqual({ mean: [0, 0, 0], deviation: [1 / 255, 1 / 255, 1 / 255] });
  expect(again!.backbone.featureShape).toEqual([16]);
  await trainer.release();
});

test("a file on the hub is taken with what its preprocessor_config.json says of its input", async () => {
  const server = createServer(({ url = "" }, response) => {
    if (url.endsWith("/onnx/model.onnx")) response.end(readFileSync(file));
    else if (url === "/org/net/resolve/main/preprocessor_config.json")
      response.end(JSON.stringify({ image_mean: [0.1, 0.2, 0.3], image_std: [0.4, 0.5, 0.6] }));
    else response.writeHead(404).end();
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  const options = { hub: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, cacheDirectory: folder };
  const open = (onnx: string) =>
    openBackboneFile(parseConfig({ data: { path: "x" }, model: { onnx } }).model, size, options);
  const [said, silent] = [await open("hf:org/net"), await open("hf:org/other")];
  server.closeAllConnections();
  server.close();
  expect(said!.statistics).toEqual({ mean: [0.1, 0.2, 0.3], deviation: [0.4, 0.5, 0.6] });
  expect(silent!.statistics).toBeUndefined();
  expect(said!.model).toMatchObject({ onnx: "hf:org/net", sha256: silent!.model.sha256 });
});

describe("a file that does not fit is refused with a sentence", () => {
  const open = (model: object, side = size) =>
    openBackboneFile(parseConfig({ data: { path: "x" }, model: { onnx: file, ...model } }).model, side);

  test("its SHA-256 is recorded, and a changed file noticed", async () => {
    const { model } = (await open({}))!;
    const path = join(folder, "a.onnx");
    const bytes = readFileSync(file);
    writeFileSync(path, bytes);
    await open({ onnx: path, sha256: model.sha256 });
    bytes[bytes.length - 200]! ^= 1;
    writeFileSync(path, bytes);
    await expect(open({ onnx: path, sha256: model.sha256 })).rejects.toThrow("backbone-changed");
  });

  test.each([[{ freeze: 21 }], [{ features: "/layer3/layer3.1/relu_1/Relu_output_1" }], [{ freeze: { until: "x" } }]])(
    "%j",
    async (model) => {
      const message = await open(model).then(
        () => "no error",
        (error: Error) => error.message.replaceAll(file, "resnet18.onnx"),
      );
      expect(message).toMatchSnapshot();
    },
  );

  test("a missing file, and one that is no model", async () => {
    await expect(open({ onnx: join(folder, "none.onnx") })).rejects.toThrow("backbone-not-found");
    const path = join(folder, "text.onnx");
    writeFileSync(path, "this is no model");
    await expect(open({ onnx: path })).rejects.toThrow("not-an-onnx-model");
  });
});
