import { defineCommand } from "../command.ts";
import { exitCodes } from "../exitCodes.ts";

const forms = ["onnx", "transformers.js"] as const;

export const exportCommand = defineCommand({
  name: "export",
  summary: "write a run's best model for other programs",
  description:
    "Writes a run's best model for other programs: an .onnx file for any ONNX runtime, or the folder that the image-classification pipeline of transformers.js loads.",
  args: [{ name: "<run>", about: "folder of a finished run" }],
  flags: [
    { flags: "--to <form>", about: "what to write (default: onnx)", choices: forms },
    { flags: "--out <dir>", about: "folder to write into; new or empty" },
    {
      flags: "--input <scale>",
      about: "for onnx: what the input takes, RGB numbers 0..255 or normalised ones (default: raw)",
      choices: ["raw", "normalised"],
    },
  ],
  examples: [
    "wrasse export runs/train/photos --out model",
    "wrasse export runs/train/photos --to transformers.js --out fish-model",
  ],
  options: (z) =>
    z.strictObject({
      to: z.enum(forms).default("onnx"),
      out: z.string().min(1).describe("a folder"),
      input: z.enum(["raw", "normalised"]).optional(),
    }),
  run: async ({ args, options, output }) => {
    const { exportModel } = await import("../../train/exportModel.ts");
    const exported = await exportModel(args[0]!, options);
    output.text(`Written to ${exported.out}:\n${exported.files.map((file) => `  ${file}`).join("\n")}`);
    output.json({ type: "result", ...exported });
    return exitCodes.done;
  },
});
