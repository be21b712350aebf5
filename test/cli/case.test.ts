import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { temporaryFolder } from "../support/photos.ts";
import { start, wrasse } from "./commandLine.ts";
import { tinyFolder } from "./tinyData.ts";

test("Ctrl-C in a case ends with 130 and a sentence, and leaves its folder to go on from", async () => {
  const cwd = await tinyFolder();
  const started = start(["case", "3", "--data", "photos", "--quick", "--json"], { cwd });
  await started.seen('"type":"progress"');
  started.process.kill("SIGINT");
  const { status, stderr, json } = await started.ended;
  expect([status, stderr]).toEqual([130, ""]);
  expect(json.at(-1)).toMatchObject({ type: "error", code: "interrupted" });
  expect(existsSync(join(cwd, "runs", "case", "3-photos", "photos", "train"))).toBe(true);
}, 120_000);

test("another case, photos that are not there and seeds that contradict are refused in a sentence", async () => {
  const cwd = temporaryFolder();
  for (const words of [["6"], ["3", "--data", "nowhere"], ["3", "--quick", "--seeds", "5"], ["3", "--lang", "fr"]]) {
    const { status, stderr } = await wrasse(["case", ...words], { cwd });
    expect([words, status]).toEqual([words, 2]);
    expect(stderr).toContain("try:");
    expect(stderr).not.toContain("    at ");
  }
});
