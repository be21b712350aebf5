import { WrasseError } from "../base/errors.ts";
import { type ExitCode, exitCodeOf, exitCodes } from "./exitCodes.ts";
import { Interruption } from "./interruption.ts";
import type { Output } from "./output.ts";

/** Tells what went wrong, on standard error and, with --json, as a line of JSON too. Returns the exit status. */
export function tellFailure(error: unknown, output: Output): ExitCode {
  if (error instanceof Interruption) {
    output.json({ type: "error", code: "interrupted", hint: "type the same command to start again" });
    output.note("Stopped. Type the same command to start again.");
    return exitCodes.interrupted;
  }
  if (error instanceof WrasseError) {
    const { at, expected, got, hint } = error.details;
    output.json({ type: "error", code: error.code, at, expected, got, hint });
    process.stderr.write(`${describe(error, output)}\n`);
    return exitCodeOf(error);
  }
  const message = error instanceof Error ? error.message : String(error);
  output.json({ type: "error", code: "fault", got: message, hint: "report it" });
  const lines = [
    `wrasse: ${message.split("\n")[0]}`,
    "  this is a fault of Wrasse, not of what you gave it",
    "  try: set WRASSE_DEBUG=1 for the place in the code, and report it with the command that you typed",
  ];
  process.stderr.write(`${lines.join("\n")}\n`);
  if (process.env["WRASSE_DEBUG"] === "1" && error instanceof Error) process.stderr.write(`${error.stack}\n`);
  return exitCodes.failed;
}

function describe(error: WrasseError, { errorColours: colour }: Output): string {
  const [first, ...rest] = error.message.split("\n");
  return [`${colour.red("wrasse:")} ${colour.bold(first!)}`, ...rest].join("\n");
}
