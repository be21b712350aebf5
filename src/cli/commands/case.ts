import { WrasseError } from "../../base/errors.ts";
import { defineCommand } from "../command.ts";
import { exitCodes } from "../exitCodes.ts";

const usualSeeds = 6;
const quickSeeds = 3;

export const caseCommand = defineCommand({
  name: "case",
  summary: "make a known failure happen, prove its cause, cure it, and write the page",
  description:
    "Case 3: a net of ReLU units that does not move although its learning rate was tuned. Trains the sick net and its healthy twin, measures what is dead, takes the cause away and puts it in, with a placebo beside, and tries what textbooks name. Every training stays in the folder and is not done again: stopped, the same command goes on.",
  args: [{ name: "<number>", about: "3, the case that is there so far" }],
  flags: [
    { flags: "--data <photos>", about: "photos of your own: class folders (default: an aquarium is painted)" },
    {
      flags: "--seeds <n>",
      about: `pairs of trainings for the proof (default: ${usualSeeds}; --quick: ${quickSeeds})`,
    },
    { flags: "--quick", about: "half of the seeds: a look, and no proof" },
    { flags: "--control", about: "leave the fault out: what is said of the dead net must come out false" },
    { flags: "--workers <n>", about: "trainings at a time, one thread each (default: one for each core)" },
    { flags: "--out <dir>", about: "where photos, runs, case.json and the page go (default: runs/case/3-PHOTOS)" },
    { flags: "--lang <language>", about: "the language that the page opens in (default: en)", choices: ["en", "id"] },
  ],
  examples: ["wrasse case 3", "wrasse case 3 --data photos --seeds 6 --json", "wrasse case 3 --quick --control"],
  options: (z) =>
    z.strictObject({
      data: z.string().min(1).optional(),
      seeds: z.coerce.number().int().min(2).max(20).optional(),
      quick: z.boolean().default(false),
      control: z.boolean().default(false),
      workers: z.coerce.number().int().min(1).max(64).optional(),
      out: z.string().min(1).optional(),
      lang: z.enum(["en", "id"]).default("en"),
    }),
  run: async ({ args: [number], options, output, signal }) => {
    const [{ readCase }, { runCase }, { workerProcesses }, { stageLines }, { caseText }, node, report, files] =
      await Promise.all([
        import("../../treat/case/definition.ts"),
        import("../../treat/case/runCase.ts"),
        import("../../treat/runner/workerProcesses.ts"),
        import("../screen/stageLines.ts"),
        import("../screen/caseText.ts"),
        Promise.all([import("node:os"), import("node:path")]),
        import("../../report/casePage.ts"),
        import("../../base/files.ts"),
      ]);
    const [{ availableParallelism }, { basename, join, resolve }] = node;
    const { data, quick, control, lang } = options;
    const definition = await readCase(number!);
    if (quick && options.seeds !== undefined) {
      throw new WrasseError("option-invalid", {
        at: "--seeds",
        expected: "no --quick beside it",
        got: `--quick --seeds ${options.seeds}`,
        hint: `leave out one of them; --quick takes ${quickSeeds} seeds`,
      });
    }
    const name = data === undefined ? "aquarium" : basename(resolve(data));
    const out = options.out ?? join("runs", "case", `3-${name}${control ? "-control" : ""}`);
    const lines = stageLines(output);
    const story = await runCase(definition, {
      photos: data,
      seeds: options.seeds ?? (quick ? quickSeeds : usualSeeds),
      isControl: control,
      out,
      runner: workerProcesses(options.workers ?? availableParallelism()),
      signal,
      onProgress: lines.updateShare,
    }).finally(lines.end);
    const page = join(out, "page.html");
    await files.writeAtomically(page, report.casePage(story, { language: lang }));
    output.text(caseText(story, output));
    output.text(`\nThe page: ${page}`);
    output.json({
      type: "result",
      case: story.case,
      data: name,
      runs: join(resolve(out), "runs"),
      checks: story.checks,
      page: resolve(page),
      seconds: story.seconds,
    });
    return exitCodes.done;
  },
});
