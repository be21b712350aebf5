import { defineCommand } from "../command.ts";
import { exitCodes } from "../exitCodes.ts";

const languages = ["en", "id"] as const;

export const reportCommand = defineCommand({
  name: "report",
  summary: "write the page of a run: one HTML file, in English and Bahasa Indonesia",
  description:
    "Writes one HTML file that needs no network: curves, figures by class with intervals, the confusion matrix, what probes saw inside the net, calibration, and the diagnosis and the treatment where they were made. A run that is not finished gets a page of what there is; the folder of a case gets the case's page. Both languages are in the file.",
  args: [{ name: "<run>", about: "folder of a run, or of a case" }],
  flags: [
    { flags: "--out <file>", about: "the page's file (default: report.html in the run's folder)" },
    { flags: "--lang <language>", about: "the language that is shown first (default: en)", choices: languages },
  ],
  examples: ["wrasse report runs/train/photos", "wrasse report runs/train/photos --lang id --out laporan.html"],
  options: (z) => z.strictObject({ out: z.string().min(1).optional(), lang: z.enum(languages).default("en") }),
  run: async ({ args: [run], options: { out, lang }, output }) => {
    const [{ resolve }, { pathToFileURL }, { reportRun }] = await Promise.all([
      import("node:path"),
      import("node:url"),
      import("../../report/runReport.ts"),
    ]);
    const { page, of, has } = await reportRun(run!, { out, language: lang });
    output.text(`The page: ${page}`);
    if (of === "run" && !has.result) output.note("The run is not finished: the page shows what there is.");
    if (of === "run" && !has.diagnosis)
      output.note(`\`wrasse diagnose ${run}\` first, and the page tells what it finds.`);
    output.note(`open ${pathToFileURL(resolve(page)).href}`);
    output.json({ type: "result", of, run: resolve(run!), page: resolve(page), ...(of === "run" ? has : {}) });
    return exitCodes.done;
  },
});
