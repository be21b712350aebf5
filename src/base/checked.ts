import { closest } from "fastest-levenshtein";
import type { z } from "zod";
import { WrasseError } from "./errors.ts";

/**
 * Parses a value by a schema; what does not fit becomes our own error, which names the place, what came, and the nearest
 * known name for a misspelt one.
 *
 * @param at where the value stands, such as "optimizer" or "model.2.conv2d"; "" for the top
 * @throws WrasseError "option-unknown", "option-missing" or "option-invalid"; its `details.at` is the full path
 */
export function checked<T>(schema: z.ZodType<T>, value: unknown, at: string): T {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw issueError(schema, result.error.issues[0]!, value, at);
}

/** The nearest of the known names, as a hint; all of them when none is near. */
export function nearestHint(name: string, known: readonly string[]): string {
  const near = known.length === 0 ? undefined : closest(name, [...known]);
  const isNear = near !== undefined && distanceShare(name, near) <= 0.5;
  return isNear ? `${near} instead of ${name}` : `one of ${known.join(", ")}`;
}

function distanceShare(name: string, near: string): number {
  const longest = Math.max(name.length, near.length);
  const common = [...name].filter((letter) => near.includes(letter)).length;
  return longest === 0 ? 1 : 1 - common / longest;
}

function issueError(schema: z.ZodType, issue: z.core.$ZodIssue, value: unknown, at: string): WrasseError {
  // A custom check of ours may carry a finished error.
  const finished = issue.code === "custom" ? issue.params?.["error"] : undefined;
  if (finished instanceof WrasseError) {
    const { code, details } = finished;
    const parts = [at, ...issue.path.map(String), details.at ?? ""].filter((part) => part !== "");
    return new WrasseError(code, { ...details, at: parts.join(".") });
  }
  if (issue.code === "invalid_union") {
    const deepest = issue.errors
      .flat()
      .reduce<z.core.$ZodIssue | undefined>(
        (best, next) => (next.path.length > (best?.path.length ?? 0) ? next : best),
        undefined,
      );
    if (deepest !== undefined)
      return issueError(schema, { ...deepest, path: [...issue.path, ...deepest.path] }, value, at);
  }
  const place = [at, ...issue.path.map(String)].filter((part) => part !== "").join(".");
  const got = issue.path.reduce<unknown>(
    (part, key) => (part as Record<PropertyKey, unknown> | undefined)?.[key],
    value,
  );
  if (issue.code === "unrecognized_keys") {
    const key = issue.keys[0]!;
    return new WrasseError("option-unknown", {
      at: place === "" ? key : `${place}.${key}`,
      expected: "a known option",
      got: key,
      hint: nearestHint(key, knownKeys(schema, issue.path)),
    });
  }
  if (got === undefined) {
    return new WrasseError("option-missing", {
      at: place,
      expected: expectation(issue),
      got: "nothing",
      hint: "set it",
    });
  }
  return new WrasseError("option-invalid", {
    at: place,
    expected: expectation(issue),
    got: JSON.stringify(got),
    hint: "change it; `wrasse schema` has its range",
  });
}

/** The keys that an object may have at a path of a schema; of all branches where the schema is a union. */
function knownKeys(schema: z.ZodType, path: readonly PropertyKey[]): string[] {
  const { def } = schema._zod as unknown as { def: SchemaDefinition };
  const inner =
    def.innerType ?? (def.type === "pipe" ? (def.in?._zod.def.type === "transform" ? def.out : def.in) : undefined);
  if (inner !== undefined) return knownKeys(inner, path);
  if (def.options !== undefined) return def.options.flatMap((option) => knownKeys(option, path));
  const [key, ...rest] = path;
  if (key === undefined) return Object.keys(def.shape ?? {});
  const next = def.shape?.[String(key)] ?? def.element;
  return next === undefined ? [] : knownKeys(next, rest);
}

interface SchemaDefinition {
  readonly type: string;
  readonly innerType?: z.ZodType;
  readonly in?: z.ZodType;
  readonly out?: z.ZodType;
  readonly options?: readonly z.ZodType[];
  readonly shape?: Readonly<Record<string, z.ZodType>>;
  readonly element?: z.ZodType;
}

function expectation(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case "invalid_type":
      return `a value of type ${issue.expected}`;
    case "invalid_value":
      return `one of ${issue.values.join(", ")}`;
    case "too_small":
      return `${issue.inclusive === false ? "more than" : "at least"} ${issue.minimum}`;
    case "too_big":
      return `${issue.inclusive === false ? "less than" : "at most"} ${issue.maximum}`;
    default:
      return issue.message;
  }
}
