import { z } from "zod";
import { WrasseError } from "../base/errors.ts";
import { nearestName, readOptions } from "../base/options.ts";
import type { AugmentationChoice } from "../data/augmentations/augmentation.ts";
import { augmentations, findAugmentation } from "../data/augmentations/index.ts";
import type { Target } from "../data/augmentations/target.ts";

/** An augmentation as a config writes it once checked: { rotate: { degrees: 15 } }. */
export type AugmentationEntry = Readonly<Record<string, unknown>>;

/**
 * Reads a list of augmentations: ids, or one id with its options, as layers are written.
 * @throws WrasseError "augmentation-unknown", "augmentations-invalid", and those of options
 */
export function parseAugmentations(value: unknown, at: string): AugmentationEntry[] {
  if (!Array.isArray(value)) {
    throw new WrasseError("augmentations-invalid", {
      at,
      expected: "a list of augmentations; [] for none",
      got: value,
      hint: "begin each one's line with a dash, such as `- flip: horizontal`",
    });
  }
  return value.map((item: unknown, position) => {
    const place = `${at}.${position}`;
    const entries = typeof item === "string" ? [[item, {}] as const] : Object.entries((item ?? {}) as object);
    const [entry, more] = entries;
    if (entry === undefined || more !== undefined) {
      throw new WrasseError("augmentations-invalid", {
        at: place,
        expected: "one augmentation with its options",
        got: item,
        hint: "write `- rotate: 15`, a line for each",
      });
    }
    const [id, given] = entry;
    const augmentation = findAugmentation(id);
    if (augmentation === undefined) {
      const ids = augmentations.map((known) => known.id);
      const nearest = nearestName(id, ids);
      throw new WrasseError("augmentation-unknown", {
        at: place,
        expected: `one of ${ids.join(", ")}`,
        got: id,
        hint: nearest === undefined ? "choose one of these" : `write ${nearest} in place of ${id}`,
      });
    }
    return { [id]: readOptions(augmentation.schema, given, `${place}.${id}`) };
  });
}

/**
 * The augmentations that a checked config's list stands for.
 * @param classes names of the data set's classes
 * @throws WrasseError "class-unknown" for an augmentation that is for a class which the data set lacks
 */
export function augmentationsOf(
  entries: readonly AugmentationEntry[],
  classes: readonly string[],
): AugmentationChoice[] {
  return entries.map((entry, position) => {
    const [id, options] = Object.entries(entry)[0]!;
    const { classes: named } = options as Target;
    const indices = named?.map((name, i) => {
      const index = classes.indexOf(name);
      if (index < 0) throw unknownClass(name, classes, `augmentation.${position}.${id}.classes.${i}`);
      return index;
    });
    return { augmentation: findAugmentation(id)!, options, classes: indices };
  });
}

function unknownClass(name: string, classes: readonly string[], at: string): WrasseError {
  const nearest = nearestName(name, classes);
  return new WrasseError("class-unknown", {
    at,
    expected: `class names among ${classes.join(", ")}`,
    got: name,
    hint: nearest === undefined ? `remove ${name}` : `write ${nearest} in place of ${name}`,
  });
}

/** The JSON Schema of a list of augmentations: each an id whose options all have defaults, or one with its options. */
export function augmentationsJsonSchema(): Record<string, unknown> {
  const bare = augmentations.filter(({ schema }) => schema.safeParse({}).success).map(({ id }) => id);
  const withOptions = augmentations.map(({ id, summary, schema }) => {
    const { $schema: _, ...options } = z.toJSONSchema(schema, { io: "input" });
    return {
      type: "object",
      description: summary,
      properties: { [id]: options },
      required: [id],
      additionalProperties: false,
    };
  });
  return { type: "array", items: { anyOf: [{ enum: bare }, ...withOptions] } };
}
