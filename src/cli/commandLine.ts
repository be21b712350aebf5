import { createRequire } from "node:module";
import { Command as Commander, CommanderError, Option } from "commander";
import { WrasseError } from "../base/errors.ts";
import type { Command, Flag } from "./command.ts";
import { commands } from "./commands/index.ts";
import { completeRequest } from "./completeRequest.ts";
import { type ExitCode, exitCodes, exitCodesHelp } from "./exitCodes.ts";
import { tellFailure } from "./failure.ts";
import { interruptible } from "./interruption.ts";
import { makeOutput } from "./output.ts";
import { usageError } from "./usageError.ts";

const { version, description } = createRequire(import.meta.url)("../../package.json") as {
  version: string;
  description: string;
};

/**
 * Runs one command and tells what came of it.
 *
 * @param words what was typed after `wrasse`
 * @returns the exit status
 */
export async function runCommandLine(words: readonly string[]): Promise<ExitCode> {
  const end = words.indexOf("--");
  const isJson = words.slice(0, end < 0 ? undefined : end).includes("--json");
  try {
    let exitCode: ExitCode = exitCodes.done;
    const program = makeProgram(async (command, args, options) => {
      exitCode = await runCommand(command, args, options, isJson);
    });
    if (words[0] === completeRequest) await complete(program, words.slice(words.indexOf("--") + 1));
    else if (words.length === 0) program.outputHelp();
    else await program.parseAsync(words, { from: "user" });
    return exitCode;
  } catch (error) {
    return isShown(error) ? exitCodes.done : tellFailure(error, makeOutput(isJson));
  }
}

/** Commander throws when it has printed help or the version. */
function isShown(error: unknown): boolean {
  return error instanceof CommanderError && error.exitCode === 0;
}

async function complete(program: Commander, words: readonly string[]): Promise<void> {
  const { completions } = await import("./completion.ts");
  process.stdout.write(`${completions(program, words).join("\n")}\n`);
}

type Start = (command: Command, args: readonly string[], options: Readonly<Record<string, unknown>>) => Promise<void>;

function makeProgram(start: Start): Commander {
  const program = new Commander("wrasse")
    .description(description)
    .version(version, "-v, --version", "the version")
    .helpOption("-h, --help", "this help")
    .helpCommand("help [command]", "help for a command")
    .usage("<command> [options]")
    .configureHelp({ sortSubcommands: false, subcommandTerm: (sub) => sub.name() })
    .configureOutput({ outputError: () => undefined })
    .addHelpText("after", `\n${exitCodesHelp}\n\nStart with: wrasse demo`);
  const names = [...commands.map(({ name }) => name), "help"];
  program.exitOverride((error) => {
    throw usageError(error, { command: "wrasse", flags: [], names });
  });
  for (const command of commands) addCommand(program, command, start);
  return program;
}

function addCommand(program: Commander, command: Command, start: Start): void {
  const flags: readonly Flag[] = [
    ...command.flags,
    { flags: "--json", about: "one JSON object a line on standard output, for scripts" },
  ];
  const sub = program
    .command(command.name)
    .summary(command.summary)
    .description(command.description ?? command.summary)
    .addHelpText("after", `\nExamples:\n${command.examples.map((line) => `  ${line}`).join("\n")}\n\n${exitCodesHelp}`);
  for (const { name, about, choices } of command.args) {
    const argument = sub.createArgument(name, about);
    if (choices !== undefined) argument.argChoices = [...choices];
    sub.addArgument(argument);
  }
  for (const flag of flags) sub.addOption(optionOf(flag));
  sub.exitOverride((error) => {
    throw usageError(error, { command: `wrasse ${command.name}`, flags: longFlags(flags), names: [] });
  });
  sub.action(async () => await start(command, sub.args, sub.opts()));
}

function optionOf({ flags, about, choices, isRepeatable }: Flag): Option {
  const option = new Option(flags, about);
  // Only shown and completed: the command's schema checks the values, so that all errors look alike.
  if (choices !== undefined) option.argChoices = [...choices];
  if (option.required) {
    option.argParser<unknown>((value, before) => {
      if (value.startsWith("--")) throw valueMissing(flags, value);
      return isRepeatable === true ? [...((before as string[] | undefined) ?? []), value] : value;
    });
  }
  return option;
}

/** commander would take the next option for the value. */
function valueMissing(flags: string, next: string): WrasseError {
  return new WrasseError("option-without-value", {
    at: flags,
    expected: "a value",
    got: `the option ${next}`,
    hint: "write a value after it",
  });
}

function longFlags(flags: readonly Flag[]): string[] {
  return flags.map((flag) => /--[a-z-]+/.exec(flag.flags)![0]);
}

async function runCommand(
  command: Command,
  args: readonly string[],
  options: Readonly<Record<string, unknown>>,
  isJson: boolean,
): Promise<ExitCode> {
  const output = makeOutput(isJson);
  const { signal, dispose } = interruptible();
  try {
    const { z } = await import("zod");
    const { json: _, ...own } = options;
    return await command.run(z, { args, options: own, output, signal });
  } catch (error) {
    return tellFailure(withFlagName(error, command.flags, options), output);
  } finally {
    dispose();
  }
}

/** An option is named as it was typed: "--top", where its schema says "top". What stands deep in a config was not typed. */
function withFlagName(error: unknown, flags: readonly Flag[], typed: Readonly<Record<string, unknown>>): unknown {
  if (!(error instanceof WrasseError) || !error.code.startsWith("option-")) return error;
  const [key, ...path] = (error.details.at ?? "").split(".");
  const flag = flags.map(optionOf).find((option) => option.attributeName() === key)?.long;
  if (flag === undefined || flag === null || (path.length > 0 && typed[key!] === undefined)) return error;
  const renamed = (text: string): string => text.replace(error.details.at!, flag);
  const { hint, ...details } = error.details;
  return new WrasseError(error.code, {
    ...details,
    at: [flag, ...path].join("."),
    ...(hint === undefined ? {} : { hint: renamed(hint) }),
  });
}
