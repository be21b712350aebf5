import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { argv } from "node:process";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { configSchema } from "../src/config/config.ts";
import { type OptionDescription, optionsOfSchema } from "../src/config/optionDescriptions.ts";
import type { PartNote } from "../src/config/partNotes.ts";
import { partKinds } from "../src/config/parts.ts";
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
 * docstrings; and src/config/partNotes.ts, what `wrasse list` says of these. Run: npx tsx tools/recipeTable.ts
 */

const root = new URL("../", import.meta.url);
export const page = new URL("docs/recipe.md", root);

export const notes = new URL("src/config/partNotes.ts", root);

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
  /** Options that every part takes and the introduction tells of, where they do not change the default. */
  readonly shared?: readonly OptionDescription[];
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
    shared: optionsOfSchema(z.toJSONSchema(z.strictObject(targetOptions))),
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

const metadataIntroduction = `\`data.metadata:\` facts of the CSV that go to the network beside the photo; see [metadata](metadata.md). A column is a name, or:`;

/** The text of docs/recipe.md. */
export function recipeTable(): string {
  const config = z.toJSONSchema(configSchema, { io: "input" }) as { properties: Record<string, object> };
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

${[...groups.map(groupText), ...settings.map(({ title, introduction, key }) => settingText(title, introduction, config.properties[key]!)), metadataText(config.properties["data"]!)].join("\n")}`;
}

/** The options of one column, then those of the block. */
function metadataText(data: object): string {
  const { metadata } = (data as { properties: { metadata: { properties: { columns: { items: object } } } } })
    .properties;
  return settingText("Metadata", metadataIntroduction, metadata.properties.columns.items) + optionsTable(metadata);
}

function groupText({ title, introduction, parts, source, shared }: Group): string {
  const docstrings = docstringsById(source);
  return `## ${title}\n\n${introduction}\n\n${parts.map((part) => partText(part, docstrings.get(part.id), shared)).join("\n")}`;
}

function partText({ id, summary, schema }: Part, docstring: string | undefined, shared: Group["shared"]): string {
  if (docstring === undefined) throw new Error(`${id} has no docstring above its definition`);
  const { equals, source } = noteOf(docstring);
  const lines = [
    summary,
    ...(equals === undefined ? [] : [tableCell(equals)]),
    ...(source === undefined ? [] : [`Source: ${tableCell(source)}.`]),
  ];
  return `### ${id}\n\n${lines.join("\n")}\n${optionsTable(z.toJSONSchema(schema, { io: "input" }), shared)}`;
}

/** What a docstring says of equals and sources, each on one line. */
function noteOf(docstring: string): PartNote {
  const source = docstringSection(docstring, "Source");
  const equals = /^Equals (?:(?!\n\n|\nSource)[\s\S])*/m.exec(docstring)?.[0];
  return {
    ...(equals === undefined ? {} : { equals: equals.replace(/\s+/g, " ").trim() }),
    ...(source === undefined ? {} : { source: source.replace(/\s+/g, " ").trim() }),
  };
}

/** Where the docstrings of each kind of part stand. */
const sources: Readonly<Record<string, readonly string[]>> = {
  models: ["src/nn/models/"],
  layers: ["src/nn/layers/", "src/nn/activations/"],
  initializers: ["src/nn/initializers/"],
  losses: ["src/nn/losses/"],
  optimizers: ["src/nn/optimizers/"],
  schedules: ["src/nn/schedules/"],
  samplers: ["src/data/samplers/"],
  averagings: ["src/nn/averaging.ts"],
  augmentations: ["src/data/augmentations/"],
};

/** The text of src/config/partNotes.ts: what `wrasse list` knows of docstrings, which the package's code does not keep. */
export function partNotesFile(): string {
  const entries = partKinds.flatMap(({ id: kind, parts }) => {
    const docstrings = new Map(sources[kind]!.flatMap((source) => [...docstringsById(source)]));
    return parts.flatMap(({ id }): [string, PartNote][] => {
      const note = noteOf(docstrings.get(id) ?? "");
      return Object.keys(note).length === 0 ? [] : [[`${kind}/${id}`, note]];
    });
  });
  const lines = entries.flatMap(([key, note]) => [
    `  ${JSON.stringify(key)}: {`,
    ...Object.entries(note).map(([name, text]) => `    ${name}: ${JSON.stringify(text)},`),
    "  },",
  ]);
  return `/** What a part's docstring says beside its summary. */
export interface PartNote {
  /** What of other libraries gives the same numbers. */
  readonly equals?: string;
  /** Where it was published. */
  readonly source?: string;
}

/**
 * By kind and id, such as "schedules/cyclic". This file is written by \`npx tsx tools/recipeTable.ts\` from the parts'
 * docstrings; a test says when it is not current.
 */
export const partNotes: Readonly<Record<string, PartNote>> = {
${lines.join("\n")}
};
`;
}

function settingText(title: string, introduction: string, json: object): string {
  return `## ${title}\n\n${introduction}\n${optionsTable(json)}`;
}

function optionsTable(json: object, shared: Group["shared"] = []): string {
  const options = optionsOfSchema(json).filter(
    (option) => !shared.some((one) => one.meaning === option.meaning && one.default === option.default),
  );
  const rows = options.map(
    ({ name, default: byDefault, meaning }) => `| ${[name, byDefault, meaning].map(tableCell).join(" | ")} |`,
  );
  if (rows.length === 0) return "";
  return `\n| option | default | meaning |\n|---|---|---|\n${rows.join("\n")}\n`;
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

if (argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(page, recipeTable());
  writeFileSync(notes, partNotesFile());
}
