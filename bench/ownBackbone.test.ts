import { appendFile, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { benchOwnBackbone } from "./ownBackbone.ts";

test("what the store holds is not trained again, and half a line at its end counts for nothing", async () => {
  const folder = await mkdtemp(join(tmpdir(), "wrasse-own-backbone-"));
  const store = join(folder, "store.jsonl");
  const row = (seed: number): string =>
    JSON.stringify({ arm: "scratch", settings: {}, perSpecies: 20, epochs: 60, seed, testAccuracy: 0.7 + seed / 100 });
  await writeFile(store, [0, 1, 2, 3, 4, 5].map((seed) => `${row(seed)}\n`).join(""));
  await appendFile(store, row(0).slice(0, 40));
  const options = {
    backbone: join(folder, "none.onnx"),
    // A training would stop at this folder.
    photos: join(folder, "missing"),
    epochs: 60,
    threads: 1,
    store,
    arms: ["scratch"],
    cuts: [20],
    isTuning: false,
  };
  const { rows } = await benchOwnBackbone(options, () => undefined);
  expect(rows).toEqual([["20 a species", "scratch", "0.700 0.710 0.720 0.730 0.740 0.750", "0.725", "", ""]]);
  expect((await readFile(store, "utf8")).endsWith("\n")).toBe(true);
  await expect(benchOwnBackbone({ ...options, epochs: 30 }, () => undefined)).rejects.toThrow("data-not-found");
  await rm(folder, { recursive: true });
});
