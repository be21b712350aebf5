import { z } from "zod";
import { augmentations } from "../data/augmentations/index.ts";
import { samplers } from "../data/samplers/index.ts";
import { averagings } from "../nn/averaging.ts";
import { initializers } from "../nn/initializers/index.ts";
import { layers } from "../nn/layers/index.ts";
import { losses } from "../nn/losses/index.ts";
import { models } from "../nn/models/index.ts";
import { optimizers } from "../nn/optimizers/index.ts";
import { schedules } from "../nn/schedules/index.ts";
import { type OptionDescription, optionsOfSchema } from "./optionDescriptions.ts";
import { type PartNote, partNotes } from "./partNotes.ts";

/** One kind of things that a config can name. */
export interface PartKind {
  /** What a person asks for, such as "schedules". */
  readonly id: string;
  /** What they are for, in one sentence. */
  readonly summary: string;
  /** Where a config names one: the key, or the list that it stands in. */
  readonly usage: (id: string) => string;
  readonly parts: readonly { readonly id: string; readonly summary: string; readonly schema: z.ZodType }[];
}

/** Every kind of part, in the order of a config. */
export const partKinds: readonly PartKind[] = [
  { id: "models", summary: "known architectures", usage: (id) => `model: ${id}`, parts: models },
  {
    id: "layers",
    summary: "what a model written as a list is made of, activations included",
    usage: (id) => `model: [{ ${id}: … }, …]`,
    parts: layers,
  },
  {
    id: "initializers",
    summary: "how weights start, an option of layers",
    usage: (id) => `{ conv2d: { filters: 32, initializer: ${id} } }`,
    parts: initializers,
  },
  { id: "losses", summary: "what the training makes small", usage: (id) => `loss: ${id}`, parts: losses },
  {
    id: "optimizers",
    summary: "the rule that moves weights along gradients",
    usage: (id) => `optimizer: ${id}`,
    parts: optimizers,
  },
  {
    id: "schedules",
    summary: "how the learning rate goes over the training",
    usage: (id) => `schedule: ${id}`,
    parts: schedules,
  },
  {
    id: "samplers",
    summary: "which training photos an epoch shows, in which order",
    usage: (id) => `sampler: ${id}`,
    parts: samplers,
  },
  {
    id: "averagings",
    summary: "averages of weights that are evaluated and kept",
    usage: (id) => `averaging: ${id}`,
    parts: averagings,
  },
  {
    id: "augmentations",
    summary: "random changes of training photos",
    usage: (id) => `augmentation: [${id}, …]`,
    parts: augmentations,
  },
];

/** A part as it describes itself. */
export interface PartDescription extends PartNote {
  readonly kind: string;
  readonly id: string;
  readonly summary: string;
  /** How a config names it. */
  readonly usage: string;
  readonly options: readonly OptionDescription[];
}

/** Every part of a kind. */
export function describeParts({ id: kind, usage, parts }: PartKind): PartDescription[] {
  return parts.map(({ id, summary, schema }) => ({
    kind,
    id,
    summary,
    usage: usage(id),
    ...partNotes[`${kind}/${id}`],
    options: optionsOfSchema(z.toJSONSchema(schema, { io: "input" })),
  }));
}
