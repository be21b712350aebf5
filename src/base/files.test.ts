import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { WrasseError } from "./errors.ts";
import { appendLine, makeFolder, writeAtomically } from "./files.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "wrasse-files-"));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

async function codeOf(work: Promise<unknown>): Promise<string> {
  const error = await work.then(
    () => new Error("it did not fail"),
    (thrown: unknown) => thrown,
  );
  return error instanceof WrasseError ? error.code : String(error);
}

/** Runs `work` in a small file system of its own, or says why it cannot and returns false. */
async function inMounted(options: string, work: (mounted: string) => Promise<void>): Promise<boolean> {
  const mounted = join(folder, "mounted");
  mkdirSync(mounted);
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", options, "none", mounted], { stdio: "pipe" });
  } catch {
    return false;
  }
  try {
    await work(mounted);
  } finally {
    execFileSync("umount", [mounted]);
  }
  return true;
}

test("a text, bytes and pieces are written whole, over an older file too, and nothing else stays in the folder", async () => {
  const path = join(folder, "result.bin");
  await writeAtomically(path, "an older and longer text, with a fish: é");
  expect(readFileSync(path, "utf8")).toBe("an older and longer text, with a fish: é");
  await writeAtomically(path, Uint8Array.of(1, 2, 3));
  expect([...readFileSync(path)]).toEqual([1, 2, 3]);
  await writeAtomically(path, [Uint8Array.of(4), new Uint8Array(0), Uint8Array.of(5, 6)]);
  expect([...readFileSync(path)]).toEqual([4, 5, 6]);
  expect(readdirSync(folder)).toEqual(["result.bin"]);
});

test("a reader who opened the old file goes on reading the old content", async () => {
  const path = join(folder, "state");
  const hardLink = join(folder, "held");
  await writeAtomically(path, "old");
  execFileSync("ln", [path, hardLink]);
  await writeAtomically(path, "new");
  expect(readFileSync(hardLink, "utf8")).toBe("old");
  expect(readFileSync(path, "utf8")).toBe("new");
});

test("writes at the same time to one path leave one of them, whole", async () => {
  const path = join(folder, "state");
  const contents = ["a", "b", "c", "d"].map((letter) => letter.repeat(100_000));
  await Promise.all(contents.map((content) => writeAtomically(path, content)));
  expect(contents).toContain(readFileSync(path, "utf8"));
  expect(readdirSync(folder)).toEqual(["state"]);
});

test("a full disk is named, and leaves the old file and no leftovers", async ({ skip }) => {
  const ran = await inMounted("size=64k", async (mounted) => {
    const path = join(mounted, "best.safetensors");
    await writeAtomically(path, "old");
    expect(await codeOf(writeAtomically(path, new Uint8Array(1 << 20)))).toBe("disk-full");
    expect(readFileSync(path, "utf8")).toBe("old");
    expect(readdirSync(mounted)).toEqual(["best.safetensors"]);
    await expect(writeAtomically(path, new Uint8Array(1 << 20))).rejects.toThrow(/no space left on the disk/);
  });
  skip(!ran, "no permission to mount a small file system");
});

test("a full disk leaves no half line in a file that is appended to", async ({ skip }) => {
  const ran = await inMounted("size=64k", async (mounted) => {
    const path = join(mounted, "record.jsonl");
    await appendLine(path, "first");
    expect(await codeOf(appendLine(path, "x".repeat(1 << 20)))).toBe("disk-full");
    expect(readFileSync(path, "utf8")).toBe("first\n");
  });
  skip(!ran, "no permission to mount a small file system");
});

test("a device that is always full is named", async ({ skip }) => {
  skip(process.platform !== "linux", "/dev/full is Linux's");
  const path = join(folder, "results.csv");
  symlinkSync("/dev/full", path);
  expect(await codeOf(appendLine(path, "epoch,loss"))).toBe("disk-full");
});

test("a read-only file system is named", async ({ skip }) => {
  const ran = await inMounted("size=64k,ro", async (mounted) => {
    expect(await codeOf(writeAtomically(join(mounted, "a"), "a"))).toBe("folder-not-writable");
    expect(await codeOf(appendLine(join(mounted, "a"), "a"))).toBe("folder-not-writable");
  });
  skip(!ran, "no permission to mount a small file system");
});

test("a folder without write permission is named", async ({ skip }) => {
  skip(process.getuid?.() === 0, "root may write everywhere");
  const locked = join(folder, "locked");
  mkdirSync(locked, { mode: 0o555 });
  expect(await codeOf(writeAtomically(join(locked, "a"), "a"))).toBe("folder-not-writable");
});

test("a missing folder, a file in its place, and a folder in the place of the file are told apart", async () => {
  expect(await codeOf(writeAtomically(join(folder, "none", "a"), "a"))).toBe("folder-missing");
  writeFileSync(join(folder, "file"), "");
  expect(await codeOf(writeAtomically(join(folder, "file", "a"), "a"))).toBe("folder-missing");
  mkdirSync(join(folder, "taken"));
  expect(await codeOf(writeAtomically(join(folder, "taken"), "a"))).toBe("path-is-folder");
  expect(readdirSync(folder).sort()).toEqual(["file", "taken"]);
});

test("lines are added in order, to a new file and to an old one", async () => {
  const path = join(folder, "results.csv");
  await appendLine(path, "epoch,loss");
  await appendLine(path, "1,0.5");
  expect(readFileSync(path, "utf8")).toBe("epoch,loss\n1,0.5\n");
});

test("a folder is made with those above it, and told from one that stood already", async () => {
  expect(await makeFolder(join(folder, "a", "b", "c"))).toBe(true);
  expect(await makeFolder(join(folder, "a", "b", "c"))).toBe(false);
  expect(await makeFolder(join(folder, "a", "b", "d"))).toBe(true);
});

test("a file in a folder's place, and a file system that makes no folders, end with a sentence", async () => {
  writeFileSync(join(folder, "file"), "");
  expect(await codeOf(makeFolder(join(folder, "file")))).toBe("folder-not-writable");
  expect(await codeOf(makeFolder(join(folder, "file", "below")))).toBe("folder-not-writable");
  // Node's own recursive mkdir never comes back from here.
  expect(await codeOf(makeFolder("/proc/wrasse-run/below"))).toBe("folder-not-writable");
});
