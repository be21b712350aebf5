import { defineCommand } from "../command.ts";
import { exitCodes } from "../exitCodes.ts";
import { sessionFlags, sessionOptions } from "../sessionFlags.ts";

export const demoCommand = defineCommand({
  name: "demo",
  summary: "the whole story in two minutes: paint fish, train, look at new fish",
  args: [],
  flags: [
    { flags: "--out <dir>", about: "where the photos and the run are put (default: wrasse-demo)" },
    { flags: "--epochs <n>", about: "passes over the training pictures (default: 18)" },
    { flags: "--seed <n>", about: "other fish, and another network (default: 0)" },
    ...sessionFlags,
  ],
  examples: ["wrasse demo"],
  options: (z) =>
    z.strictObject({
      out: z.string().min(1).default("wrasse-demo"),
      epochs: z.coerce.number().int().min(1).default(18),
      seed: z.coerce.number().int().min(0).default(0),
      ...sessionOptions(z),
    }),
  run: async (call) => {
    const { runDemo } = await import("../demo.ts");
    return (await runDemo(call)) ? exitCodes.done : exitCodes.interrupted;
  },
});
