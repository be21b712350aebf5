import { WrasseError } from "../../base/errors.ts";
import { defineCommand } from "../command.ts";
import { exitCodes } from "../exitCodes.ts";
import { sessionFlags, sessionOptions } from "../sessionFlags.ts";

export const predictCommand = defineCommand({
  name: "predict",
  summary: "say what photos show, with a trained model",
  description:
    "Says what photos show. MODEL is the folder of a finished run, or an .onnx file that Wrasse wrote; IMAGE is a photo, or a folder that is searched at any depth. Each answer is called sure, not sure, or none of these (the photo looks like none of the trained classes), by thresholds that the training set. A photo that cannot be read is reported, and the rest goes on.",
  args: [
    { name: "<model>", about: "folder of a run, or .onnx file" },
    { name: "<images...>", about: "photos, or folders of photos" },
  ],
  flags: [
    { flags: "-k, --top <n>", about: "classes to name for each photo (default: 3)" },
    { flags: "--precision <share>", about: "how many of the sure answers shall be right, such as 0.99" },
    {
      flags: "--threshold <probability>",
      about: "call answers of this probability or more sure, whatever that is worth",
    },
    { flags: "--csv", about: "a CSV table: path, the top classes with their probabilities, then the decision" },
    {
      flags: "--metadata <file>",
      about: "for a model with metadata: a CSV with a column of paths and the model's columns",
    },
    {
      flags: "--value <column=value>",
      about: "for a model with metadata: a value that holds for all images, such as length=12.5",
      isRepeatable: true,
    },
    ...sessionFlags,
  ],
  examples: [
    "wrasse predict runs/train/photos new/001.jpg new/002.jpg",
    "wrasse predict best.onnx new/ --top 1 --csv > answers.csv",
    "wrasse predict best.onnx new/ --precision 0.99 --json",
    "wrasse predict best.onnx fish.jpg --value length=12.5 --value habitat=reef",
    "wrasse predict best.onnx new/ --metadata new/metadata.csv",
  ],
  options: (z) =>
    z.strictObject({
      top: z.coerce.number().int().min(1).default(3),
      precision: z.coerce.number().gt(0).lt(1).optional(),
      threshold: z.coerce.number().min(0).max(1).optional(),
      csv: z.boolean().default(false),
      metadata: z.string().min(1).optional(),
      value: z.array(z.string()).default([]),
      ...sessionOptions(z),
    }),
  run: async ({ args, options: { top, csv, metadata, value, ...session }, output, signal }) => {
    const [model, ...images] = args;
    const values = Object.fromEntries(value.map(columnAndValue));
    const [{ predict }, { noSureText }, { csvRow, predictionsTable }, { progressLine }] = await Promise.all([
      import("../../train/predict.ts"),
      import("../screen/decisionText.ts"),
      import("../screen/predictionsTable.ts"),
      import("../screen/progressLine.ts"),
    ]);
    const progress = progressLine("looking at photos", output);
    let hasHeader = false;
    const result = await predict(model!, images, {
      ...session,
      top,
      metadata,
      values,
      signal,
      onWarning: (message) => {
        output.json({ type: "warning", message });
        output.note(`note: ${message}`);
      },
      onProgress: progress.update,
      onSetAside: (setAside) => output.json({ type: "set-aside", ...setAside }),
      onPrediction: (prediction) => {
        const { path, classes, decision } = prediction;
        output.json({ type: "prediction", ...prediction });
        if (!csv) return;
        if (!hasHeader) {
          const columns = classes.flatMap((_, i) => [`class_${i + 1}`, `probability_${i + 1}`]);
          output.text(csvRow(["path", ...columns, "decision"]));
          hasHeader = true;
        }
        const cells = classes.flatMap(({ name, probability }) => [name, probability.toFixed(6)]);
        output.text(csvRow([path, ...cells, decision ?? ""]));
      },
    }).finally(progress.end);
    const { predictions, setAside, thresholds, model: file } = result;
    if (!csv && predictions.length > 0) output.text(predictionsTable(predictions, output));
    for (const { path, reason } of setAside) output.note(`set aside: ${path}: ${reason}`);
    if (!csv && predictions.length > 0 && thresholds?.sure.threshold === null) output.note(noSureText(thresholds));
    const given = result.metadata === undefined ? {} : { metadata: result.metadata };
    output.json({ type: "result", model: file, n: predictions.length, thresholds, setAside, ...given });
    return predictions.length === 0 ? exitCodes.wrongInput : exitCodes.done;
  },
});

/** "length=12.5" */
function columnAndValue(text: string): [string, string] {
  const equals = text.indexOf("=");
  const column = text.slice(0, Math.max(0, equals)).trim();
  if (column !== "") return [column, text.slice(equals + 1)];
  throw new WrasseError("value-not-readable", {
    at: `--value ${text}`,
    expected: "column=value, such as length=12.5",
    got: text,
    hint: "put the column's name before the equals sign",
  });
}
