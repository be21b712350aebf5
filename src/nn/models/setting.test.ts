import { describe, expect, test } from "vitest";
import { z } from "zod";
import { readOptions } from "../../base/options.ts";
import { layerListJsonSchema, parseLayers, writeLayers } from "../layerList.ts";
import { models } from "./index.ts";
import { modelLayers, modelSchema } from "./setting.ts";

const photos = { size: 64 };

describe("a model in a config", () => {
  test.each(models.map(({ id }) => id))("%s is a list of layers that a user can write, and read again", (id) => {
    const layers = modelLayers(readOptions(modelSchema, id, "model"), photos);
    expect(parseLayers(writeLayers(layers), "model")).toEqual(layers);
  });

  test.each([
    ["an unknown model", "resnext"],
    ["a misspelt option", { name: "resnet", dept: 20 }],
    ["a depth that there is not", { name: "resnet", depth: 19 }],
    ["a number", 3],
  ])("%s is refused with what there is", (_, value) => {
    expect(() => readOptions(modelSchema, value, "model")).toThrowErrorMatchingSnapshot();
  });

  test("has a JSON Schema with every model, beside that of layer lists", () => {
    const text = JSON.stringify(z.toJSONSchema(modelSchema, { io: "input" }));
    for (const { id } of models) expect(text).toContain(`"${id}"`);
    expect(layerListJsonSchema()).toHaveProperty("$defs.layers");
  });
});
