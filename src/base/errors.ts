/** What a person needs to repair a mistake: where it is, what was expected, what came, and what to do. */
export interface ErrorDetails {
  /** Where: a file, a config path such as "model.2.conv2d", a node of a graph. */
  readonly at?: string;
  readonly expected?: unknown;
  readonly got?: unknown;
  /** What to do next, as an imperative sentence without a full stop. */
  readonly hint?: string;
  readonly cause?: unknown;
}

/**
 * A mistake of the user or of their data. The code is stable and the values are data; the text is made from them last,
 * so that the command line, JSON and reports share one source.
 */
export class WrasseError extends Error {
  override readonly name = "WrasseError";
  readonly code: string;
  readonly details: ErrorDetails;

  constructor(code: string, details: ErrorDetails = {}) {
    super(describe(code, details), details.cause === undefined ? undefined : { cause: details.cause });
    this.code = code;
    this.details = details;
  }
}

/** A promise that our own code keeps; when it breaks, the fault is ours and not the user's. */
export function assert(condition: unknown, believed: string): asserts condition {
  if (!condition) throw new Error(`internal: believed that ${believed}`);
}

function describe(code: string, { at, expected, got, hint }: ErrorDetails): string {
  const lines = [at === undefined ? code : `${code} at ${at}`];
  const middle = [
    expected === undefined ? "" : `expected ${plain(expected)}`,
    got === undefined ? "" : `got ${plain(got)}`,
  ].filter((part) => part !== "");
  if (middle.length > 0) lines.push(`  ${middle.join(", ")}`);
  if (hint !== undefined) lines.push(`  try: ${hint}`);
  return lines.join("\n");
}

function plain(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}
