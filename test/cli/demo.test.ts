import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { temporaryFolder } from "../support/photos.ts";
import { wrasse } from "./commandLine.ts";

test("the demo paints, trains, tests and looks at new fish; scripts get the figures", async () => {
  const cwd = temporaryFolder();
  const { status, stderr, json } = await wrasse(["demo", "--epochs", "1", "--json"], { cwd });
  expect([status, stderr]).toEqual([0, ""]);
  expect(json.at(-1)).toMatchObject({
    type: "result",
    run: join(cwd, "wrasse-demo", "run"),
    photos: join(cwd, "wrasse-demo", "photos"),
    test: { n: 240, accuracy: expect.any(Number) },
  });
  expect(json.at(-1)!["newFish"]).toHaveLength(8);
  expect(existsSync(join(cwd, "wrasse-demo", "run", "best.onnx"))).toBe(true);
});
