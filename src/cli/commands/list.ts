import { WrasseError } from "../../base/errors.ts";
import type { PartDescription, PartKind } from "../../config/parts.ts";
import { defineCommand } from "../command.ts";
import { exitCodes } from "../exitCodes.ts";
import type { Output } from "../output.ts";

const kinds = [
  "models",
  "layers",
  "initializers",
  "losses",
  "optimizers",
  "schedules",
  "samplers",
  "averagings",
  "augmentations",
];

export const listCommand = defineCommand({
  name: "list",
  summary: "show the parts that a config can name, with their options",
  description:
    "Shows every model, layer, initialiser, loss, optimiser, schedule, sampler, average and augmentation; those of one kind with their options; or one part in full, with its source.",
  args: [{ name: "[name]", about: "a kind, such as schedules, or a part, such as cyclic", choices: kinds }],
  flags: [],
  examples: ["wrasse list", "wrasse list schedules", "wrasse list cyclic"],
  options: (z) => z.strictObject({}),
  run: async ({ args: [name], output }) => {
    const { describeParts, partKinds } = await import("../../config/parts.ts");
    const all = partKinds.map((kind) => ({ kind, parts: describeParts(kind) }));
    const kind = all.find((one) => one.kind.id === name);
    const parts =
      kind?.parts ?? all.flatMap((one) => one.parts).filter((part) => name === undefined || part.id === name);
    if (parts.length === 0) throw await unknownName(name!, all);
    output.json({ type: "result", parts });
    if (name === undefined) output.text(overview(all, output));
    else output.text(parts.map((part) => partText(part, output)).join("\n\n"));
    return exitCodes.done;
  },
});

type Described = readonly { readonly kind: PartKind; readonly parts: readonly PartDescription[] }[];

function overview(all: Described, { colours: { bold, dim } }: Output): string {
  const width = Math.max(...all.flatMap(({ parts }) => parts.map(({ id }) => id.length)));
  const groups = all.map(({ kind, parts }) =>
    [
      `${bold(kind.id)}  ${dim(kind.summary)}`,
      ...parts.map(({ id, summary }) => `  ${id.padEnd(width)}  ${dim(summary)}`),
    ].join("\n"),
  );
  return [...groups, dim("wrasse list NAME shows a kind, or one part, with options and source.")].join("\n\n");
}

function partText(
  { id, kind, summary, usage, options, equals, source }: PartDescription,
  { colours: { bold, dim } }: Output,
): string {
  const width = Math.max(0, ...options.map(({ name }) => name.length));
  return [
    `${bold(id)}  ${dim(kind)}`,
    `  ${summary}`,
    `  ${dim("write")} ${usage}`,
    ...options.map(
      ({ name, default: byDefault, meaning }) =>
        `    ${name.padEnd(width)}  ${meaning} ${dim(byDefault === "required" ? "(required)" : `(default ${byDefault})`)}`,
    ),
    ...(equals === undefined ? [] : [`  ${equals}`]),
    ...(source === undefined ? [] : [`  ${dim("Source:")} ${source}`]),
  ].join("\n");
}

async function unknownName(name: string, all: Described): Promise<WrasseError> {
  const { nearestName } = await import("../../base/options.ts");
  const ids = all.map(({ kind }) => kind.id);
  const nearest = nearestName(name, [...ids, ...all.flatMap(({ parts }) => parts.map(({ id }) => id))]);
  return new WrasseError("part-unknown", {
    at: "wrasse list",
    expected: `one of ${ids.join(", ")}, or the name of a part`,
    got: name,
    hint: nearest === undefined ? "type wrasse list for all names" : `write wrasse list ${nearest}`,
  });
}
