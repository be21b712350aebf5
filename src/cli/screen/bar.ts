import type { Output } from "../output.ts";

/** A bar that is full at 1. */
export function bar(share: number, width: number, colours: Output["colours"]): string {
  const full = Math.round(Math.min(1, Math.max(0, share)) * width);
  return colours.cyan("━".repeat(full)) + colours.dim((colours.isColorSupported ? "━" : "─").repeat(width - full));
}
