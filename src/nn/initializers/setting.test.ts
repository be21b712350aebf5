import { expect, test } from "vitest";
import { z } from "zod";
import { readOptions } from "../../base/options.ts";
import { draws } from "../../base/random.ts";
import { initializers } from "./index.ts";
import { constantField, firstNumbers, initializerField } from "./setting.ts";

const field = initializerField("he-normal", "for ReLUs");

test("an initialiser is chosen by its id, or by its name with options, and left out by default", () => {
  const expected = { name: "he-normal", gain: 1, slope: 0, fan: "in" };
  expect(readOptions(field, undefined, "x")).toEqual(expected);
  expect(readOptions(field, "he-normal", "x")).toEqual(expected);
  expect(readOptions(field, { name: "he-normal", gain: 2 }, "x")).toEqual({ ...expected, gain: 2 });
});

test("what was read can be read again", () => {
  for (const { id } of initializers.filter(({ id }) => id !== "constant")) {
    const setting = readOptions(field, id, "x");
    expect(readOptions(field, setting, "x")).toEqual(setting);
  }
});

test("a bias takes a plain number", () => {
  expect(readOptions(constantField("zeros"), 0.5, "x")).toEqual({ name: "constant", value: 0.5 });
  expect(readOptions(constantField("zeros"), undefined, "x")).toEqual({ name: "zeros" });
});

test("an unknown initialiser is refused with the nearest one", () => {
  expect(() => readOptions(field, "he-norml", "model.0.conv2d.initializer")).toThrowErrorMatchingInlineSnapshot(`
    [WrasseError: option-invalid at model.0.conv2d.initializer
      expected one of constant, glorot-normal, glorot-uniform, he-normal, he-uniform, lecun-normal, lecun-uniform, normal, orthogonal, truncated-normal, uniform, zeros, got "he-norml"
      try: write he-normal]
  `);
  expect(() =>
    readOptions(field, { name: "glorot" }, "model.0.conv2d.initializer"),
  ).toThrowErrorMatchingInlineSnapshot(`
    [WrasseError: option-invalid at model.0.conv2d.initializer.name
      expected one of constant, glorot-normal, glorot-uniform, he-normal, he-uniform, lecun-normal, lecun-uniform, normal, orthogonal, truncated-normal, uniform, zeros, got "glorot"
      try: change model.0.conv2d.initializer.name]
  `);
});

test("a missing value and an empty range are refused with what is wrong", () => {
  expect(() => readOptions(field, "constant", "x")).toThrowErrorMatchingInlineSnapshot(`
    [WrasseError: option-missing at x.value
      expected a number, got nothing
      try: give x.value]
  `);
  expect(() => readOptions(field, { name: "uniform", low: 1 }, "x")).toThrowErrorMatchingInlineSnapshot(`
    [WrasseError: option-invalid at x.high
      expected a number above low
      try: change x.high]
  `);
});

test("the field has a JSON Schema that names every initialiser", () => {
  const text = JSON.stringify(z.toJSONSchema(field, { io: "input" }));
  for (const { id } of initializers) expect(text).toContain(`"${id}"`);
});

test("the chosen initialiser fills the weight", () => {
  const setting = readOptions(field, { name: "constant", value: 2 }, "x");
  expect(firstNumbers(setting, [2], { fanIn: 1, fanOut: 1 }, draws(1, "w"))).toEqual(new Float32Array([2, 2]));
});
