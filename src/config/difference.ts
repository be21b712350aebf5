/** One option that two configs set otherwise. */
export interface Change {
  /** Where, such as "optimizer.learningRate". */
  readonly path: string;
  /** undefined where that side lacks the option. */
  readonly before: unknown;
  readonly after: unknown;
}

/** Every option in which two configs differ, by path. */
export function difference(before: unknown, after: unknown, path = ""): Change[] {
  if (isTree(before) && isTree(after)) {
    const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
    return [...keys].flatMap((key) => difference(before[key], after[key], path === "" ? key : `${path}.${key}`));
  }
  return JSON.stringify(before) === JSON.stringify(after) ? [] : [{ path, before, after }];
}

/** Changes as lines for a person: "optimizer.learningRate: 0.05 -> 0.01". */
export function describeChanges(changes: readonly Change[]): string {
  return changes.map(({ path, before, after }) => `${path}: ${valueText(before)} -> ${valueText(after)}`).join("\n");
}

/** A config's value on one line; a part with its name first: `constant {"value":-5}`. */
export function valueText(value: unknown): string {
  if (value === undefined) return "(not set)";
  if (!isTree(value) || typeof value["name"] !== "string") return JSON.stringify(value);
  const { name, ...options } = value;
  return Object.keys(options).length === 0 ? name : `${name} ${JSON.stringify(options)}`;
}

function isTree(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
