import { closest, distance } from "fastest-levenshtein";
import type { z } from "zod";
import { WrasseError } from "./errors.ts";

type Issue = z.core.$ZodIssue;

/**
 * Checks what a user wrote against a schema and fills in the defaults.
 *
 * @param at where the value is, such as "model.2.conv2d"; the error adds the path inside it
 * @throws WrasseError "option-unknown", "option-missing", "option-invalid"
 */
export function readOptions<Options>(schema: z.ZodType<Options>, value: unknown, at: string): Options {
  const result = schema.safeParse(value, { reportInput: true });
  if (result.success) return result.data;
  throw explain(mostSpecific(result.error.issues), schema, value, at);
}

/** The name in `names` that was probably meant, or undefined when none is near. */
export function nearestName(given: string, names: readonly string[]): string | undefined {
  if (names.length === 0) return undefined;
  const nearest = closest(given, names);
  return distance(given, nearest) <= Math.max(2, Math.floor(nearest.length / 3)) ? nearest : undefined;
}

/** The issue to speak of: a key with a typing error before what it leaves missing; in a union, the branch that fits best. */
function mostSpecific(issues: readonly Issue[], path: readonly PropertyKey[] = []): Issue {
  const first = issues.find((issue) => issue.code === "unrecognized_keys") ?? issues[0]!;
  const here = { ...first, path: [...path, ...first.path] } as Issue;
  if (first.code !== "invalid_union" || first.errors.length === 0) return here;
  const branches = first.errors.map((errors) => mostSpecific(errors, here.path));
  const isOfType = branches.filter((issue) => issue.code !== "invalid_type" || issue.path.length > here.path.length);
  if (isOfType.length > 0)
    return isOfType.reduce((best, issue) => (issue.path.length > best.path.length ? issue : best));
  const forms = branches.map((issue) => (issue.code === "invalid_type" ? typeName(issue.expected) : ""));
  const expected = [...new Set(forms)].join(" or ");
  return { code: "invalid_type", expected, path: here.path, message: first.message, input: first.input } as never;
}

function explain(issue: Issue, schema: z.ZodType, value: unknown, at: string): WrasseError {
  const place = [at, ...issue.path.map(String)].filter((part) => part !== "").join(".");
  const got = valueAt(value, issue.path);
  if (issue.code === "unrecognized_keys") {
    const known = knownKeys(schema, issue.path);
    const key = issue.keys[0]!;
    const nearest = nearestName(key, known);
    return new WrasseError("option-unknown", {
      at: place === "" ? key : `${place}.${key}`,
      expected: known.length === 0 ? "no options" : `one of ${known.join(", ")}`,
      got: key,
      hint: nearest === undefined ? `remove ${key}` : `write ${nearest} in place of ${key}`,
    });
  }
  const expected = expectation(issue);
  if (got === undefined && issue.code !== "custom") {
    return new WrasseError("option-missing", { at: place, expected, got: "nothing", hint: `give ${place}` });
  }
  const names = allowedNames(issue);
  const nearest = typeof got === "string" && names !== undefined ? nearestName(got, names) : undefined;
  return new WrasseError("option-invalid", {
    at: place,
    expected,
    got: typeof got === "string" ? JSON.stringify(got) : got,
    hint: nearest === undefined ? `change ${place}` : `write ${nearest}`,
  });
}

function expectation(issue: Issue): string {
  switch (issue.code) {
    case "invalid_type":
      return typeName(issue.expected);
    case "invalid_value":
      return `one of ${issue.values.map(String).join(", ")}`;
    case "too_small":
      return `${isList(issue.origin) ? "a length of " : ""}${issue.inclusive === false ? "more than" : "at least"} ${issue.minimum}`;
    case "too_big":
      return `${isList(issue.origin) ? "a length of " : ""}${issue.inclusive === false ? "less than" : "at most"} ${issue.maximum}`;
    case "invalid_union":
      return allowedNames(issue) === undefined ? "another form" : `one of ${allowedNames(issue)!.join(", ")}`;
    default:
      return issue.message;
  }
}

function isList(origin: string): boolean {
  return origin === "array" || origin === "string";
}

function typeName(expected: string): string {
  const names: Record<string, string> = {
    int: "a whole number",
    number: "a number",
    string: "a text",
    boolean: "true or false",
    object: "options by name",
    array: "a list",
    tuple: "a pair",
  };
  return names[expected] ?? expected;
}

function allowedNames(issue: Issue): string[] | undefined {
  if (issue.code === "invalid_value") return issue.values.map(String);
  const { options } = issue as { options?: readonly unknown[] };
  return issue.code === "invalid_union" && options !== undefined ? options.map(String) : undefined;
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((inner, key) => (inner as Record<PropertyKey, unknown> | undefined)?.[key], value);
}

interface Definition {
  readonly shape?: Readonly<Record<string, z.ZodType>>;
  readonly options?: readonly z.ZodType[];
  readonly in?: z.ZodType;
  readonly out?: z.ZodType;
  readonly innerType?: z.ZodType;
  readonly element?: z.ZodType;
}

/** The keys that a schema's objects take at a path, through unions, pipes and defaults. */
function knownKeys(schema: z.ZodType, path: readonly PropertyKey[]): string[] {
  const { shape, options = [], element, ...wrapped } = schema.def as Definition;
  const [key, ...rest] = path;
  if (shape !== undefined) {
    if (key === undefined) return Object.keys(shape);
    return shape[String(key)] === undefined ? [] : knownKeys(shape[String(key)]!, rest);
  }
  if (element !== undefined) return key === undefined ? [] : knownKeys(element, rest);
  const inner = [...options, wrapped.in, wrapped.out, wrapped.innerType].filter((part) => part !== undefined);
  return [...new Set(inner.flatMap((part) => knownKeys(part, path)))];
}
