import { constants, existsSync } from "node:fs";
import { type FileHandle, mkdir, open, rename, rm, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { WrasseError } from "./errors.ts";

/** What goes into a file: a text (written as UTF-8), bytes, or pieces that are written one after the other. */
export type FileContent = string | Uint8Array | readonly Uint8Array[];

let written = 0;

/**
 * Writes a file so that its path holds the whole old content or the whole new one at every moment, also when the process
 * is killed or the power fails: a hidden new file in the same folder, synced to disk, renamed over the path, and the
 * folder synced so that the new name lasts.
 *
 * A failure removes the hidden file and leaves the old content. Only a kill can leave one behind, named
 * `.NAME.PID-COUNT.tmp`; nothing reads it.
 *
 * @param path the file to make or replace; its folder must exist
 * @throws WrasseError "folder-not-writable", "folder-missing", "disk-full", "path-is-folder", "write-failed"
 */
export async function writeAtomically(path: string, content: FileContent): Promise<void> {
  written += 1;
  const hidden = join(dirname(path), `.${basename(path)}.${process.pid}-${written}.tmp`);
  try {
    await writeSynced(hidden, content);
    await rename(hidden, path);
    await syncFolder(dirname(path));
  } catch (error) {
    await rm(hidden, { force: true }).catch(() => {});
    throw explained(error, path);
  }
}

/**
 * Adds one line to the end of a file (made when missing) and syncs it to disk, unless told not to. A failure cuts the file back to the length
 * it had, so that no half line stays; a kill in the middle can leave one, as the last line and without a line break.
 *
 * @param line without its line break
 * @throws WrasseError as {@link writeAtomically}
 */
export async function appendLine(path: string, line: string, { isSynced = true } = {}): Promise<void> {
  try {
    const file = await open(path, "a");
    try {
      const { size } = await file.stat();
      await file.appendFile(`${line}\n`).catch(async (error: unknown) => {
        await file.truncate(size).catch(() => {});
        throw error;
      });
      if (isSynced) await file.sync();
    } finally {
      await file.close();
    }
  } catch (error) {
    throw explained(error, path);
  }
}

/**
 * Brings what was written to a file to disk.
 * @throws WrasseError as {@link writeAtomically}
 */
export async function syncFile(path: string): Promise<void> {
  try {
    const file = await open(path, "a");
    try {
      await file.sync();
    } finally {
      await file.close();
    }
  } catch (error) {
    throw explained(error, path);
  }
}

/**
 * Writes a text over a file's beginning, and makes the file when it is missing. For short texts that keep their length: a
 * reader finds the old one or the new one, or nothing yet in a file that was just made.
 *
 * @throws WrasseError as {@link writeAtomically}
 */
export async function writeInPlace(path: string, text: string): Promise<void> {
  try {
    const file = await open(path, constants.O_RDWR | constants.O_CREAT);
    try {
      await file.write(text, 0);
    } finally {
      await file.close();
    }
  } catch (error) {
    throw explained(error, path);
  }
}

/**
 * Makes a folder, and those above it that are missing.
 *
 * Not Node's own `recursive`: where a parent exists and the system answers "no such file" all the same (/proc), that tries
 * for ever.
 *
 * @returns whether it is new; false where it stood already
 * @throws WrasseError "folder-not-writable", "disk-full", "write-failed"
 */
export async function makeFolder(path: string): Promise<boolean> {
  try {
    await mkdir(path);
    return true;
  } catch (error) {
    if (systemCode(error) === "EEXIST" && (await isFolder(path))) return false;
    if (systemCode(error) !== "ENOENT" || existsSync(dirname(path))) throw notMade(error, path);
  }
  await makeFolder(dirname(path));
  return makeFolder(path);
}

async function isFolder(path: string): Promise<boolean> {
  return (await stat(path)).isDirectory();
}

/** A folder that cannot be made because of what stands above it is as unwritable as one without permission. */
function notMade(error: unknown, path: string): WrasseError {
  const code = systemCode(error);
  if (code !== "EEXIST" && code !== "ENOTDIR" && code !== "ENOENT") return explained(error, path);
  return new WrasseError("folder-not-writable", {
    at: path,
    expected: "a place where a folder can be made",
    got: code === "ENOENT" ? "a file system that makes none" : "a file in its place",
    hint: "choose another folder",
    cause: error,
  });
}

async function writeSynced(path: string, content: FileContent): Promise<void> {
  const file = await open(path, "wx");
  try {
    const pieces = typeof content === "string" || content instanceof Uint8Array ? [content] : content;
    for (const piece of pieces) await file.writeFile(piece);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Makes a rename in the folder last through a power failure, on the systems that have this notion. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === "win32") return; // A folder cannot be opened there.
  let handle: FileHandle | undefined;
  try {
    handle = await open(folder, "r");
    await handle.sync();
  } catch (error) {
    // Some network file systems do not sync folders; the file itself is safe by now.
    if (!["EINVAL", "ENOTSUP", "EBADF"].includes(systemCode(error))) throw error;
  } finally {
    await handle?.close();
  }
}

function systemCode(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "";
}

/** The system's failure as what a person can repair. */
function explained(cause: unknown, path: string): WrasseError {
  const folder = dirname(path);
  switch (systemCode(cause)) {
    case "ENOSPC":
    case "EDQUOT":
      return new WrasseError("disk-full", {
        at: path,
        expected: "room for the file",
        got: systemCode(cause) === "EDQUOT" ? "a disk quota that is used up" : "no space left on the disk",
        hint: `free some space where ${folder} lies, or choose another folder`,
        cause,
      });
    case "EACCES":
    case "EPERM":
    case "EROFS":
      return new WrasseError("folder-not-writable", {
        at: path,
        expected: `a folder that this user may write to`,
        got: systemCode(cause) === "EROFS" ? "a read-only file system" : "no permission to write",
        hint: `allow writing to ${folder}, or choose another folder`,
        cause,
      });
    case "ENOENT":
    case "ENOTDIR":
      return new WrasseError("folder-missing", {
        at: path,
        expected: `a folder ${folder}`,
        got: systemCode(cause) === "ENOENT" ? "nothing there" : "a file in the place of a folder",
        hint: `make the folder ${folder}, or choose another`,
        cause,
      });
    case "EISDIR":
      return new WrasseError("path-is-folder", {
        at: path,
        expected: "a file, or nothing there yet",
        got: "a folder",
        hint: "choose another name, or move the folder away",
        cause,
      });
    default:
      return new WrasseError("write-failed", {
        at: path,
        got: cause instanceof Error ? cause.message : String(cause),
        hint: `check the disk that holds ${folder}`,
        cause,
      });
  }
}
