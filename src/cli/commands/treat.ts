import { defineCommand } from "../command.ts";
import { exitCodes } from "../exitCodes.ts";

const units = { s: 1, m: 60, h: 3600 } as const;

export const treatCommand = defineCommand({
  name: "treat",
  summary: "cure a run: try what may help, prove it, and train the cured model",
  description:
    "Says what is wrong with a run, tries the remedies that are known for it against the run as it is and a placebo, proves the best over several seeds, and trains the cured model. Test photos are looked at once, for that model. Where nothing is proven, the run stays what it is. Trainings are kept in RUN/treatment: the same command goes on where it was stopped.",
  args: [{ name: "<run>", about: "a run's folder" }],
  flags: [
    { flags: "--budget <time>", about: "how long it may take, such as 90s, 10m or 2h (default: 10m)" },
    { flags: "--seeds <n>", about: "pairs of trainings of a proof (default: 6, the fewest that prove anything)" },
    { flags: "--workers <n>", about: "trainings at a time, of one thread each (default: one for each core)" },
    { flags: "--remedy <id>", about: "a remedy to try in place of those for what is found", isRepeatable: true },
    { flags: "--out <dir>", about: "the cured model's folder (default: RUN/treatment/cured)" },
  ],
  examples: [
    "wrasse treat runs/train/photos",
    "wrasse treat runs/train/photos --budget 1h --seeds 8",
    "wrasse treat runs/train/photos --remedy he-init --remedy leaky-relu --json",
  ],
  options: (z) =>
    z.strictObject({
      budget: z
        .string()
        .regex(/^(?=.*[1-9])\d+(\.\d+)?[smh]$/, "a number above 0 with its unit: 90s, 10m or 2h")
        .default("10m"),
      seeds: z.coerce.number().int().min(2).max(20).default(6),
      workers: z.coerce.number().int().min(1).max(64).optional(),
      remedy: z.array(z.string().min(1)).default([]),
      out: z.string().min(1).optional(),
    }),
  run: async ({ args: [run], options, output, signal }) => {
    const [{ treat }, { treatmentText }, { treatmentLine }] = await Promise.all([
      import("../../treat/treat.ts"),
      import("../screen/treatmentText.ts"),
      import("../screen/treatmentLine.ts"),
    ]);
    const { budget, seeds, workers, remedy, out } = options;
    const budgetMs = 1000 * Number.parseFloat(budget) * units[budget.at(-1) as keyof typeof units];
    const line = treatmentLine(output);
    const work = { budgetMs, seeds, workers, out, remedies: remedy, signal, onProgress: line.update };
    const treatment = await treat(run!, work).finally(line.end);
    output.text(treatmentText(treatment, output));
    output.json(treatment);
    return exitCodes.done;
  },
});
