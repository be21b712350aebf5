import { relative } from "node:path";

/** A path as a person would type it here: relative to the working folder where it lies below that. */
export function showPath(path: string): string {
  const below = relative(process.cwd(), path);
  return below === "" || below.startsWith("..") ? path : below;
}
