import { readdirSync, rmSync } from "node:fs";
import { rename } from "node:fs/promises";
import { join } from "node:path";
import { beforeEach, expect, test } from "vitest";
import { tinyConfig, tinyFolder } from "../../../test/cli/tinyData.ts";
import { parseConfig } from "../../config/config.ts";
import { numbersOf } from "../../graph/tensor.ts";
import { readCheckpoint } from "../../train/checkpoint.ts";
import type { TrainEvent } from "../../train/events.ts";
import { train } from "../../train/train.ts";
import { openSubject } from "./openSubject.ts";

let folder: string;
beforeEach(async () => {
  folder = await tinyFolder();
});

const common = () => ({ threads: 1, cacheDirectory: join(folder, "cache") });

async function trained(more: object = {}): Promise<string> {
  const run = join(folder, "run");
  const data = { path: join(folder, "photos"), size: 16 };
  await train(parseConfig({ ...tinyConfig, data, epochs: 2, ...more }), { ...common(), out: run });
  return run;
}

test("a run's subject has its photos, its seed, its config and the weights of its best epoch", async () => {
  const run = await trained({ seed: 3 });
  const subject = await openSubject(run, common());
  const best = (await readCheckpoint(join(run, "checkpoints", "best.safetensors")))!;
  expect(subject).toMatchObject({ seed: 3, isTraining: true, config: { seed: 3, batch: 8 } });
  expect(subject.dataset.parts.train).toHaveLength(28);
  expect([...subject.kept!.keys()].sort()).toEqual([...best.network!].sort());
  expect(numbersOf(subject.kept!.get("0.conv2d.weight")!)).toEqual(numbersOf(best.tensors.get("0.conv2d.weight")!));
  subject.close();
});

test("averaged weights stand under the weights' own names, and the last ones are taken where the best are not restored", async () => {
  const run = await trained({ averaging: "ema", earlyStopping: { restoreBest: false } });
  const subject = await openSubject(run, common());
  const last = (await readCheckpoint(join(run, "checkpoints", "last.safetensors")))!;
  const name = "5.dense.weight";
  expect(numbersOf(subject.kept!.get(name)!)).toEqual(numbersOf(last.tensors.get(`${name}/average`)!));
  expect(numbersOf(subject.kept!.get(name)!)).not.toEqual(numbersOf(last.tensors.get(name)!));
  subject.close();
});

test("a run that died before its first checkpoint has no kept weights", async () => {
  const run = await trained();
  rmSync(join(run, "checkpoints"), { recursive: true });
  const subject = await openSubject(run, common());
  expect(subject.kept).toBeUndefined();
  subject.close();
});

test("photos that have moved are named, with what to do; given their new place, they are read from there", async () => {
  const run = await trained();
  await rename(join(folder, "photos"), join(folder, "moved"));
  await expect(openSubject(run, common())).rejects.toMatchObject({
    code: "photos-not-found",
    details: { hint: "say where they are now with --data PHOTOS" },
  });
  const told: TrainEvent[] = [];
  const tell = (event: TrainEvent): void => void told.push(event);
  const subject = await openSubject(run, { ...common(), photos: join(folder, "moved"), tell });
  expect(subject.dataset.photos).toHaveLength(40);
  expect(told.filter(({ type }) => type === "warning")).toEqual([]);
  subject.close();
});

test("other photos than the run's are taken with a warning", async () => {
  const run = await trained();
  const photos = join(folder, "photos");
  const [gone] = readdirSync(photos, { recursive: true, encoding: "utf8" }).filter(
    (name) => name.includes("train") && /\.(jpe?g|png)$/.test(name),
  );
  rmSync(join(photos, gone!));
  const told: string[] = [];
  const tell = (event: TrainEvent): void => void (event.type === "warning" && told.push(event.message));
  const subject = await openSubject(run, { ...common(), photos, tell });
  expect(told.join()).toContain("not those that the run was trained on");
  subject.close();
});

test("a folder without a run is refused", async () => {
  await expect(openSubject(join(folder, "photos"), common())).rejects.toMatchObject({ code: "run-not-found" });
});
