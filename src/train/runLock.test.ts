import { spawn, spawnSync } from "node:child_process";
import { readdirSync, utimesSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { temporaryFolder } from "../../test/support/photos.ts";
import { whileLocked } from "./runLock.ts";

const locked = async (folder: string): Promise<string> => whileLocked(folder, () => Promise.resolve("worked"));

/** A file as another process writes it. */
function lockOf(folder: string, holder: { pid: number; host?: string; started?: string }, secondsAgo = 0): string {
  const path = join(folder, `.lock-other-${holder.pid}`);
  writeFileSync(path, JSON.stringify({ host: hostname(), started: "", ...holder }));
  const written = Date.now() / 1000 - secondsAgo;
  utimesSync(path, written, written);
  return path;
}

test("a second one in the same process is refused while the first works, and let in afterwards", async () => {
  const folder = temporaryFolder();
  await whileLocked(folder, async () => {
    await expect(locked(folder)).rejects.toMatchObject({ code: "run-in-use" });
  });
  expect(await locked(folder)).toBe("worked");
  expect(readdirSync(folder)).toEqual([]);
});

test("work that fails leaves no lock", async () => {
  const folder = temporaryFolder();
  await expect(whileLocked(folder, () => Promise.reject(new Error("no")))).rejects.toThrow("no");
  expect(readdirSync(folder)).toEqual([]);
});

test("a living process is named; when it is gone its lock is removed", async () => {
  const folder = temporaryFolder();
  const other = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"], { stdio: "ignore" });
  lockOf(folder, { pid: other.pid! });
  await expect(locked(folder)).rejects.toMatchObject({
    code: "run-in-use",
    details: { got: `process ${other.pid} on ${hostname()} is training it` },
  });
  const ended = new Promise((resolve) => other.on("exit", resolve));
  other.kill("SIGKILL");
  await ended;
  expect(await locked(folder)).toBe("worked");
  expect(readdirSync(folder)).toEqual([]);
});

test.runIf(process.platform === "linux")(
  "a later process with the number of one that is gone holds nothing",
  async () => {
    const folder = temporaryFolder();
    lockOf(folder, { pid: process.ppid, started: "another boot 1" });
    expect(await locked(folder)).toBe("worked");
  },
);

test("another machine holds a run until it has been silent for a minute", async () => {
  const folder = temporaryFolder();
  const { pid } = spawnSync(process.execPath, ["-e", ""]); // No such process here; there it may live.
  lockOf(folder, { pid, host: "elsewhere" }, 30);
  await expect(locked(folder)).rejects.toMatchObject({ code: "run-in-use" });
  lockOf(folder, { pid, host: "elsewhere" }, 90);
  expect(await locked(folder)).toBe("worked");
});

test("a lock that is not written yet counts as held", async () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, ".lock-other-1"), "");
  await expect(locked(folder)).rejects.toMatchObject({ code: "run-in-use" });
});
