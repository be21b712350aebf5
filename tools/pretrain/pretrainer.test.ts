import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { writeAtomically } from "../../src/base/files.ts";
import { parseConfig } from "../../src/config/config.ts";
import { Graph } from "../../src/graph/graph.ts";
import { buildBackbone } from "../../src/nn/backbone/build.ts";
import { buildNetwork } from "../../src/nn/network.ts";
import { Program } from "../../src/runtime/program.ts";
import { ProgramState } from "../../src/runtime/state.ts";
import { openBackboneFile } from "../../src/train/backboneFile.ts";
import { ImaginedAquarium } from "./imaginedFish.ts";
import { PaintedFile, paintedIn, paintIntoFile } from "./paintedFile.ts";
import { Pretrainer, type ReadPicture } from "./pretrainer.ts";
import { inputStatistics, trunkLayers } from "./step.ts";

const size = 32;
const bytes = 3 * size * size;
const aquarium = new ImaginedAquarium({ seed: 2, species: 3, size });
const options = {
  seed: 2,
  size,
  batch: 8,
  pictures: 64,
  passes: 3,
  learningRate: 0.002,
  cooldown: 0.25,
  threads: 1,
};

let folder: string;
let read: ReadPicture;
let file: PaintedFile;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "wrasse-pretrain-"));
  const path = join(folder, "painted.bin");
  await paintIntoFile(path, aquarium, bytes, 64);
  file = new PaintedFile(path, bytes);
  read = (index, target, offset) => file.read(index, target, offset);
});

afterAll(async () => {
  file.close();
  await rm(folder, { recursive: true });
});

test("a file of painted pictures that was cut off is gone on with to the same bytes", async () => {
  const [whole, cut] = [join(folder, "painted.bin"), join(folder, "cut.bin")];
  const painted = await readFile(whole);
  await writeAtomically(cut, painted.subarray(0, 5 * bytes + 100));
  expect(paintedIn(cut, bytes)).toBe(5);
  await paintIntoFile(cut, aquarium, bytes, 64);
  expect((await readFile(cut)).equals(painted)).toBe(true);
});

test("each picture is shown once a pass", async () => {
  const trainer = await Pretrainer.create(aquarium, options);
  expect(trainer.steps).toBe(24);
  const shown = Array.from({ length: trainer.steps }, (_, step) => trainer.picturesOf(step)).flat();
  for (let pass = 0; pass < 3; pass += 1) {
    const own = shown.slice(pass * 64, (pass + 1) * 64);
    expect([...own].sort((a, b) => a - b)).toEqual(Array.from({ length: 64 }, (_, i) => i));
  }
  expect(shown.slice(64, 128)).not.toEqual(shown.slice(128));
  await trainer.release();
});

test("stopped and gone on, a pretraining has the same bits as without the stop", async () => {
  const checkpoint = join(folder, "checkpoint.safetensors");
  const straight = await Pretrainer.create(aquarium, options);
  for (let step = 0; step < 2; step += 1) await straight.step(step, read);
  await straight.save(checkpoint, 2);
  for (let step = 2; step < 4; step += 1) await straight.step(step, read);
  const stopped = await Pretrainer.create(aquarium, options);
  expect(await stopped.restore(checkpoint)).toBe(2);
  for (let step = 2; step < 4; step += 1) await stopped.step(step, read);
  const bitsOf = (trainer: Pretrainer, name: string): Buffer =>
    Buffer.from(trainer.state.read(name).data.slice().buffer);
  const different = straight.state.names.filter((name) => !bitsOf(straight, name).equals(bitsOf(stopped, name)));
  expect(different).toEqual([]);
  for (const trainer of [straight, stopped]) await trainer.release();
});

test("before the rate falls a checkpoint can be gone on with for longer, but not with other options", async () => {
  const checkpoint = join(folder, "early.safetensors");
  const short = await Pretrainer.create(aquarium, options);
  const more = await Pretrainer.create(aquarium, { ...options, pictures: 640 });
  const longer = await Pretrainer.create(aquarium, { ...options, passes: 4 });
  const other = await Pretrainer.create(aquarium, { ...options, learningRate: 0.1 });
  // 8 steps a pass, 24 in all; the rate falls from step 18.
  await short.save(checkpoint, 8);
  expect(await more.restore(checkpoint)).toBe(8);
  await short.save(checkpoint, 18);
  await expect(more.restore(checkpoint)).rejects.toThrow("another pretraining");
  expect(await longer.restore(checkpoint)).toBe(18);
  await short.save(checkpoint, 19);
  await expect(longer.restore(checkpoint)).rejects.toThrow("another pretraining");
  expect(await short.restore(checkpoint)).toBe(19);
  await expect(other.restore(checkpoint)).rejects.toThrow("another pretraining");
  for (const trainer of [short, more, longer, other]) await trainer.release();
});

test("a short pretraining lowers the loss, of changed looks and of pictures as painted", async () => {
  const trainer = await Pretrainer.create(aquarium, { ...options, passes: 8 });
  const losses: number[] = [];
  for (let step = 0; step < trainer.steps; step += 1) losses.push((await trainer.step(step, read)).loss);
  const mean = (some: number[]): number => some.reduce((sum, value) => sum + value, 0) / some.length;
  expect(mean(losses.slice(-8))).toBeLessThan(0.85 * mean(losses.slice(0, 8)));
  const fish = Array.from({ length: 32 }, (_, i) => aquarium.fish(i));
  const found = await trainer.evaluate(fish, read);
  expect(found.loss).toBeLessThan(mean(losses.slice(0, 8)));
  await trainer.release();
});

test("the exported file loads as a backbone, scale and all, and gives the trunk's own features", async () => {
  const trainer = await Pretrainer.create(aquarium, options);
  for (let step = 0; step < 3; step += 1) await trainer.step(step, read);
  const path = join(folder, "backbone.onnx");
  await writeAtomically(path, trainer.encode({ pretrained: options }));
  const config = parseConfig({ data: { path: "." }, model: { onnx: path, freeze: "none" } });
  const opened = (await openBackboneFile(config.model, size))!;
  expect(opened.statistics).toEqual(inputStatistics);
  expect(opened.backbone.featureShape).toEqual([256, 2, 2]);
  expect(opened.backbone.blocks).toBe(4);
  expect((await openBackboneFile(config.model, 48))!.backbone.featureShape).toEqual([256, 3, 3]);
  const pictures = {
    dtype: "float32",
    shape: [2, 3, size, size],
    data: Float32Array.from({ length: 2 * bytes }, (_, i) => Math.sin(i)),
  } as const;

  const loaded = new Graph();
  const x = loaded.input("x", "float32", [2, 3, size, size]);
  const features = buildBackbone(loaded, opened.backbone, new Map([["pixel_values", x]]), false);
  const own = new Graph();
  const y = own.input("x", "float32", [2, 3, size, size]);
  const trunk = own.within("trunk", () =>
    buildNetwork(own, trunkLayers(size), y, { isTraining: false, seed: 0, classes: 1 }),
  );
  const results: Float32Array[] = [];
  for (const [graph, value, state] of [
    [loaded, features, new ProgramState()],
    [own, trunk, trainer.state],
  ] as const) {
    state.declare(graph);
    const program = await Program.compile(graph, { features: value }, { threads: 1, isReadOnly: true });
    results.push((await program.run(state, { x: pictures })).features.data.slice() as Float32Array);
    await program.release();
  }
  expect(results[0]!.some((value) => value > 0)).toBe(true);
  expect(results[0]).toEqual(results[1]);
  await trainer.release();
});
