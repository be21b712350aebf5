/** `npm run demo`: builds when dist/ is older than src/, then runs `wrasse demo` with the arguments given. */
import { spawnSync } from "node:child_process";
import { command, ensureBuilt } from "./ensureBuilt.ts";

// Ctrl-C reaches the child too, which stops cleanly and says what it saved; this process waits for that.
process.on("SIGINT", () => {});
const built = ensureBuilt();
if (built !== 0) process.exit(built);
const { status, signal } = spawnSync(process.execPath, [command, "demo", ...process.argv.slice(2)], {
  stdio: "inherit",
});
process.exit(status ?? (signal === "SIGINT" ? 130 : 1));
