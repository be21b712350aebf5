import { defineCommand } from "../command.ts";
import { exitCodes } from "../exitCodes.ts";
import { sessionFlags, sessionOptions } from "../sessionFlags.ts";

export const predictCommand = defineCommand({
  name: "predict",
  summary: "say what photos show, with a trained model",
  description:
    "Says what photos show. MODEL is the folder of a finished run, or an .onnx file that Wrasse wrote; IMAGE is a photo, or a folder that is searched at any depth. A photo that cannot be read is reported, and the rest goes on.",
  args: [
    { name: "<model>", about: "folder of a run, or .onnx file" },
    { name: "<images...>", about: "photos, or folders of photos" },
  ],
  flags: [
    { flags: "-k, --top <n>", about: "classes to name for each photo (default: 3)" },
    { flags: "--csv", about: "a CSV table: path, then the top classes with their probabilities" },
    ...sessionFlags,
  ],
  examples: [
    "wrasse predict runs/train/photos new/001.jpg new/002.jpg",
    "wrasse predict best.onnx new/ --top 1 --csv > answers.csv",
    "wrasse predict best.onnx new/ --json",
  ],
  options: (z) =>
    z.strictObject({
      top: z.coerce.number().int().min(1).default(3),
      csv: z.boolean().default(false),
      ...sessionOptions(z),
    }),
  run: async ({ args, options: { top, csv, ...session }, output, signal }) => {
    const [model, ...images] = args;
    const [{ predict }, { csvRow, predictionsTable }, { progressLine }] = await Promise.all([
      import("../../train/predict.ts"),
      import("../screen/predictionsTable.ts"),
      import("../screen/progressLine.ts"),
    ]);
    const progress = progressLine("looking at photos", output);
    let hasHeader = false;
    const result = await predict(model!, images, {
      ...session,
      top,
      signal,
      onProgress: progress.update,
      onSetAside: (setAside) => output.json({ type: "set-aside", ...setAside }),
      onPrediction: ({ path, classes }) => {
        output.json({ type: "prediction", path, classes });
        if (!csv) return;
        if (!hasHeader) {
          output.text(csvRow(["path", ...classes.flatMap((_, i) => [`class_${i + 1}`, `probability_${i + 1}`])]));
          hasHeader = true;
        }
        output.text(csvRow([path, ...classes.flatMap(({ name, probability }) => [name, probability.toFixed(6)])]));
      },
    }).finally(progress.end);
    const { predictions, setAside } = result;
    if (!csv && predictions.length > 0) output.text(predictionsTable(predictions, output));
    for (const { path, reason } of setAside) output.note(`set aside: ${path}: ${reason}`);
    output.json({ type: "result", model: result.model, n: predictions.length, setAside });
    return predictions.length === 0 ? exitCodes.wrongInput : exitCodes.done;
  },
});
