import { WrasseError } from "../../base/errors.ts";
import { defineCommand } from "../command.ts";
import { exitCodes } from "../exitCodes.ts";
import { counted } from "../numbers.ts";

export const augmentCommand = defineCommand({
  name: "augment",
  summary: "show photos before and after the augmentations of a config",
  description:
    "Writes a contact sheet: photos of each class as they are, as each augmentation of the config changes them alone, and as all of them do together. Nothing is trained, and only the photos that are shown are read.",
  args: [{ name: "[photos]", about: "class folders, train/ val/ test/ folders, or a CSV" }],
  flags: [
    { flags: "-c, --config <file>", about: "a config in YAML or JSON; default: the default recipe" },
    {
      flags: "--set <key=value>",
      about: "any option of the config, such as 'augmentation=[{rotate: 30}]'",
      isRepeatable: true,
    },
    { flags: "--rows <n>", about: "how many photos (default: one of each class, 12 at most)" },
    { flags: "--out <file>", about: "the PNG to write (default: augmentation.png)" },
  ],
  examples: [
    "wrasse augment photos",
    "wrasse augment photos --config wrasse.yaml --out before-and-after.png",
    "wrasse augment photos --set 'augmentation=[{hue: 30}, {cutmix: 1}]' --rows 4",
  ],
  options: (z) =>
    z.strictObject({
      config: z.string().optional(),
      set: z.array(z.string()).default([]),
      rows: z.coerce.number().int().min(1).max(100).optional(),
      out: z.string().min(1).default("augmentation.png"),
    }),
  run: async ({ args: [photos], options: { config: file, set, rows, out }, output, signal }) => {
    const [{ makeConfig, readConfigFile }, { parseSetting }, { showAugmentations }, { writeAtomically }] =
      await Promise.all([
        import("../../config/load.ts"),
        import("../../config/set.ts"),
        import("../../train/showAugmentations.ts"),
        import("../../base/files.ts"),
      ]);
    if (photos === undefined && file === undefined) throw photosMissing();
    const settings = [
      ...set.map(parseSetting),
      ...(photos === undefined ? [] : [["data.path", photos] as [string, unknown]]),
    ];
    const config = makeConfig(file === undefined ? undefined : await readConfigFile(file), settings);
    const shown = await showAugmentations(config, { rows, signal });
    await writeAtomically(out, shown.png);
    const kinds = config.augmentation.length;
    output.text(`${out}: ${counted(shown.photos.length, "photo")}, ${counted(kinds, "augmentation")}`);
    for (const { path, reason } of shown.setAside) output.note(`left out ${path}: ${reason}`);
    output.json({
      type: "result",
      sheet: out,
      columns: shown.columns,
      photos: shown.photos,
      setAside: shown.setAside,
      augmentation: config.augmentation,
    });
    return exitCodes.done;
  },
});

function photosMissing(): WrasseError {
  return new WrasseError("argument-missing", {
    at: "wrasse augment",
    expected: "PHOTOS, or a config with data.path",
    got: "nothing",
    hint: "wrasse augment PHOTOS",
  });
}
