import { describe, expect, test } from "vitest";
import { parseConfig } from "./config.ts";
import { configJsonSchema } from "./jsonSchema.ts";
import { layersOf, parseModel } from "./model.ts";

describe("a model from an .onnx file", () => {
  test("has every default filled in, and reads again as itself", () => {
    const model = parseModel({ onnx: "a.onnx" }, "model");
    expect(model).toMatchInlineSnapshot(`
      {
        "batchNorm": "batch",
        "features": "auto",
        "freeze": "all",
        "head": "auto",
        "input": {
          "scale": "auto",
        },
        "learningRateDecay": 1,
        "onnx": "a.onnx",
      }
    `);
    expect(parseModel(model, "model")).toEqual(model);
  });

  test("may be given as `backbone`", () => {
    expect(parseModel({ backbone: "a.onnx", freeze: 3 }, "model")).toEqual(
      parseModel({ onnx: "a.onnx", freeze: 3 }, "model"),
    );
  });

  test("ends with pooling where its features are images, and with a dense layer in any case", () => {
    const model = parseModel({ onnx: "a.onnx" }, "model");
    expect(layersOf(model, 64, [1280]).map(({ id }) => id)).toEqual(["dense"]);
    expect(layersOf(model, 64, [512, 7, 7]).map(({ id }) => id)).toEqual(["global-average-pool2d", "dense"]);
  });

  test.each([
    [{ onnx: "a.onnx", freez: "all" }],
    [{ onnx: "a.onnx", freeze: "some" }],
    [{ onnx: "a.onnx", freeze: -1 }],
    [{ onnx: "a.onnx", learningRateDecay: 2 }],
    [{ onnx: "a.onnx", head: [{ dens: 3 }] }],
    [{ onnx: "a.onnx", sha256: "abc" }],
    [{ onnx: "a.onnx", backbone: "b.onnx" }],
  ])("%j is refused with its place", (model) => {
    expect(() => parseConfig({ data: { path: "photos" }, model })).toThrowErrorMatchingSnapshot();
  });

  test("is in the JSON Schema", () => {
    const { anyOf } = (configJsonSchema()["properties"] as { model: { anyOf: { properties?: object }[] } }).model;
    const backbone = anyOf.find(({ properties }) => properties !== undefined && "onnx" in properties);
    expect(Object.keys(backbone!.properties!)).toContain("freeze");
  });
});
