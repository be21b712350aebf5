import { existsSync } from "node:fs";
import { expect, test } from "vitest";
import { parseModel } from "../config/model.ts";
import { openBackboneFile } from "./backboneFile.ts";
import { packagedBackbone } from "./packagedBackbone.ts";

test("an address of the package leads to a file of it, and anything else to none", () => {
  expect(existsSync(packagedBackbone("wrasse:fish-64")!)).toBe(true);
  expect(packagedBackbone("fish-64.onnx")).toBeUndefined();
});

test.each(["wrasse:fish-65", "wrasse:../package", "wrasse:"])("%s is refused with what there is", (address) => {
  expect(() => packagedBackbone(address)).toThrow(/backbone-not-found[\s\S]*wrasse:fish-64/);
});

test("the package's backbone takes photos of its own size and of others, and a run's config keeps its address", async () => {
  const model = parseModel({ onnx: "wrasse:fish-64", freeze: "none" }, "model");
  for (const size of [32, 64, 100]) {
    const file = await openBackboneFile(model, size);
    expect(file!.backbone.featureShape[0]).toBe(256);
    expect(file!.model.onnx).toBe("wrasse:fish-64");
    expect(file!.model.sha256).toMatch(/^[0-9a-f]{64}$/);
  }
});
