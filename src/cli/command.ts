import type { z } from "zod";
import type { ExitCode } from "./exitCodes.ts";
import type { Output } from "./output.ts";

type Zod = typeof z;

/** An option as commander shows it; its values are checked by the command's schema, under the option's camelCase name. */
export interface Flag {
  /** "-k, --top <n>" */
  readonly flags: string;
  readonly about: string;
  /** Allowed values, for help and completion. */
  readonly choices?: readonly string[];
  /** May be given several times; the value is then a list. */
  readonly isRepeatable?: boolean;
}

/** What a command gets to do its work. */
export interface Call<Options> {
  /** Positional arguments, variadic ones flattened; optional ones that are missing are left out. */
  readonly args: readonly string[];
  readonly options: Options;
  readonly output: Output;
  /** Aborted by Ctrl-C or SIGTERM. */
  readonly signal: AbortSignal;
}

export interface Command {
  readonly name: string;
  /** One line for the list of commands. */
  readonly summary: string;
  /** More, for the command's own help. */
  readonly description?: string;
  readonly args: readonly { readonly name: string; readonly about: string; readonly choices?: readonly string[] }[];
  readonly flags: readonly Flag[];
  /** Lines that can be typed. */
  readonly examples: readonly string[];
  /** Loads zod, and only then checks the options: help does without it. */
  readonly run: (z: Zod, call: Call<Readonly<Record<string, unknown>>>) => Promise<ExitCode>;
}

interface Definition<Schema extends z.ZodType> extends Omit<Command, "run"> {
  /** Of all options together. */
  readonly options: (z: Zod) => Schema;
  /** Imports what is heavy itself, so that other commands and help start quickly. */
  readonly run: (call: Call<z.output<Schema>>) => Promise<ExitCode>;
}

/** A command whose options reach `run` checked and typed. */
export function defineCommand<Schema extends z.ZodType>({ options, run, ...rest }: Definition<Schema>): Command {
  return {
    ...rest,
    run: async (z, call) => {
      const { readOptions } = await import("../base/options.ts");
      return run({ ...call, options: readOptions(options(z), call.options, "") as z.output<Schema> });
    },
  };
}
