import type { CommanderError } from "commander";
import { WrasseError } from "../base/errors.ts";
import { nearestName } from "../base/options.ts";

interface Usage {
  /** "wrasse train" */
  readonly command: string;
  /** Known long options. */
  readonly flags: readonly string[];
  /** Known commands. */
  readonly names: readonly string[];
}

/** What commander says of a wrong command line, as an error like all others. Help and version come back as they are. */
export function usageError(error: CommanderError, { command, flags, names }: Usage): Error {
  const quoted = [...error.message.matchAll(/'([^']*)'/g)].map((match) => match[1]!);
  const help = `type ${command} --help`;
  switch (error.code) {
    case "commander.unknownOption": {
      const got = quoted[0]!;
      const known = [...flags, "--help"];
      const nearest = nearestName(got, known);
      return new WrasseError("option-unknown", {
        at: command,
        expected: `one of ${known.join(", ")}`,
        got,
        hint: nearest === undefined ? help : `write ${nearest} in place of ${got}`,
      });
    }
    case "commander.unknownCommand": {
      const got = quoted[0]!;
      const nearest = nearestName(got, names);
      return new WrasseError("command-unknown", {
        at: command,
        expected: `one of ${names.join(", ")}`,
        got,
        hint: nearest === undefined ? help : `write wrasse ${nearest}`,
      });
    }
    case "commander.missingArgument":
      return new WrasseError("argument-missing", {
        at: command,
        expected: quoted[0]!.toUpperCase(),
        got: "nothing",
        hint: help,
      });
    case "commander.optionMissingArgument":
      return new WrasseError("option-without-value", {
        at: quoted[0]!,
        expected: "a value",
        got: "nothing after it",
        hint: help,
      });
    case "commander.excessArguments": {
      const [expected, got] = [...error.message.matchAll(/\d+/g)].map((match) => Number(match[0]));
      return new WrasseError("arguments-too-many", { at: command, expected: `at most ${expected}`, got, hint: help });
    }
    default:
      return error;
  }
}
