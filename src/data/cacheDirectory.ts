import { homedir } from "node:os";
import { join } from "node:path";

/** Where decoded photos are kept between runs: XDG_CACHE_HOME, else what the system has for it, with "wrasse" below. */
export function defaultCacheDirectory(): string {
  const { XDG_CACHE_HOME: xdg, LOCALAPPDATA: local } = process.env;
  if (xdg !== undefined && xdg !== "") return join(xdg, "wrasse");
  if (process.platform === "win32" && local !== undefined) return join(local, "wrasse", "cache");
  if (process.platform === "darwin") return join(homedir(), "Library", "Caches", "wrasse");
  return join(homedir(), ".cache", "wrasse");
}
