import { expect, test } from "vitest";
import { z } from "zod";
import { checked } from "./checked.ts";
import { partSchema } from "./part.ts";

const optimizers = [
  { id: "sgd", summary: "", schema: z.strictObject({ learningRate: z.number().positive().default(0.05) }) },
  { id: "adam", summary: "", schema: z.strictObject({ learningRate: z.number().positive().default(0.001) }) },
];
const schema = z.strictObject({
  epochs: z.number().int().min(1).default(30),
  optimizer: partSchema(optimizers, "optimizer").default({ name: "sgd", learningRate: 0.05 }),
});
const messageOf = (value: unknown): string => {
  try {
    checked(schema, value, "");
    return "accepted";
  } catch (error) {
    return (error as Error).message;
  }
};

test("an id alone gets the part's defaults", () => {
  expect(checked(schema, { optimizer: "adam" }, "")).toEqual({
    epochs: 30,
    optimizer: { name: "adam", learningRate: 0.001 },
  });
});

test("messages name the place, what came, and the nearest known name", () => {
  expect(messageOf({ epoch: 3 })).toMatchInlineSnapshot(`
    "option-unknown at epoch
      expected a known option, got epoch
      try: epochs instead of epoch"
  `);
  expect(messageOf({ epochs: 0 })).toMatchInlineSnapshot(`
    "option-invalid at epochs
      expected at least 1, got 0
      try: change it; \`wrasse schema\` has its range"
  `);
  expect(messageOf({ epochs: "many" })).toMatchInlineSnapshot(`
    "option-invalid at epochs
      expected a value of type number, got "many"
      try: change it; \`wrasse schema\` has its range"
  `);
  expect(messageOf({ optimizer: "adm" })).toMatchInlineSnapshot(`
    "optimizer-unknown at optimizer.name
      expected a known optimizer, got adm
      try: adam instead of adm"
  `);
  expect(messageOf({ optimizer: { name: "adam", learningrate: 1 } })).toMatchInlineSnapshot(`
    "option-unknown at optimizer.learningrate
      expected a known option, got learningrate
      try: learningRate instead of learningrate"
  `);
  expect(messageOf({ optimizer: { name: "adam", learningRate: -1 } })).toMatchInlineSnapshot(`
    "option-invalid at optimizer.learningRate
      expected more than 0, got -1
      try: change it; \`wrasse schema\` has its range"
  `);
});
