import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { argv } from "node:process";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { configSchema } from "../src/config/config.ts";
import { augmentations } from "../src/data/augmentations/index.ts";
import { targetOptions } from "../src/data/augmentations/target.ts";
import { samplers } from "../src/data/samplers/index.ts";
import { averagings } from "../src/nn/averaging.ts";
import { losses } from "../src/nn/losses/index.ts";
import { optimizers } from "../src/nn/optimizers/index.ts";
import { schedules } from "../src/nn/schedules/index.ts";
import { docstringSection, plainDocstring, tableCell } from "./docstrings.ts";

/**
 * Writes docs/recipe.md: every part that a training's recipe is made of with its options, from the parts' own schemas and
 * docstrings. Run: npx tsx tools/recipeTable.ts
 */

const root = new URL("../", import.meta.url);
export const page = new URL("docs/recipe.md", root);

interface Part {
  readonly id: string;
  readonly summary: string;
  readonly schema: z.ZodType;
}

interface Group {
  readonly title: string;
  readonly introduction: string;
  readonly parts: readonly Part[];
  /** The folder or the file that the parts' docstrings stand in. */
  readonly source: string;
  /** Options that every part takes and the introduction tells of, by their descriptions. */
  readonly shared?: readonly (string | undefined)[];
}

const groups: readonly Group[] = [
  {
    title: "Losses",
    introduction: `\`loss:\` what the training makes small. \`dense: classes\` as the last layer gives what a loss takes. The last two
are there because people take them by mistake, so that what comes of it can be seen.`,
    parts: losses,
    source: "src/nn/losses/",
  },
  {
    title: "Optimisers",
    introduction: `\`optimizer:\` the rule that moves weights along gradients. Its learning rate is where the schedule starts from. L2
regularisation is \`weightDecay\` of sgd, rmsprop and adam; adamw's is decoupled from the gradient.`,
    parts: optimizers,
    source: "src/nn/optimizers/",
  },
  {
    title: "Schedules",
    introduction: `\`schedule:\` how the learning rate goes over the training, step by step. Each takes a \`warmup\` first: a straight line up to
the schedule's first rate, after which its epochs are counted.`,
    parts: schedules,
    source: "src/nn/schedules/",
  },
  {
    title: "Samplers",
    introduction: `\`sampler:\` which training photos an epoch shows, in which order; a function of the seed and the epoch alone.`,
    parts: samplers,
    source: "src/data/samplers/",
  },
  {
    title: "Averages of weights",
    introduction: `\`averaging:\` default none. With one, validation, the choice of the best epoch, the test, best.onnx and last.onnx take the
averaged weights; the training goes on with its own, to the same bits as without. Averages are part of checkpoints.`,
    parts: averagings,
    source: "src/nn/averaging.ts",
  },
  {
    title: "Augmentations",
    introduction: `\`augmentation:\` random changes of training photos, a list in which each may stand once or more; [Augmentation](augmentation.md)
says which to take. Each also takes \`classes\` (${targetOptions.classes.description}) and \`probability\`
(${targetOptions.probability.description}).`,
    parts: augmentations,
    source: "src/data/augmentations/",
    shared: Object.values(targetOptions).map(({ description }) => description),
  },
];

/** Settings of the config that are no choice among parts. */
const settings = [
  {
    title: "Gradient clipping",
    key: "gradientClipping",
    introduction:
      "`gradientClipping:` one of the two, or null for none. Source: Pascanu, Mikolov & Bengio 2013, “On the difficulty of training recurrent neural networks”. Equals PyTorch's clip_grad_norm_ and clip_grad_value_.",
  },
  {
    title: "Gradient noise",
    key: "gradientNoise",
    introduction:
      "`gradientNoise:` normal noise on gradients, after clipping; null for none. It costs a random number for each weight and step, 3 ms a step for 100,000 weights. Source: Neelakantan et al. 2015, “Adding gradient noise improves learning for very deep networks”.",
  },
  {
    title: "Early stopping",
    key: "earlyStopping",
    introduction: "`earlyStopping:` when the training ends before its last epoch, and which weights it gives.",
  },
  {
    title: "Decisions",
    key: "decision",
    introduction:
      "`decision:` which answers of the finished model are called sure, and which photos strangers; see [Calibration](calibration.md).",
  },
] as const;

