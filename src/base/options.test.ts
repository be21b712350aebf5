import { describe, expect, test } from "vitest";
import { z } from "zod";
import { nearestName, readOptions } from "./options.ts";

const full = z.strictObject({
  filters: z.int().min(1),
  rate: z.number().gt(0).lt(1).default(0.5),
  kernel: z.union([z.int().min(1), z.tuple([z.int(), z.int()])]).default(3),
  kind: z.enum(["same", "valid"]).default("same"),
  by: z.discriminatedUnion("name", [z.strictObject({ name: z.literal("constant"), value: z.number() })]).optional(),
});
const schema = z.union([
  z
    .int()
    .min(1)
    .transform((filters) => ({ filters }))
    .pipe(full),
  full,
]);

describe("options", () => {
  test("a shorthand and the full form give the same, defaults filled in", () => {
    const expected = { filters: 8, rate: 0.5, kernel: 3, kind: "same" };
    expect(readOptions(schema, 8, "model.0.conv2d")).toEqual(expected);
    expect(readOptions(schema, { filters: 8 }, "model.0.conv2d")).toEqual(expected);
  });

  const refusals: [unknown, string][] = [
    [
      { filters: 8, kernal: 3 },
      "option-unknown at model.0.kernal\n  expected one of filters, rate, kernel, kind, by, got kernal\n  try: write kernel in place of kernal",
    ],
    [
      { filters: 8, zzz: 3 },
      "option-unknown at model.0.zzz\n  expected one of filters, rate, kernel, kind, by, got zzz\n  try: remove zzz",
    ],
    [{}, "option-missing at model.0.filters\n  expected a number, got nothing\n  try: give model.0.filters"],
    [{ filters: 0 }, "option-invalid at model.0.filters\n  expected at least 1, got 0\n  try: change model.0.filters"],
    [0, "option-invalid at model.0\n  expected at least 1, got 0\n  try: change model.0"],
    ["many", 'option-invalid at model.0\n  expected a number or options by name, got "many"\n  try: change model.0'],
    [
      { filters: 8, kernel: "big" },
      'option-invalid at model.0.kernel\n  expected a number or a pair, got "big"\n  try: change model.0.kernel',
    ],
    [
      { filters: 8, rate: 1 },
      "option-invalid at model.0.rate\n  expected less than 1, got 1\n  try: change model.0.rate",
    ],
    [
      { filters: 8, kind: "vald" },
      'option-invalid at model.0.kind\n  expected one of same, valid, got "vald"\n  try: write valid',
    ],
    [
      { filters: 8, by: { name: "constan" } },
      'option-invalid at model.0.by.name\n  expected one of constant, got "constan"\n  try: write constant',
    ],
    [
      { filters: 8, by: { name: "constant", valeu: 2 } },
      "option-unknown at model.0.by.valeu\n  expected one of name, value, got valeu\n  try: write value in place of valeu",
    ],
  ];
  test.each(refusals)("%j is refused with what to do", (value, message) => {
    expect(() => readOptions(schema, value, "model.0")).toThrow(message);
  });

  test("a name is near when few letters differ, and otherwise none is", () => {
    expect(nearestName("batchnorm", ["batch-norm", "relu"])).toBe("batch-norm");
    expect(nearestName("transformer", ["batch-norm", "relu"])).toBeUndefined();
  });
});
