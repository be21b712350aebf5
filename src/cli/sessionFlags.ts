import type { z } from "zod";
import type { Flag } from "./command.ts";

/** Where and how wide the network runs. */
export const sessionFlags: readonly Flag[] = [
  {
    flags: "--device <name>",
    about: "where the network runs (default: cpu)",
    choices: ["cpu", "webgpu", "cuda"],
  },
  { flags: "--threads <n>", about: "threads of the processor (default: one for each core)" },
];

/** The values of `sessionFlags`, as `SessionOptions` has them. */
export function sessionOptions(zod: typeof z) {
  return {
    device: zod.enum(["cpu", "webgpu", "cuda"]).default("cpu"),
    threads: zod.coerce.number().int().min(0).max(1024).default(0),
  };
}
