import { WrasseError } from "../../base/errors.ts";
import { defineCommand } from "../command.ts";
import { exitCodes } from "../exitCodes.ts";
import { count, counted } from "../numbers.ts";

export const aquariumCommand = defineCommand({
  name: "aquarium",
  summary: "generate labelled pictures of fish, with faults planted on demand",
  description:
    "Paints a data set of fish: train/, val/ and test/ with a folder for each species, metadata.csv, and truth.jsonl with everything drawn. The same seed and options give the same bytes. `wrasse schema --aquarium` lists every option for --set.",
  args: [{ name: "<dir>", about: "folder to write; new, empty, or with this same aquarium" }],
  flags: [
    { flags: "--species <names>", about: "how many species, or their names with commas (default: 12)" },
    { flags: "--images <n>", about: "pictures in all (split 70, 15, 15 %), or TRAIN,VALIDATION,TEST" },
    { flags: "--size <pixels>", about: "side of the pictures (default: 64)" },
    { flags: "--seed <n>", about: "decides everything that is drawn (default: 0)" },
    { flags: "--set <key=value>", about: "any option, such as plant.labelNoise.share=0.1", isRepeatable: true },
    {
      flags: "--format <name>",
      about: "png (every pixel as painted) or jpeg (default: png)",
      choices: ["png", "jpeg"],
    },
    { flags: "--masks", about: "also write masks/: white where the fish is" },
    { flags: "--sheet <file>", about: "also write a contact sheet, a PNG with a row for each species" },
  ],
  examples: [
    "wrasse aquarium fish",
    "wrasse aquarium fish --species 4 --images 400 --size 96 --sheet fish.png",
    "wrasse aquarium fish --set plant.mimic.species=thalassoma-lunare --set clutter.occluded=0.5",
  ],
  options: (z) =>
    z.strictObject({
      species: z.string().optional(),
      images: z.string().optional(),
      size: z.coerce.number().optional(),
      seed: z.coerce.number().int().min(0).default(0),
      set: z.array(z.string()).default([]),
      format: z.enum(["png", "jpeg"]).default("png"),
      masks: z.boolean().default(false),
      sheet: z.string().min(1).optional(),
    }),
  run: async ({ args, options: { species, images, size, seed, set, sheet, ...painting }, output, signal }) => {
    const [{ aquariumSheet, parseAquariumOptions, writeAquarium }, { assign, parseSetting }, { progressLine }] =
      await Promise.all([
        import("../../data/aquarium/index.ts"),
        import("../../config/set.ts"),
        import("../screen/progressLine.ts"),
      ]);
    const settings: [string, unknown][] = [
      ...(species === undefined ? [] : [["species", speciesOf(species)] as [string, unknown]]),
      ...(images === undefined ? [] : [["images", imagesOf(images)] as [string, unknown]]),
      ...(size === undefined ? [] : [["size", size] as [string, unknown]]),
      ...set.map(parseSetting),
    ];
    const aquarium = parseAquariumOptions(settings.reduce((tree, [path, value]) => assign(tree, path, value), {}));
    const progress = progressLine("painting fish", output);
    const begun = performance.now();
    const written = await writeAquarium(args[0]!, aquarium, seed, {
      ...painting,
      signal,
      onProgress: progress.update,
    }).finally(progress.end);
    const seconds = (performance.now() - begun) / 1000;
    if (sheet !== undefined) {
      const { writeAtomically } = await import("../../base/files.ts");
      await writeAtomically(sheet, await aquariumSheet(aquarium, seed));
    }
    const { train, validation, test } = written.counts;
    const total = train + validation + test;
    output.text(
      written.painted === 0
        ? `${written.directory} holds this aquarium already: ${counted(total, "picture")} of ${counted(written.classes.length, "species", "species")}`
        : `Painted ${counted(total, "picture")} of ${counted(written.classes.length, "species", "species")} in ${seconds.toFixed(1)} s (${count(total / seconds)} a second): ${train} train, ${validation} validation, ${test} test`,
    );
    if (sheet !== undefined) output.text(`Contact sheet: ${sheet}`);
    output.text(`Next: wrasse train ${written.directory}`);
    output.json({ type: "result", ...written, seed, seconds, sheet: sheet ?? null });
    return exitCodes.done;
  },
});

/** "4" or "thalassoma-lunare,…" */
function speciesOf(text: string): number | string[] {
  return /^\d+$/.test(text) ? Number(text) : text.split(",").map((name) => name.trim());
}

/** "1000", or "700,150,150" */
function imagesOf(text: string): { train: number; validation: number; test: number } {
  const numbers = text.split(",").map(Number);
  const [first, validation, test] = numbers;
  if (numbers.every((value) => Number.isInteger(value) && value >= 0)) {
    if (numbers.length === 3) return { train: first!, validation: validation!, test: test! };
    if (numbers.length === 1) {
      const held = Math.round(first! * 0.15);
      return { train: first! - 2 * held, validation: held, test: held };
    }
  }
  throw new WrasseError("option-invalid", {
    at: "--images",
    expected: "a number of pictures, or three: TRAIN,VALIDATION,TEST",
    got: text,
    hint: "write --images 1000, or --images 700,150,150",
  });
}