/** The text of docs/recipe.md. */
export function recipeTable(): string {
  const config = z.toJSONSchema(configSchema, { io: "input" }) as { properties: Record<string, Json> };
  return `# The recipe

Every part of a training's recipe with its options. In the config each is named under its key, alone or with options:

\`\`\`yaml
loss: { name: focal, gamma: 2, classWeights: balanced }
optimizer: { name: sgd, learningRate: 0.05, weightDecayByLayer: { "*.dense.*": 0.01 } }
schedule: one-cycle
sampler: { name: quota, perBatch: { perch: 8 } }
averaging: ema
\`\`\`

Fractions are 0..1. Dropout, spatial dropout and stochastic depth are layers and options of layers (\`dropout\`,
\`spatial-dropout\`, \`residual\`'s \`stochasticDepth\`). \`wrasse schema\` has everything as a JSON Schema.

This page is written by \`npx tsx tools/recipeTable.ts\` from the parts' own descriptions in src.

${[...groups.map(groupText), ...settings.map(({ title, introduction, key }) => settingText(title, introduction, config.properties[key]!))].join("\n")}`;
}

function groupText({ title, introduction, parts, source, shared }: Group): string {
  const docstrings = docstringsById(source);
  return `## ${title}\n\n${introduction}\n\n${parts.map((part) => partText(part, docstrings.get(part.id), shared)).join("\n")}`;
}

function partText({ id, summary, schema }: Part, docstring: string | undefined, shared: Group["shared"]): string {
  if (docstring === undefined) throw new Error(`${id} has no docstring above its definition`);
  const origin = docstringSection(docstring, "Source");
  const equal = /^Equals (?:(?!\n\n|\nSource)[\s\S])*/m.exec(docstring)?.[0];
  const lines = [
    summary,
    ...(equal === undefined ? [] : [tableCell(equal)]),
    ...(origin === undefined ? [] : [`Source: ${tableCell(origin)}.`]),
  ];
  return `### ${id}\n\n${lines.join("\n")}\n${optionsTable(z.toJSONSchema(schema, { io: "input" }) as Json, shared)}`;
}

function settingText(title: string, introduction: string, json: Json): string {
  return `## ${title}\n\n${introduction}\n${optionsTable(json)}`;
}

interface Json {
  readonly properties?: Readonly<Record<string, Json>>;
  readonly required?: readonly string[];
  readonly anyOf?: readonly Json[];
  readonly description?: string;
  readonly default?: unknown;
}

function optionsTable(json: Json, shared: Group["shared"] = []): string {
  const rows = objectsIn(json).flatMap(({ properties, required }) =>
    Object.entries(properties!)
      .filter(([, { description }]) => !shared.includes(description))
      .map(([name, option]) => optionRow(name, option, required?.includes(name) === true)),
  );
  if (rows.length === 0) return "";
  return `\n| option | default | meaning |\n|---|---|---|\n${rows.join("\n")}\n`;
}

function optionRow(name: string, option: Json, isRequired: boolean): string {
  if (option.description === undefined) throw new Error(`the option ${name} says what it means`);
  const [, meaning = option.description, said] =
    /^([\s\S]*); (?:default (.*)|required)$/.exec(option.description) ?? [];
  const byDefault = isRequired ? "required" : (said ?? JSON.stringify(option.default) ?? "none");
  if (said !== undefined && !unquoted(said).startsWith(unquoted(JSON.stringify(option.default) ?? ""))) {
    throw new Error(`the option ${name} says default ${said}, and its schema ${JSON.stringify(option.default)}`);
  }
  return `| ${[name, byDefault, meaning].map(tableCell).join(" | ")} |`;
}

/** Without quotes and spaces, as JSON has them otherwise than text. */
function unquoted(text: string): string {
  return text.replaceAll(/["\s]/g, "");
}

/** The schema's objects: itself, or those among its alternatives. */
function objectsIn(json: Json): Json[] {
  return [...(json.properties === undefined ? [] : [json]), ...(json.anyOf ?? []).flatMap(objectsIn)];
}

/** Docstrings without their stars, by the id of the part that is defined below them. */
function docstringsById(source: string): Map<string, string> {
  const files = source.endsWith("/")
    ? readdirSync(new URL(source, root)).filter((name) => name.endsWith(".ts") && !name.endsWith(".test.ts"))
    : [""];
  const found = new Map<string, string>();
  for (const name of files) {
    const text = readFileSync(new URL(source + name, root), "utf8");
    for (const [, docstring, id] of text.matchAll(definition)) found.set(id!, plainDocstring(docstring!));
  }
  return found;
}

const definition = /\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\n(?:export )?const \w+ = define\w+\(\{\s+id: "([\w-]+)"/g;

if (argv[1] === fileURLToPath(import.meta.url)) writeFileSync(page, recipeTable());
