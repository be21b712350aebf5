import tab from "@bomb.sh/tab/commander";
import type { Command as Commander } from "commander";
import { completeRequest } from "./completeRequest.ts";

const completeFilesToo = ":0";

/**
 * Answers a shell's request for completions: a candidate a line, then what the shell may add of its own.
 *
 * @param words what was typed after `wrasse`, the unfinished word last (empty after a space)
 * @returns lines for standard output
 */
export function completions(program: Commander, words: readonly string[]): string[] {
  // Shells show one line beside each candidate.
  for (const command of program.commands) command.description(command.summary());
  const root = tab(program);
  const lines = printedBy(() => root.parse([...words]));
  // The library adds its own command to the program, and never lets the shell offer files: most arguments here are files.
  const candidates = lines.slice(0, -1).filter((line) => !line.startsWith(`${completeRequest}\t`));
  return [...candidates, candidates.length === 0 ? completeFilesToo : lines.at(-1)!];
}

/** The library prints to the console itself. */
function printedBy(work: () => void): string[] {
  const lines: string[] = [];
  const { log } = console;
  console.log = (line: string) => lines.push(line);
  try {
    work();
  } finally {
    console.log = log;
  }
  return lines;
}
