import { assert } from "../base/errors.ts";

/** An option as its schema describes it. */
export interface OptionDescription {
  readonly name: string;
  /** As a person writes it; "required" where there is none, "none" where it may be left out. */
  readonly default: string;
  readonly meaning: string;
}

/** The part of a JSON Schema that describes options. */
interface Json {
  readonly properties?: Readonly<Record<string, Json>>;
  readonly required?: readonly string[];
  readonly anyOf?: readonly Json[];
  readonly description?: string;
  readonly default?: unknown;
}

/** The options of a schema: of itself, or of the objects among its alternatives. */
export function optionsOfSchema(schema: object): OptionDescription[] {
  return objectsIn(schema).flatMap(({ properties, required }) =>
    Object.entries(properties!).map(([name, option]) =>
      describeOption(name, option, required?.includes(name) === true),
    ),
  );
}

/** A description ends with its default ("…; default 0.9"), where that is not plain from the schema's own. */
function describeOption(name: string, option: Json, isRequired: boolean): OptionDescription {
  assert(option.description !== undefined, `the option ${name} says what it means`);
  const [, meaning = option.description, said] =
    /^([\s\S]*); (?:default (.*)|required)$/.exec(option.description) ?? [];
  const own = JSON.stringify(option.default) as string | undefined;
  assert(
    said === undefined || unquoted(said).startsWith(unquoted(own ?? "")),
    `the option ${name} says default ${said}, and its schema ${own}`,
  );
  return { name, default: isRequired ? "required" : (said ?? own ?? "none"), meaning };
}

/** Without quotes and spaces, as JSON has them otherwise than text. */
function unquoted(text: string): string {
  return text.replaceAll(/["\s]/g, "");
}

/** The schema's objects: itself, or those among its alternatives. */
function objectsIn(json: Json): Json[] {
  return [...(json.properties === undefined ? [] : [json]), ...(json.anyOf ?? []).flatMap(objectsIn)];
}
