import type { Part } from "./photo.ts";

const PARTS_BY_NAME: ReadonlyMap<string, Part> = new Map([
  ["train", "train"],
  ["training", "train"],
  ["val", "validation"],
  ["valid", "validation"],
  ["validation", "validation"],
  ["test", "test"],
  ["testing", "test"],
]);

/** The part that a folder or a cell names ("train", "val", "valid", "Validation", "test", ...), or undefined. */
export function partNamed(name: string): Part | undefined {
  return PARTS_BY_NAME.get(name.trim().toLowerCase());
}
