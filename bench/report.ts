import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { availableParallelism, cpus, loadavg, release, totalmem, type } from "node:os";
import Table from "cli-table3";

const require = createRequire(import.meta.url);

/** What one benchmark found. */
export interface Findings {
  /** What the command line calls it, such as "step". */
  readonly id: string;
  readonly title: string;
  /** What was compared and how, in sentences. */
  readonly notes: readonly string[];
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** The same for machines: one JSON object a line under --json. */
  readonly records: readonly object[];
  /** Versions of what was measured beside this project. */
  readonly versions?: Readonly<Record<string, string>> | undefined;
}

/** A table for a terminal. */
export function terminalTable({ title, columns, rows, notes }: Findings): string {
  const table = new Table({ head: [...columns], style: { head: [], border: [] } });
  table.push(...rows.map((row) => [...row]));
  return `${title}\n${table.toString()}\n${notes.join("\n")}\n`;
}

/** A section of bench/RESULTS.md. */
export function markdownSection(findings: Findings, command: string): string {
  const { title, notes, columns, rows, versions = {} } = findings;
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  return [
    `## ${title}`,
    "",
    line(columns),
    line(columns.map((_, column) => (column === 0 ? "---" : "---:"))),
    ...rows.map(line),
    "",
    ...notes.map((note) => `- ${note}`),
    `- Command: \`${command}\``,
    `- ${machine()}`,
    `- ${versionList(versions)}`,
    "",
  ].join("\n");
}

const heading = `# Measured

Written by \`npm run bench\`. Both sides of a comparison were measured in one run and in turns, so the ratios mean more than
the times; under 1 means that Wrasse is faster.
`;

/** Puts a section into the results file, in place of the section with the same title. */
export function writeSection(path: string, section: string): void {
  const old = existsSync(path) ? readFileSync(path, "utf8") : heading;
  const title = section.slice(0, section.indexOf("\n"));
  const sections = old.split(/^(?=## )/m);
  const place = sections.findIndex((text) => text.startsWith(`${title}\n`));
  if (place >= 0) sections[place] = section;
  else sections.push(section);
  writeFileSync(path, `${sections.map((text) => text.trimEnd()).join("\n\n")}\n`);
}

function machine(): string {
  const memory = Math.round(totalmem() / 2 ** 30);
  const load = loadavg()[0]!.toFixed(1);
  return (
    `Machine: ${cpus()[0]?.model.trim() ?? "unknown processor"}, ${availableParallelism()} cores, ${memory} GiB, ` +
    `${type()} ${release()}; load average ${load} at the end (the benchmark itself included)`
  );
}

function versionList(versions: NonNullable<Findings["versions"]>): string {
  const { version } = require("onnxruntime-node/package.json") as { version: string };
  const all = { Wrasse: commit(), "Node.js": process.version, "onnxruntime-node": version, ...versions };
  return `Versions: ${Object.entries(all)
    .map(([name, value]) => `${name} ${value}`)
    .join(", ")}`;
}

function commit(): string {
  try {
    return execFileSync("git", ["describe", "--always", "--dirty"], { encoding: "utf8", stdio: "pipe" }).trim();
  } catch {
    return "without git";
  }
}
