import { cpSync, mkdtempSync, readdirSync, renameSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { tinyConfig, writeTinyData } from "../../../test/cli/tinyData.ts";
import { parseConfig } from "../../config/config.ts";
import { numbersOf } from "../../graph/tensor.ts";
import { readCheckpoint } from "../../train/checkpoint.ts";
import type { TrainEvent } from "../../train/events.ts";
import { train } from "../../train/train.ts";
import { openSubject } from "./openSubject.ts";

const folder = mkdtempSync(join(tmpdir(), "wrasse-subject-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const common = { threads: 1, cacheDirectory: join(folder, "cache") };
const photos = join(folder, "photos");

async function trained(name: string, more: object): Promise<string> {
  const config = parseConfig({ ...tinyConfig, data: { path: photos, size: 16 }, epochs: 2, ...more });
  return (await train(config, { ...common, out: join(folder, name) })).run;
}

let run: string;
let averaged: string;
beforeAll(async () => {
  await writeTinyData(folder);
  run = await trained("run", { seed: 3 });
  averaged = await trained("averaged", { averaging: "ema", earlyStopping: { restoreBest: false } });
}, 60_000);

test("a run's subject has its photos, its seed, its config and the weights of its best epoch", async () => {
  const subject = await openSubject(run, common);
  const best = (await readCheckpoint(join(run, "checkpoints", "best.safetensors")))!;
  expect(subject).toMatchObject({ seed: 3, isTraining: true, config: { seed: 3, batch: 8 } });
  expect(subject.dataset.parts.train).toHaveLength(28);
  expect([...subject.kept!.keys()].sort()).toEqual([...best.network!].sort());
  expect(numbersOf(subject.kept!.get("0.conv2d.weight")!)).toEqual(numbersOf(best.tensors.get("0.conv2d.weight")!));
  subject.close();
});

test("averaged weights stand under the weights' own names, and the last ones are taken where the best are not restored", async () => {
  const subject = await openSubject(averaged, common);
  const last = (await readCheckpoint(join(averaged, "checkpoints", "last.safetensors")))!;
  const name = "5.dense.weight";
  expect(numbersOf(subject.kept!.get(name)!)).toEqual(numbersOf(last.tensors.get(`${name}/average`)!));
  expect(numbersOf(subject.kept!.get(name)!)).not.toEqual(numbersOf(last.tensors.get(name)!));
  subject.close();
});

test("a run that died before its first checkpoint has no kept weights", async () => {
  const died = join(folder, "died");
  cpSync(run, died, { recursive: true });
  rmSync(join(died, "checkpoints"), { recursive: true });
  const subject = await openSubject(died, common);
  expect(subject.kept).toBeUndefined();
  subject.close();
});

test("photos that have moved are named, with what to do; given their new place, they are read from there", async () => {
  const moved = join(folder, "moved");
  renameSync(photos, moved);
  await expect(openSubject(run, common)).rejects.toMatchObject({
    code: "photos-not-found",
    details: { hint: "say where they are now with --data PHOTOS" },
  });
  const told: TrainEvent[] = [];
  const tell = (event: TrainEvent): void => void told.push(event);
  const subject = await openSubject(run, { ...common, photos: moved, tell });
  expect(subject.dataset.photos).toHaveLength(40);
  expect(told.filter(({ type }) => type === "warning")).toEqual([]);
  subject.close();
  renameSync(moved, photos);
});

test("other photos than the run's are taken with a warning", async () => {
  const fewer = join(folder, "fewer");
  cpSync(photos, fewer, { recursive: true });
  const [gone] = readdirSync(fewer, { recursive: true, encoding: "utf8" }).filter(
    (name) => name.includes("train") && /\.(jpe?g|png)$/.test(name),
  );
  rmSync(join(fewer, gone!));
  const told: string[] = [];
  const tell = (event: TrainEvent): void => void (event.type === "warning" && told.push(event.message));
  const subject = await openSubject(run, { ...common, photos: fewer, tell });
  expect(told.join()).toContain("not those that the run was trained on");
  subject.close();
});

test("a folder without a run is refused", async () => {
  await expect(openSubject(photos, common)).rejects.toMatchObject({ code: "run-not-found" });
});
