import { defineCommand } from "../command.ts";
import { exitCodes } from "../exitCodes.ts";
import { sessionFlags, sessionOptions } from "../sessionFlags.ts";

export const diagnoseCommand = defineCommand({
  name: "diagnose",
  summary: "say what is wrong with a training, with the evidence",
  description:
    "Looks at a run's folder, a log of another program (Keras' CSVLogger or History as JSON), or a model's .onnx file with photos. Of a run whose photos are there it measures what the record leaves open: dead units, gradients, learning rates, a few more epochs. Nothing of the run is changed; diagnosis.json is written into its folder.",
  args: [{ name: "<run>", about: "a run's folder, a log (.csv, .json, .jsonl), or a model's .onnx file" }],
  flags: [
    {
      flags: "--data <photos>",
      about: "the photos: needed for a model's file; of a run, where they lie elsewhere now",
    },
    { flags: "--classes <names>", about: "classes of a model's file in the order of its outputs, with commas" },
    { flags: "--quick", about: "read the record alone and measure nothing" },
    {
      flags: "--fail-on <what>",
      about: "end with 1 where the training is sick (default: never)",
      choices: ["sick", "never"],
    },
    ...sessionFlags,
  ],
  examples: [
    "wrasse diagnose runs/train/photos",
    "wrasse diagnose training_log.csv",
    "wrasse diagnose model.onnx --data photos --json",
  ],
  options: (z) =>
    z.strictObject({
      data: z.string().min(1).optional(),
      classes: z.string().min(1).optional(),
      quick: z.boolean().default(false),
      failOn: z.enum(["sick", "never"]).default("never"),
      ...sessionOptions(z),
    }),
  run: async ({ args: [path], options, output, signal }) => {
    const [{ diagnose }, { diagnosisText }, { stageLines }] = await Promise.all([
      import("../../diagnose/diagnose.ts"),
      import("../screen/diagnosisText.ts"),
      import("../screen/stageLines.ts"),
    ]);
    const { data, classes, quick, failOn, device, threads } = options;
    const lines = stageLines(output);
    const names = classes?.split(",").map((name) => name.trim());
    const result = await diagnose(path!, {
      ...{ photos: data, classes: names, isQuick: quick, device, threads, signal, onProgress: lines.update },
    }).finally(lines.end);
    output.text(diagnosisText(result, output));
    output.json(result);
    if (failOn === "sick" && result.verdict === "sick") return exitCodes.failed;
    return exitCodes.done;
  },
});
