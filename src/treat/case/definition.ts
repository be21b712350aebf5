import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { parse } from "yaml";
import { z } from "zod";
import { assert, WrasseError } from "../../base/errors.ts";
import { readOptions } from "../../base/options.ts";
import { packageFolder } from "../../base/packageFolder.ts";

/** What the textbook blames, in the order of the page. */
const factorIds = ["initialisation", "part-dead", "learning-rate", "momentum", "depth", "imbalance"] as const;

export type FactorId = (typeof factorIds)[number];

/** What a case changes in its healthy config; everything is optional, and nothing is nothing. */
const changeSchema = z.strictObject({
  bias: z.unknown().optional().describe("every bias but the logits' begins so: a number, or an initialiser"),
  initializer: z.unknown().optional().describe("every weight but the logits' begins so"),
  optimizer: z.unknown().optional(),
  pairs: z.int().min(1).optional().describe("so many more convolutions with their activation"),
  imbalance: z.number().min(1).optional().describe("one class becomes so many times as common as the others"),
});

export type CaseChange = z.output<typeof changeSchema>;

const epochs = z.int().min(1).max(1000);

const definitionSchema = z.strictObject({
  case: z.literal(3),
  aquarium: z.record(z.string(), z.unknown()),
  config: z.record(z.string(), z.unknown()),
  tunesRate: z.boolean().default(true).describe("train at the rate that the range test finds for the healthy twin"),
  rateSteps: z.int().min(20).default(180).describe("steps of a range test"),
  fault: changeSchema,
  rootCause: z.string(),
  placebo: z.string(),
  remedies: z.array(z.string()).default([]),
  remedyEpochs: epochs.default(15),
  siblings: z
    .array(
      z.strictObject({
        id: z.enum(["born-alive-then-dies", "learning-rate-is-the-cause"]),
        change: changeSchema,
        remedies: z.array(z.string()),
      }),
    )
    .default([]),
  siblingEpochs: epochs.default(20),
  factors: z
    .array(
      z.strictObject({
        factor: z.enum(factorIds),
        levels: z.array(z.strictObject({ level: z.string(), change: changeSchema })).min(2),
      }),
    )
    .default([]),
  factorEpochs: epochs.default(10),
  map: z
    .strictObject({ biases: z.array(z.number()), rates: z.array(z.number().gt(0)) })
    .prefault({ biases: [], rates: [] }),
  mapEpochs: epochs.default(10),
});

/** A case: data, a config that works, what makes it sick, and what is compared. */
export type CaseDefinition = z.output<typeof definitionSchema>;

/**
 * Reads the definition of a case from the package.
 * @throws WrasseError "case-unknown", and those of an option that is not as it should be
 */
export async function readCase(number: string): Promise<CaseDefinition> {
  // Only a case's own number leads to a file; the demo has none.
  const found = /^\d+$/.test(number) ? await readDefinition(number) : undefined;
  if (found !== undefined) return found;
  throw new WrasseError("case-unknown", {
    at: `case ${number}`,
    expected: "3, the case that is there so far",
    got: number,
    hint: "write `wrasse case 3`",
  });
}

/** Reads the definition of the demo: case 3 in small. */
export async function readDemoCase(): Promise<CaseDefinition> {
  const found = await readDefinition("demo");
  assert(found !== undefined, "the package has the demo's definition");
  return found;
}

async function readDefinition(name: string): Promise<CaseDefinition | undefined> {
  const file = join(packageFolder(), "cases", `${name}.yaml`);
  if (!existsSync(file)) return undefined;
  return readOptions(definitionSchema, parse(await readFile(file, "utf8")), `cases/${name}.yaml`);
}
