import { z } from "zod";
import { checked, nearestHint } from "./checked.ts";
import { WrasseError } from "./errors.ts";

/** A named kind of thing that a config can choose: a loss, an optimiser, a schedule, an initialiser. */
export interface Part<Options = unknown> {
  readonly id: string;
  readonly summary: string;
  readonly schema: z.ZodType<Options>;
}

/** A part as a config chose it, with every option filled in. */
export type Chosen = { readonly name: string } & Readonly<Record<string, unknown>>;

/** What `wrasse schema` says of a part: kept beside the zod schema, which cannot say it by itself. */
export const partJsonSchemas = new WeakMap<z.ZodType, () => Record<string, unknown>>();

/**
 * A schema that takes a part's id ("adam"), or its id and options ({ name: "adam", learningRate: 0.001 }), and gives the
 * part with every option filled in.
 *
 * @param what the parts' common name, for messages: "optimizer"
 */
export function partSchema(parts: readonly Part[], what: string): z.ZodType<Chosen> {
  const ids = parts.map(({ id }) => id);
  const schema = z.unknown().transform((value, context): Chosen => {
    try {
      const { name, ...options } = (typeof value === "string" ? { name: value } : value) as Record<string, unknown>;
      const part = parts.find(({ id }) => id === name);
      if (part === undefined) {
        throw new WrasseError(`${what}-unknown`, {
          at: "name",
          expected: `a known ${what}`,
          got: typeof name === "string" ? name : JSON.stringify(value),
          hint: nearestHint(String(name), ids),
        });
      }
      return { name: part.id, ...(checked(part.schema, options, "") as object) };
    } catch (error) {
      if (!(error instanceof WrasseError)) throw error;
      context.addIssue({ code: "custom", message: error.code, params: { error } });
      return z.NEVER;
    }
  });
  partJsonSchemas.set(schema, () => ({
    anyOf: [
      { enum: ids },
      ...parts.map((part) => {
        const { $schema: _, ...json } = z.toJSONSchema(part.schema, { io: "input" }) as Record<string, unknown>;
        const properties = { name: { const: part.id, description: part.summary }, ...(json["properties"] as object) };
        return {
          ...json,
          type: "object",
          properties,
          required: ["name", ...((json["required"] as string[] | undefined) ?? [])],
        };
      }),
    ],
  }));
  return schema;
}
