import { expect, test } from "vitest";
import { WrasseError } from "../base/errors.ts";
import { augmentationsOf } from "./augmentation.ts";
import { parseConfig } from "./config.ts";
import { describeChanges, difference } from "./difference.ts";
import { configJsonSchema } from "./jsonSchema.ts";
import { makeConfig, parseConfigText } from "./load.ts";
import { assign, parseSetting } from "./set.ts";
import { writeConfig } from "./write.ts";

const data = { path: "photos" };

function refusal(text: string, settings: readonly (readonly [string, unknown])[] = []): string {
  try {
    makeConfig(parseConfigText(text, "wrasse.yaml"), settings);
    return "accepted";
  } catch (error) {
    expect(error).toBeInstanceOf(WrasseError);
    return (error as Error).message;
  }
}

test("a config of photos alone gets every default", () => {
  const config = parseConfig({ data });
  expect(config.data.size).toBe(64);
  expect(config.model).toMatchObject({ name: "small-cnn" });
  expect(config.optimizer).toHaveProperty("learningRate");
});

test("a written config reads back as the same config, layer lists included", () => {
  const model = [
    { conv2d: 8 },
    "relu",
    { residual: [{ conv2d: 8 }, "batch-norm"] },
    { "max-pool2d": 2 },
    "global-average-pool2d",
    { dense: "classes" },
  ];
  for (const raw of [{ data }, { data, model, optimizer: "sgd", augmentation: [], gradientClipping: { norm: 1 } }]) {
    const config = parseConfig(raw);
    const text = writeConfig(config);
    expect(makeConfig(parseConfigText(text, "config.yaml"))).toEqual(config);
    expect(writeConfig(makeConfig(parseConfigText(text, "config.yaml")))).toBe(text);
  }
});

test("settings win over the file, and reach into what the file gave as an id", () => {
  const source = parseConfigText("data: { path: photos }\noptimizer: sgd\nepochs: 3\n", "wrasse.yaml");
  const config = makeConfig(source, [parseSetting("optimizer.learningRate=0.01"), parseSetting("epochs=5")]);
  expect(config.optimizer).toMatchObject({ name: "sgd", learningRate: 0.01 });
  expect(config.epochs).toBe(5);
  expect(source.value).toEqual({ data: { path: "photos" }, optimizer: "sgd", epochs: 3 });
});

test("options without a name change the default part; a name alone gets that part's own defaults", () => {
  const { optimizer, model, schedule } = makeConfig(undefined, [
    ["data.path", "photos"],
    ["optimizer.learningRate", 0.01],
    ["model.width", 8],
    ["schedule", "constant"],
  ]);
  const usual = parseConfig({ data });
  expect(optimizer).toEqual({ ...usual.optimizer, learningRate: 0.01 });
  expect(model).toEqual({ ...usual.model, width: 8 });
  expect(schedule).toMatchObject({ name: "constant", warmup: 0 });
});

test("a setting's value is YAML, so lists and objects can be set", () => {
  expect(parseSetting("augmentation=[{ flip: horizontal }]")).toEqual(["augmentation", [{ flip: "horizontal" }]]);
  expect(assign({ model: [{ conv2d: { filters: 8 } }] }, "model.0.conv2d.filters", 16)).toEqual({
    model: [{ conv2d: { filters: 16 } }],
  });
  expect(() => parseSetting("epochs")).toThrow("path=value");
});

