import type { z } from "zod";
import type { FoundLearningRate } from "../../probe/active/findLearningRate.ts";
import { type Call, defineCommand } from "../command.ts";
import { configFlags, configOf, configOptions } from "../configFlags.ts";
import { type ExitCode, exitCodes } from "../exitCodes.ts";
import { sessionFlags, sessionOptions } from "../sessionFlags.ts";

export const lrFindCommand = defineCommand({
  name: "lr-find",
  summary: "find a learning rate: a range test over seeds, or the reason why there is none",
  description:
    "Raises the learning rate step by step from first weights, for several seeds, and reads a rate from where the loss falls. The config's model, loss, optimiser, sampler and augmentation are used; its learning rate and schedule are not. No run is written and no weight is kept.",
  args: [{ name: "[photos]", about: "class folders, train/ val/ test/ folders, or a CSV" }],
  flags: [
    ...configFlags(["model", "batch", "size", "seed"]),
    { flags: "--seeds <n>", about: "how many seeds, from --seed on, 3 or more (default: 3)" },
    { flags: "--from <rate>", about: "the first step's rate (default: 1e-7)" },
    { flags: "--to <rate>", about: "the last step's rate (default: 10)" },
    { flags: "--steps <n>", about: "steps from the first to the last rate (default: 100)" },
    { flags: "--out <file>", about: "also write the plot, .png or .svg" },
    ...sessionFlags,
  ],
  examples: [
    "wrasse lr-find photos",
    "wrasse lr-find photos --set optimizer.name=sgd --out lr.png",
    "wrasse lr-find --config wrasse.yaml --seeds 5 --from 1e-6 --to 1",
  ],
  options: lrFindOptions,
  run: findAndTell,
});

function lrFindOptions(zod: typeof z) {
  const rate = zod.coerce.number().gt(0).max(1e6);
  return zod.strictObject({
    ...configOptions(zod),
    seeds: zod.coerce.number().int().max(1000).optional(),
    from: rate.optional(),
    to: rate.optional(),
    steps: zod.coerce.number().int().min(20).max(100_000).optional(),
    out: zod
      .string()
      .regex(/\.(png|svg)$/i, "a file that ends in .png or .svg")
      .optional(),
    ...sessionOptions(zod),
  });
}

type LrFindCall = Call<z.output<ReturnType<typeof lrFindOptions>>>;

async function findAndTell({ args: [photos], options, output, signal }: LrFindCall): Promise<ExitCode> {
  const expected = "PHOTOS, or a config with data.path";
  const config = await configOf(photos, options, { at: "wrasse lr-find", expected });
  const [{ findLearningRate }, { progressLine }, { learningRateText }] = await Promise.all([
    import("../../probe/active/findLearningRate.ts"),
    import("../screen/progressLine.ts"),
    import("../screen/learningRateText.ts"),
  ]);
  const { seeds, from, to, steps, out, device, threads } = options;
  const reading = progressLine("reading photos", output);
  const measuring = progressLine("trying learning rates", output);
  const found = await findLearningRate(config, {
    ...{ seeds, from, to, steps, device, threads, signal },
    tell: (event) => {
      if (event.type === "decoding") reading.update(event.done, event.total);
      if (event.type === "warning") output.note(`note: ${event.message}`);
    },
    onProgress: (done, total) => {
      reading.end();
      measuring.update(done, total);
    },
  }).finally(() => {
    reading.end();
    measuring.end();
  });
  output.text(learningRateText(found, config, output));
  if (out !== undefined) {
    await writePlot(out, found);
    output.text(`\nPlot: ${out}`);
  }
  output.json({ type: "result", ...found.suggestion, ...found.range, plot: out ?? null });
  return exitCodes.done;
}

async function writePlot(out: string, { suggestion, range }: FoundLearningRate): Promise<void> {
  const [{ lagFactor }, { learningRateChart }, { rasterise }, { writeAtomically }] = await Promise.all([
    import("../../probe/active/learningRateRange.ts"),
    import("../../train/charts/learningRateChart.ts"),
    import("../../train/charts/rasterise.ts"),
    import("../../base/files.ts"),
  ]);
  const found = suggestion.verdict === "suggested" ? suggestion : undefined;
  const refusal = suggestion.verdict === "refused" ? suggestion.code.replaceAll("-", " ") : undefined;
  const svg = learningRateChart({
    ...range,
    lag: lagFactor(range),
    suggestion: found,
    subtitle: refusal !== undefined ? `no suggestion: ${refusal}` : undefined,
  });
  await writeAtomically(out, out.toLowerCase().endsWith(".svg") ? svg : await rasterise(svg));
}
