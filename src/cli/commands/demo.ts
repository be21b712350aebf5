import { defineCommand } from "../command.ts";
import { exitCodes } from "../exitCodes.ts";

export const demoCommand = defineCommand({
  name: "demo",
  summary: "a story in two minutes: a net that will not learn, what is wrong, the proof, the cure",
  description:
    "Paints fish, trains a net that does not move, says what is wrong, proves it by taking the cause away and putting it in, and writes the page. It is case 3 in small: `wrasse case 3` is the whole.",
  args: [],
  flags: [
    { flags: "--out <dir>", about: "where photos, runs and the page are put (default: wrasse-demo)" },
    { flags: "--workers <n>", about: "trainings at a time, one thread each (default: one for each core)" },
    { flags: "--lang <language>", about: "the language that the page opens in (default: en)", choices: ["en", "id"] },
  ],
  examples: ["wrasse demo", "wrasse demo --lang id"],
  options: (z) =>
    z.strictObject({
      out: z.string().min(1).default("wrasse-demo"),
      workers: z.coerce.number().int().min(1).max(64).optional(),
      lang: z.enum(["en", "id"]).default("en"),
    }),
  run: async (call) => {
    const { runDemo } = await import("../demo.ts");
    await runDemo(call);
    return exitCodes.done;
  },
});