test("a mistake is named with its place in the file", () => {
  expect(refusal("data:\n  path: photos\nepoch: 3\n")).toMatchInlineSnapshot(`
    "option-unknown at epoch (wrasse.yaml:3:8)
      expected one of data, model, loss, optimizer, gradientClipping, gradientNoise, schedule, averaging, augmentation, sampler, epochs, batch, seed, earlyStopping, decision, probes, got epoch
      try: write epochs in place of epoch"
  `);
  expect(refusal("data: { path: photos }\nmodel:\n  - conv2d: { filters: 8 }\n  - rellu\n")).toMatchInlineSnapshot(`
    "layer-unknown at model.1 (wrasse.yaml:4:5)
      expected one of average-pool2d, batch-norm, conv2d, dense, depthwise-conv2d, dropout, elu, flatten, gelu, global-average-pool2d, global-max-pool2d, group-norm, layer-norm, leaky-relu, max-pool2d, prelu, relu, relu6, residual, selu, separable-conv2d, sigmoid, silu, spatial-dropout, squeeze-excite, tanh, got rellu
      try: write relu in place of rellu"
  `);
  expect(refusal("data: { path: photos }\noptimizer: { name: sgd, momentum: 2 }\n")).toMatchInlineSnapshot(`
    "option-invalid at optimizer.momentum (wrasse.yaml:2:35)
      expected less than 1, got 2
      try: change optimizer.momentum"
  `);
  expect(refusal("data: { path: photos }\naugmentation:\n  - rotat: 15\n")).toMatchInlineSnapshot(`
    "augmentation-unknown at augmentation.0 (wrasse.yaml:3:5)
      expected one of flip, shift, rotate, scale, shear, perspective, crop, brightness, contrast, saturation, hue, gamma, solarize, posterize, blur, noise, jpeg, random-erasing, grid-mask, mixup, cutmix, rand-augment, trivial-augment, got rotat
      try: write rotate in place of rotat"
  `);
  expect(refusal("data: [\n")).toMatchInlineSnapshot(`
    "config-not-readable at wrasse.yaml:2:1
      expected YAML or JSON, got Flow sequence in block collection must be sufficiently indented and end with a ] at line 2, column 1:
      try: mend that line"
  `);
  expect(refusal("- 3\n")).toMatchInlineSnapshot(`
    "config-not-readable at wrasse.yaml
      expected options by name, such as \`epochs: 30\`, got a list
      try: see \`wrasse schema\`"
  `);
});

test("a mistake in a setting is not blamed on the file", () => {
  expect(refusal("data: { path: photos }\nepochs: 3\n", [["epochs", 0]])).not.toContain("wrasse.yaml");
});

test("the difference of two configs names each option that changed", () => {
  const before = parseConfig({ data, optimizer: "sgd" });
  const after = parseConfig({ data, optimizer: { name: "sgd", learningRate: 0.01 }, epochs: 5 });
  expect(describeChanges(difference(before, after)).split("\n").sort()).toEqual([
    `epochs: ${before.epochs} -> 5`,
    `optimizer.learningRate: ${before.optimizer["learningRate"]} -> 0.01`,
  ]);
  expect(difference(before, before)).toEqual([]);
  const parts = { path: "bias", before: { value: -5, name: "constant" }, after: { name: "zeros" } };
  expect(describeChanges([parts])).toBe('bias: constant {"value":-5} -> zeros');
});

test("the JSON Schema knows every part, and every layer in lists inside layers", () => {
  const text = JSON.stringify(configJsonSchema());
  for (const name of ["residual", "squeeze-excite", "adamw", "cosine", "rotate", "small-cnn", "he-normal"]) {
    expect(text).toContain(`"${name}"`);
  }
});

test("an augmentation may be for some classes, and a class that the data lack is refused with the nearest name", () => {
  const { augmentation } = parseConfig({
    data,
    augmentation: [{ rotate: { degrees: 15, classes: ["perch"] } }, "blur"],
  });
  expect(augmentationsOf(augmentation, ["cod", "perch"]).map(({ classes }) => classes)).toEqual([[1], undefined]);
  expect(() => augmentationsOf(augmentation, ["cod", "perche"])).toThrowErrorMatchingInlineSnapshot(`
    [WrasseError: class-unknown at augmentation.0.rotate.classes.0
      expected class names among cod, perche, got perch
      try: write perche in place of perch]
  `);
});
