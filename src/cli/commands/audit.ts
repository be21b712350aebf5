import { WrasseError } from "../../base/errors.ts";
import { defineCommand } from "../command.ts";
import { exitCodes } from "../exitCodes.ts";
import { counted } from "../numbers.ts";
import { sessionFlags, sessionOptions } from "../sessionFlags.ts";

/** Epochs of the networks that answer out of sample, where neither config nor option says otherwise. */
const defaultEpochs = 20;

export const auditCommand = defineCommand({
  name: "audit",
  summary: "look through labelled photos for faults, before any training",
  description:
    "Counts, sizes, broken files, duplicates, dark, blurred and odd photos, variety by class, how far validation is from training, classes that overlap, likely label errors, and what metadata says alone. Label errors and overlap need short trainings, each without a part of the photos; --quick leaves them out. Nothing is changed.",
  args: [{ name: "<photos>", about: "class folders, train/ val/ test/ folders, or a CSV" }],
  flags: [
    { flags: "--quick", about: "leave out what needs a training: overlap and label errors" },
    { flags: "--out <dir>", about: "also write audit.json, suspects.csv and sheet.png, a contact sheet of the worst" },
    { flags: "--backbone <file>", about: "an .onnx network for features and answers, or hf:ORGANISATION/NAME" },
    { flags: "--folds <n>", about: "networks that are trained, each without its share of the photos (default: 3)" },
    { flags: "--epochs <n>", about: `passes over the photos of each (default: ${defaultEpochs})` },
    { flags: "--size <pixels>", about: "side of the square that the networks see (default: 64)" },
    { flags: "--seed <n>", about: "decides folds and trainings (default: 0)" },
    { flags: "-c, --config <file>", about: "the config that a training would take" },
    { flags: "--set <key=value>", about: "any option of the config", isRepeatable: true },
    {
      flags: "--fail-on <what>",
      about: "end with 1 where there is a concern (default: never)",
      choices: ["concerns", "never"],
    },
    ...sessionFlags,
  ],
  examples: [
    "wrasse audit photos",
    "wrasse audit photos --quick --json",
    "wrasse audit photos --out audit --backbone mobilenet.onnx --size 96",
  ],
  options: (z) =>
    z.strictObject({
      quick: z.boolean().default(false),
      out: z.string().min(1).optional(),
      backbone: z.string().min(1).optional(),
      folds: z.coerce.number().int().min(2).max(10).default(3),
      epochs: z.coerce.number().int().min(1).max(1000).optional(),
      size: z.coerce.number().int().min(8).max(1024).optional(),
      seed: z.coerce.number().int().min(0).optional(),
      config: z.string().optional(),
      set: z.array(z.string()).default([]),
      failOn: z.enum(["concerns", "never"]).default("never"),
      ...sessionOptions(z),
    }),
  run: async ({ args, options, output, signal }) => {
    const { quick, out, backbone, folds, epochs, size, seed, failOn, device, threads } = options;
    const [{ audit }, { writeAudit }, { makeConfig, readConfigFile }, { parseSetting }, { auditText }, { stageLines }] =
      await Promise.all([
        import("../../audit/audit.ts"),
        import("../../audit/writeAudit.ts"),
        import("../../config/load.ts"),
        import("../../config/set.ts"),
        import("../screen/auditText.ts"),
        import("../screen/stageLines.ts"),
      ]);
    const source = options.config === undefined ? undefined : await readConfigFile(options.config);
    const given = <T>(path: string, value: T | undefined): [string, unknown][] =>
      value === undefined ? [] : [[path, value]];
    const usesOwnEpochs = source?.value["epochs"] !== undefined;
    const config = makeConfig(source, [
      ...(usesOwnEpochs ? [] : given("epochs", defaultEpochs)),
      ...options.set.map(parseSetting),
      ...given("epochs", epochs),
      ...given("data.size", size),
      ...given("seed", seed),
      ...given("model", backbone === undefined ? undefined : { onnx: backbone, freeze: "all" }),
      ["data.path", args[0]!],
    ]);
    if (quick && (epochs !== undefined || options.folds !== 3)) {
      throw new WrasseError("option-invalid", {
        at: "--quick",
        expected: "no --epochs and no --folds: a quick audit trains nothing",
        got: epochs !== undefined ? `--epochs ${epochs}` : `--folds ${folds}`,
        hint: "leave out --quick, or the others",
      });
    }
    const lines = stageLines(output);
    const work = { isQuick: quick, folds, device, threads, signal, onProgress: lines.update };
    const result = await audit(config, work).finally(lines.end);
    for (const warning of result.warnings) output.note(warning);
    const sheet = { root: result.root, limits: config.data.limits, signal };
    const written = out === undefined ? undefined : await writeAudit(out, result, sheet);
    output.text(auditText(result, output));
    if (written !== undefined) output.text(`\nWritten to ${written.directory}: ${written.files.join(", ")}`);
    else if (result.concerns > 0) output.note("\n--out DIR writes the suspects to a table and a contact sheet.");
    output.json({ type: "result", ...result, out: written?.directory ?? null, files: written?.files ?? [] });
    if (failOn === "concerns" && result.concerns > 0) {
      output.note(`${counted(result.concerns, "concern")}: ending with ${exitCodes.failed} as --fail-on asks.`);
      return exitCodes.failed;
    }
    return exitCodes.done;
  },
});
