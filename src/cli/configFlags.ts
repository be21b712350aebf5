import type { z } from "zod";
import { WrasseError } from "../base/errors.ts";
import type { Config } from "../config/config.ts";
import type { ConfigSource } from "../config/load.ts";
import type { Flag } from "./command.ts";

/** Options that are short for one of the config's, by the option's name. */
export const settingFlags = {
  model: {
    flags: "--model <name>",
    about: "small-cnn, resnet, … (default: the package's own backbone)",
    path: "model",
  },
  epochs: { flags: "--epochs <n>", about: "passes over the training photos", path: "epochs" },
  batch: { flags: "--batch <n>", about: "photos in a step", path: "batch" },
  size: { flags: "--size <pixels>", about: "side of the square that the network sees", path: "data.size" },
  learningRate: {
    flags: "--learning-rate <rate>",
    about: "how far a step goes",
    path: "optimizer.learningRate",
  },
  seed: {
    flags: "--seed <n>",
    about: "decides the split and everything random; the same seed gives the same model",
    path: "seed",
  },
} as const satisfies Record<string, Flag & { readonly path: string }>;

export type SettingName = keyof typeof settingFlags;
export const settingNames = Object.keys(settingFlags) as SettingName[];

/** The flags of a command that takes a config: a file, any option of it, and short forms of some. */
export function configFlags(names: readonly SettingName[]): Flag[] {
  return [
    { flags: "-c, --config <file>", about: "a config in YAML or JSON; wrasse schema describes it" },
    { flags: "--set <key=value>", about: "any option of the config, such as optimizer.name=sgd", isRepeatable: true },
    ...names.map((name) => ({ flags: settingFlags[name].flags, about: settingFlags[name].about })),
  ];
}

/** The values of `configFlags`; the short forms that a command has no flag for stay undefined. */
export function configOptions(zod: typeof z) {
  // The config's own schema checks these: they may be numbers or names.
  const setting = zod.string().optional();
  return {
    config: zod.string().optional(),
    set: zod.array(zod.string()).default([]),
    model: setting,
    epochs: setting,
    batch: setting,
    size: setting,
    learningRate: setting,
    seed: setting,
  };
}

export interface ConfigOptions extends Readonly<Partial<Record<SettingName, string | undefined>>> {
  readonly config?: string | undefined;
  readonly set: readonly string[];
}

/**
 * The config from the file, the options and the photos' path; options go before the file. Where no model is named, it is the
 * package's own backbone (`withOwnStart`).
 * @throws WrasseError "argument-missing" at the command, which says what it expects, and those of `makeConfig`
 */
export async function configOf(
  photos: string | undefined,
  options: ConfigOptions,
  { at, expected }: { readonly at: string; readonly expected: string },
): Promise<Config> {
  if (photos === undefined && options.config === undefined) {
    throw new WrasseError("argument-missing", {
      at,
      expected,
      got: "nothing",
      hint: `${at} PHOTOS; without photos of your own, try wrasse demo`,
    });
  }
  const [{ readConfigFile }, { withOwnStart }] = await Promise.all([
    import("../config/load.ts"),
    import("../config/ownStart.ts"),
  ]);
  const source = options.config === undefined ? undefined : await readConfigFile(options.config);
  return configFrom(source, photos, options, withOwnStart);
}

/** A config from a file's content, if any, with the options and the photos' path over it. */
export async function configFrom(
  source: ConfigSource | undefined,
  photos: string | undefined,
  options: ConfigOptions,
  complete?: (given: Readonly<Record<string, unknown>>) => Readonly<Record<string, unknown>>,
): Promise<Config> {
  const [{ makeConfig }, { parseSetting }] = await Promise.all([
    import("../config/load.ts"),
    import("../config/set.ts"),
  ]);
  const given = settingNames.filter((name) => options[name] !== undefined);
  const settings: [string, unknown][] = [
    ...given.map((name): [string, unknown] => [settingFlags[name].path, numberOrText(options[name]!)]),
    ...options.set.map(parseSetting),
    ...(photos === undefined ? [] : [["data.path", photos] as [string, unknown]]),
  ];
  try {
    return makeConfig(source, settings, complete);
  } catch (error) {
    throw namedByFlag(error, given);
  }
}

function numberOrText(text: string): number | string {
  return text.trim() !== "" && Number.isFinite(Number(text)) ? Number(text) : text;
}

/** An option of the config that was given by its short form is named by that. */
function namedByFlag(error: unknown, given: readonly SettingName[]): unknown {
  if (!(error instanceof WrasseError)) return error;
  const { at, hint, ...details } = error.details;
  const name = given.find((candidate) => settingFlags[candidate].path === at);
  if (name === undefined) return error;
  const flag = settingFlags[name].flags.split(" ")[0]!;
  return new WrasseError(error.code, {
    ...details,
    at: flag,
    ...(hint === undefined ? {} : { hint: hint.replaceAll(at!, flag) }),
  });
}
