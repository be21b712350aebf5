import { defineCommand } from "../command.ts";
import { exitCodes } from "../exitCodes.ts";
import { counted } from "../numbers.ts";
import { sessionFlags, sessionOptions } from "../sessionFlags.ts";

const parts = ["train", "validation", "test", "all"] as const;

export const evaluateCommand = defineCommand({
  name: "evaluate",
  summary: "measure a trained model on labelled photos",
  description:
    "Measures a model on labelled photos: accuracy with its interval, figures by class, calibration, and what its decisions came to. Where the photos are those of the model's own run, only its test photos are taken, unless --part says otherwise.",
  args: [
    { name: "<model>", about: "folder of a run, or .onnx file" },
    { name: "<photos>", about: "class folders, train/ val/ test/ folders, or a CSV" },
  ],
  flags: [
    {
      flags: "--part <name>",
      about: "which photos (default: test where the photos have one, else all)",
      choices: parts,
    },
    ...sessionFlags,
  ],
  examples: [
    "wrasse evaluate runs/train/photos more-photos",
    "wrasse evaluate best.onnx photos --part validation --json",
  ],
  options: (z) => z.strictObject({ part: z.enum(parts).optional(), ...sessionOptions(z) }),
  run: async ({ args, options, output, signal }) => {
    const [model, photos] = args;
    const [{ evaluate }, { decisionText }, { evaluationText, setAsideText }, { progressLine }] = await Promise.all([
      import("../../train/evaluate.ts"),
      import("../screen/decisionText.ts"),
      import("../screen/evaluationText.ts"),
      import("../screen/progressLine.ts"),
    ]);
    const progress = progressLine("looking at photos", output);
    const found = await evaluate(model!, photos!, {
      ...options,
      signal,
      onProgress: progress.update,
      onWarning: (message) => {
        output.json({ type: "warning", message });
        output.note(`note: ${message}`);
      },
    }).finally(progress.end);
    const { evaluation, decisions, setAside, part, learntFrom } = found;
    const of = part === "all" ? "all photos" : `${part} photos`;
    output.text(evaluationText(evaluation, of, output));
    if (decisions !== null) output.text(`\n${decisionText(decisions, of, output)}`);
    if (setAside.length > 0) output.text(setAsideText(setAside, output));
    if (learntFrom > 0) {
      output.note(`${counted(learntFrom, "photo")} of these were trained on: new photos will do worse than this.`);
    }
    output.json({
      type: "result",
      model: found.model,
      photos: found.photos,
      part,
      learntFrom,
      ...evaluation,
      decisions,
      setAside,
      ...(found.metadata === undefined ? {} : { metadata: found.metadata }),
    });
    return exitCodes.done;
  },
});
