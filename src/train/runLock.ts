import { readFileSync } from "node:fs";
import { readdir, readFile, rm, stat } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import { WrasseError } from "../base/errors.ts";
import { writeInPlace } from "../base/files.ts";
import { parseJson } from "../base/json.ts";

const prefix = ".lock-";
/** The holder writes its file anew this often, as a sign of life for other machines. */
const signOfLifeMs = 15_000;
/** A file of another machine that was not written for this long belongs to a process that is gone. */
const silentMs = 60_000;

/** Who holds a run. */
interface Holder {
  readonly pid: number;
  readonly host: string;
  /** Tells the process from a later one with the same number; empty where the system does not say. */
  readonly started: string;
}

/** Runs that this process holds, by their folders. */
const heldHere = new Set<string>();

/** Whether a file of a run's folder is one that says who trains it. */
export function isLock(name: string): boolean {
  return name.startsWith(prefix);
}

/**
 * Does work on a run while no other process works on it.
 *
 * Each process puts a file with its own name into the folder, then looks for those of others: so of two that start together
 * both may be refused, and never both let in. A file of a process that is gone (killed, or on a machine that has been silent
 * for a minute) is removed.
 *
 * @throws WrasseError "run-in-use"
 */
export async function whileLocked<T>(folder: string, work: () => Promise<T>): Promise<T> {
  if (heldHere.has(folder)) throw inUse(folder, "this process is training it", "wait until it has ended");
  heldHere.add(folder);
  const me: Holder = { pid: process.pid, host: hostname(), started: startOf(process.pid) };
  const own = join(folder, `${prefix}${me.host.replace(/[^\w.-]/g, "_")}-${me.pid}`);
  let beat: NodeJS.Timeout | undefined;
  let written: Promise<void> | undefined;
  try {
    await writeInPlace(own, JSON.stringify(me));
    await refuseOthers(folder, own, me);
    beat = setInterval(() => {
      written = writeInPlace(own, JSON.stringify(me)).catch(() => undefined);
    }, signOfLifeMs);
    beat.unref();
    return await work();
  } finally {
    clearInterval(beat);
    await written;
    await rm(own, { force: true }).catch(() => undefined);
    heldHere.delete(folder);
  }
}

async function refuseOthers(folder: string, own: string, me: Holder): Promise<void> {
  const now = (await stat(own)).mtimeMs; // By the clock of the file system, which may be another machine's.
  for (const name of (await readdir(folder)).filter(isLock)) {
    const path = join(folder, name);
    if (path === own) continue;
    const written = await stat(path).catch(() => undefined);
    if (written === undefined) continue;
    const silent = now - written.mtimeMs;
    const holder = parseJson(await readFile(path, "utf8").catch(() => "")) as Holder | undefined;
    if (holder === undefined ? silent > silentMs : isGone(holder, me, silent)) {
      await rm(path, { force: true });
      continue;
    }
    const who = holder === undefined ? "another process" : `process ${holder.pid} on ${holder.host}`;
    const hint =
      holder?.host === me.host
        ? "wait until that training has ended, or stop it with Ctrl-C"
        : `if nothing trains there any more, try again in a minute, or delete ${path}`;
    throw inUse(folder, `${who} is training it`, hint);
  }
}

function isGone({ pid, host, started }: Holder, me: Holder, silent: number): boolean {
  if (host !== me.host) return silent > silentMs;
  if (pid === me.pid) return true; // Of an earlier process with our number: ours has another name.
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "ESRCH";
  }
  return started !== "" && startOf(pid) !== started;
}

/** When a process was started, with the start of the system: Linux only. */
function startOf(pid: number): string {
  try {
    const afterName = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ").at(-1)!;
    const boot = readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();
    // Field 22 of the line; the second and its closing bracket are cut off.
    return `${boot} ${afterName.split(" ")[19]}`;
  } catch {
    return "";
  }
}

function inUse(folder: string, got: string, hint: string): WrasseError {
  return new WrasseError("run-in-use", { at: folder, expected: "a run that nothing else is training", got, hint });
}
