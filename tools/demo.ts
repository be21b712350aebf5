/** `npm run demo`: builds when dist/ is older than src/, then runs `wrasse demo` with the arguments given. */
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";

const command = join("dist", "cli", "main.js");

function newestChange(folder: string): number {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return Math.max(
    ...entries.filter((entry) => entry.isFile()).map((entry) => statSync(join(entry.parentPath, entry.name)).mtimeMs),
  );
}

function isBuilt(): boolean {
  return existsSync(command) && newestChange("dist") >= newestChange("src");
}

function runOrExit(args: readonly string[]): void {
  const { status, signal } = spawnSync(process.execPath, args, { stdio: "inherit" });
  if (status !== 0) process.exit(status ?? (signal === "SIGINT" ? 130 : 1));
}

// Ctrl-C reaches the child too, which stops cleanly and says what it saved; this process waits for that.
process.on("SIGINT", () => {});
if (!isBuilt()) {
  process.stderr.write("Building (once) ...\n");
  runOrExit(["--import", "tsx", join("tools", "build.ts")]);
}
runOrExit([command, "demo", ...process.argv.slice(2)]);
