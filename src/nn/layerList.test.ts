import { describe, expect, test } from "vitest";
import { z } from "zod";
import { layerListJsonSchema, parseLayers, writeLayers } from "./layerList.ts";
import { layers } from "./layers/index.ts";

describe("a list of layers", () => {
  test("takes names, shorthands and options, and writes every default out", () => {
    const list = [
      { conv2d: { filters: 8, kernel: 5 } },
      "relu",
      { "max-pool2d": 2 },
      { flatten: null },
      { dense: "classes" },
    ];
    expect(writeLayers(parseLayers(list, "model"))).toMatchInlineSnapshot(`
      [
        {
          "conv2d": {
            "bias": true,
            "biasInitializer": {
              "name": "zeros",
            },
            "dilation": 1,
            "filters": 8,
            "groups": 1,
            "initializer": {
              "fan": "in",
              "gain": 1,
              "name": "he-normal",
              "slope": 0,
            },
            "kernel": 5,
            "padding": "same",
            "stride": 1,
          },
        },
        "relu",
        {
          "max-pool2d": {
            "padding": "valid",
            "size": 2,
            "stride": 2,
          },
        },
        "flatten",
        {
          "dense": {
            "bias": true,
            "biasInitializer": {
              "name": "zeros",
            },
            "initializer": {
              "gain": 1,
              "name": "glorot-uniform",
            },
            "units": "classes",
          },
        },
      ]
    `);
  });

  test("reads the lists inside a residual, also inside another", () => {
    const list = [{ residual: [{ residual: { main: ["relu"], shortcut: [{ dropout: 0.5 }] } }] }];
    const parsed = parseLayers(list, "model");
    const dropout = { id: "dropout", options: { rate: 0.5 } };
    const inner = { stochasticDepth: 0, main: [{ id: "relu", options: {} }], shortcut: [dropout] };
    expect(parsed).toEqual([
      { id: "residual", options: { stochasticDepth: 0, main: [{ id: "residual", options: inner }] } },
    ]);
    expect(parseLayers(writeLayers(parsed), "model")).toEqual(parsed);
  });

  test.each([
    ["no list", "relu"],
    ["an empty list", []],
    ["an unknown layer", ["relu", { batchnorm: {} }]],
    ["a name like no other", ["transformer"]],
    ["options that are not indented", [{ conv2d: null, filters: 8 }]],
    ["a list in a list", [["relu"]]],
    ["a wrong option", [{ conv2d: { filters: 0 } }]],
    ["a misspelt option", [{ conv2d: { filters: 3, kernal: 3 } }]],
    ["an option that is missing", ["conv2d"]],
    ["options of a layer that has none", [{ relu: { slope: 1 } }]],
    ["an unknown initialiser", [{ dense: { units: 3, initializer: "he" } }]],
    ["an error inside a residual's shorthand", [{ residual: ["relu", "reluu"] }]],
    ["an error inside a residual's shortcut", [{ residual: { main: ["relu"], shortcut: [{ dropout: 2 }] } }]],
  ])("%s is refused with its place and what to do", (_, list) => {
    expect(() => parseLayers(list, "model")).toThrowErrorMatchingSnapshot();
  });
});

describe("the JSON Schema", () => {
  test("describes every layer by its id, and refers to itself for lists inside layers", () => {
    const schema = JSON.stringify(layerListJsonSchema());
    for (const { id } of layers) expect(schema.includes(`"required":["${id}"]`), id).toBe(true);
    expect(schema.match(/"\$ref":"#\/\$defs\/\w+"/g)).toEqual(
      expect.arrayContaining(['"$ref":"#/$defs/layers"', '"$ref":"#/$defs/layer"', '"$ref":"#/$defs/initializer"']),
    );
    const definitions = Object.keys(layerListJsonSchema().$defs as object);
    for (const [, name] of schema.matchAll(/"\$ref":"#\/\$defs\/([^"]+)"/g)) expect(definitions).toContain(name);
  });

  test("is available for each layer's options", () => {
    for (const layer of layers) expect(z.toJSONSchema(layer.schema, { io: "input" })).toHaveProperty("$schema");
  });

  test("every option says what it is", () => {
    const undescribed: string[] = [];
    const visit = (schema: unknown, path: string): void => {
      if (typeof schema !== "object" || schema === null) return;
      for (const [key, value] of Object.entries(schema)) {
        const properties =
          key === "properties" ? (value as Record<string, { description?: string; const?: string }>) : {};
        for (const [name, property] of Object.entries(properties)) {
          if (property.description === undefined && property.const === undefined) undescribed.push(`${path}.${name}`);
        }
        visit(value, `${path}.${key}`);
      }
    };
    for (const layer of layers) visit(z.toJSONSchema(layer.schema, { io: "input" }), layer.id);
    expect(undescribed).toEqual([]);
  });
});
