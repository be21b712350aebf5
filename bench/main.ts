/**
 * `npm run bench`: measures Wrasse beside its peers in one run, by turns, and writes bench/RESULTS.md.
 * `npm run bench -- WHAT...` measures some of benchmarks.ts; see --help.
 */
import { parseArgs } from "node:util";
import { type BenchOption, givenOf } from "./benchmark.ts";
import { benchmarks } from "./benchmarks.ts";
import { markdownSection, terminalTable, writeSection } from "./report.ts";

const resultsPath = "bench/RESULTS.md";

function helpText(): string {
  const line = (name: string, about: string, by?: string): string =>
    `  ${name.padEnd(20)}${about}${by === undefined ? "" : ` (default ${by})`}\n`;
  const own = benchmarks.map(
    ({ id, about, isLong, options }) =>
      line(id, `${about}${isLong === true ? ", only when asked for" : ""}`) +
      Object.entries(options)
        .map(([name, option]) => line(`  --${name}`, option.about, option.default))
        .join(""),
  );
  return (
    "npm run bench -- [WHAT...] [OPTIONS]\n\n" +
    "Measures what is named, or all that takes minutes, and writes bench/RESULTS.md.\n\n" +
    `${own.join("")}\n` +
    line("--json", "one JSON object a line on standard output; bench/RESULTS.md stays as it is")
  );
}

function refuse(message: string): never {
  process.stderr.write(`bench: ${message}\n\n${helpText()}`);
  process.exit(2);
}

/** The benchmarks that the command line names, and their options with the rest filled in. */
function readArguments(args: readonly string[]) {
  const options = new Map<string, BenchOption>(benchmarks.flatMap((one) => Object.entries(one.options)));
  const flags = ["json", "help", ...[...options].filter(([, { isFlag }]) => isFlag === true).map(([name]) => name)];
  const parsed = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: Object.fromEntries([
      ...[...options.keys()].map((name) => [name, { type: "string" as const }]),
      ...flags.map((name) => [name, { type: "boolean" as const }]),
    ]),
  });
  const values = parsed.values as Readonly<Record<string, string | boolean | undefined>>;
  const { positionals } = parsed;
  const strange = positionals.find((what) => !benchmarks.some(({ id }) => id === what));
  if (strange !== undefined) throw new RangeError(`there is no benchmark ${strange}`);
  const chosen = benchmarks.filter(({ id, isLong }) =>
    positionals.length === 0 ? isLong !== true : positionals.includes(id),
  );
  const unused = Object.keys(values).find(
    (name) => options.has(name) && !chosen.some((one) => Object.hasOwn(one.options, name)),
  );
  if (unused !== undefined)
    throw new RangeError(`--${unused} is no option of ${chosen.map(({ id }) => id).join(", ")}`);
  return { values, chosen };
}

async function main(): Promise<void> {
  const args = process.argv.slice(2);
  const { values, chosen } = readArguments(args);
  if (values["help"] === true) {
    process.stdout.write(helpText());
    return;
  }
  const command = ["npm run bench", ...(args.length === 0 ? [] : ["--", ...args])].join(" ");
  const progress = (text: string): void => {
    process.stderr.write(`${text}\n`);
  };
  for (const { options, measure } of chosen) {
    const defaults = Object.fromEntries(Object.entries(options).map(([name, option]) => [name, option.default]));
    const findings = await measure(givenOf({ ...defaults, ...values }), progress);
    if (values["json"] === true) {
      for (const record of findings.records) process.stdout.write(`${JSON.stringify(record)}\n`);
    } else {
      process.stdout.write(`\n${terminalTable(findings)}`);
      writeSection(resultsPath, markdownSection(findings, command));
    }
  }
  if (values["json"] !== true) process.stdout.write(`\nWritten to ${resultsPath}\n`);
}

try {
  await main();
} catch (error) {
  const isMisused = error instanceof RangeError || (error as NodeJS.ErrnoException).code?.startsWith("ERR_PARSE_ARGS");
  if (isMisused !== true) throw error;
  refuse((error as Error).message);
}
