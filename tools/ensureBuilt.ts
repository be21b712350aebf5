import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";

/** The built command line, from the repository's root. */
export const command = join("dist", "cli", "main.js");

/** Builds dist/ when it is missing or older than src/. Returns what the build ended with: 0 when all is well. */
export function ensureBuilt(): number {
  if (existsSync(command) && newestChange("dist") >= newestChange("src")) return 0;
  process.stderr.write("Building (once) ...\n");
  const { status } = spawnSync(process.execPath, ["--import", "tsx", join("tools", "build.ts")], { stdio: "inherit" });
  return status ?? 1;
}

function newestChange(folder: string): number {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  return Math.max(...files.map((entry) => statSync(join(entry.parentPath, entry.name)).mtimeMs));
}
