import { z } from "zod";

/** A choice among things that have options: its name beside them, `{ name: "he-normal", gain: 2 }`. */
export interface Named {
  readonly name: string;
  readonly [option: string]: unknown;
}

interface Choice {
  readonly id: string;
  /** A strict object of options; `name` is not among them. */
  readonly schema: z.ZodObject;
}

/**
 * The schema of a choice among things that have options. A config gives the name alone (`he-normal`) or the name with
 * options (`{ name: he-normal, gain: 2 }`); the checked form is always the latter, with every default filled in.
 */
export function namedSchema(choices: readonly Choice[]): z.ZodType<Named, string | Named> {
  const full = z.discriminatedUnion(
    "name",
    choices.map(({ id, schema }) => schema.safeExtend({ name: z.literal(id) })) as never,
  );
  const nameAlone = z
    .enum(choices.map(({ id }) => id))
    .transform((name) => ({ name }))
    .pipe(full as never);
  return z.union([nameAlone, full]) as never;
}

/** The options beside a choice's name. */
export function optionsOf({ name: _, ...options }: Named): Record<string, unknown> {
  return options;
}
