/** Builds dist/ from src/: one JavaScript file and one declaration file for each source file, and nothing else. */
import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";

const outputEndings = [".d.ts", ".js"];

function compile(): void {
  const compiler = join("node_modules", "typescript", "bin", "tsc");
  const { status } = spawnSync(process.execPath, [compiler, "-p", "tsconfig.build.json"], { stdio: "inherit" });
  if (status !== 0) process.exit(status ?? 1);
}

/** A source that was renamed or deleted leaves its output behind, which would be packed. */
function removeOutputWithoutSource(): void {
  for (const entry of readdirSync("dist", { recursive: true, encoding: "utf8" })) {
    const ending = outputEndings.find((candidate) => entry.endsWith(candidate));
    if (ending !== undefined && !existsSync(join("src", `${entry.slice(0, -ending.length)}.ts`))) {
      rmSync(join("dist", entry));
    }
  }
}

compile();
removeOutputWithoutSource();
const command = join("dist", "cli", "main.js");
if (existsSync(command)) chmodSync(command, 0o755);
