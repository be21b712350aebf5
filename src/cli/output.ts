import { createColors } from "picocolors";

type Colours = ReturnType<typeof createColors>;

/** Where a command writes: results on standard output, what happens meanwhile on standard error. */
export interface Output {
  /** With --json: one object a line on standard output, and no text for people. */
  readonly isJson: boolean;
  /** Colours for standard output; none where it is no terminal or NO_COLOR is set. */
  readonly colours: Colours;
  /** Colours for standard error. */
  readonly errorColours: Colours;
  /** Width of standard output where it is a terminal; else there is no limit. */
  readonly columns: number;
  /** A line (or several) of the result, for people. */
  text(text: string): void;
  /** A line of the result, for scripts. */
  json(value: object): void;
  /** A line on standard error, for people; left out with --json. */
  note(text: string): void;
}

export function makeOutput(isJson: boolean): Output {
  const { stdout, stderr } = process;
  return {
    isJson,
    colours: createColors(hasColour(stdout)),
    errorColours: createColors(hasColour(stderr)),
    columns: stdout.isTTY ? stdout.columns : Infinity,
    text(text) {
      if (!isJson) stdout.write(`${text}\n`);
    },
    json(value) {
      if (isJson) stdout.write(`${JSON.stringify(value)}\n`);
    },
    note(text) {
      if (!isJson) stderr.write(`${text}\n`);
    },
  };
}

/** Whether colours are wanted: no-color.org, and FORCE_COLOR for those who pipe into a pager. */
export function hasColour({ isTTY = false }: { readonly isTTY?: boolean }): boolean {
  const { NO_COLOR, FORCE_COLOR, TERM } = process.env;
  if (NO_COLOR !== undefined && NO_COLOR !== "") return false;
  if (FORCE_COLOR !== undefined && FORCE_COLOR !== "0") return true;
  return isTTY && TERM !== "dumb";
}

/** A reader that has seen enough (`wrasse … | head`) is no error: the process ends quietly. */
export function endQuietlyWhenNobodyReads(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on("error", (error: NodeJS.ErrnoException) => {
      if (error.code === "EPIPE") process.exit(0);
      throw error;
    });
  }
}
