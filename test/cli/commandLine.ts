import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, readdirSync, rmSync } from "node:fs";
import { resolve } from "node:path";
import { build } from "esbuild";

/** The command line as it is now in src/, in a few files that start quickly. Two levels below package.json, as dist/cli is. */
const folder = resolve(".cache", `wrasse-test-${process.pid}-${process.hrtime.bigint()}`);
const main = resolve(folder, "main.js");

removeBuildsOfEndedProcesses();
await build({
  // Trials start the worker as a file beside the one that they are in.
  entryPoints: { main: "src/cli/main.ts", worker: "src/treat/runner/worker.ts" },
  outdir: folder,
  bundle: true,
  splitting: true,
  packages: "external",
  platform: "node",
  format: "esm",
  logLevel: "error",
});

/** Test files that share a process share the build; vitest ends its processes without a word, so the next one tidies up. */
function removeBuildsOfEndedProcesses(): void {
  const builds = existsSync(".cache") ? readdirSync(".cache").filter((name) => name.startsWith("wrasse-test-")) : [];
  for (const name of builds) {
    try {
      process.kill(Number(name.split("-")[2]), 0);
    } catch {
      rmSync(resolve(".cache", name), { recursive: true, force: true });
    }
  }
}

export interface Ended {
  /** The exit status; a signal's name when that ended the process. */
  readonly status: number | string;
  readonly stdout: string;
  readonly stderr: string;
  /** Standard output read as one JSON object a line; throws where it is anything else. */
  readonly json: readonly Readonly<Record<string, unknown>>[];
}

export interface Started {
  readonly process: ChildProcess;
  readonly ended: Promise<Ended>;
  /** Resolves when standard output or error holds the text (so many times); rejects when the process ends without it. */
  seen(text: string, times?: number): Promise<void>;
}

export interface Surroundings {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** Starts `wrasse` with these words. Photos are cached below the folder, so that no test sees another's. */
export function start(words: readonly string[], { cwd, env = {} }: Surroundings): Started {
  const child = spawn(process.execPath, [main, ...words], {
    cwd,
    env: { ...process.env, NO_COLOR: "1", FORCE_COLOR: "", XDG_CACHE_HOME: resolve(cwd, ".cache"), ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let stdout = "";
  let stderr = "";
  const watchers = new Set<() => void>();
  child.stdout.on("data", (chunk: Buffer) => {
    stdout += chunk.toString();
    for (const watcher of watchers) watcher();
  });
  child.stderr.on("data", (chunk: Buffer) => {
    stderr += chunk.toString();
    for (const watcher of watchers) watcher();
  });
  const ended = new Promise<Ended>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code, signal) => {
      resolve({
        status: code ?? signal ?? "unknown",
        stdout,
        stderr,
        get json() {
          const lines = stdout.split("\n").filter((line) => line !== "");
          return lines.map((line) => JSON.parse(line) as Record<string, unknown>);
        },
      });
    });
  });
  const seen = (text: string, times = 1): Promise<void> =>
    new Promise((resolve, reject) => {
      const look = (): void => {
        if (stdout.split(text).length <= times && stderr.split(text).length <= times) return;
        watchers.delete(look);
        resolve();
      };
      watchers.add(look);
      look();
      void ended.then(() => reject(new Error(`ended without "${text}":\n${stdout}\n${stderr}`)));
    });
  return { process: child, ended, seen };
}

/** Runs `wrasse` with these words to its end. */
export function wrasse(words: readonly string[], surroundings: Surroundings): Promise<Ended> {
  return start(words, surroundings).ended;
}
