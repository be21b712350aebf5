import { describe, expect, test } from "vitest";
import { type Config, parseConfig } from "../../src/config/config.ts";
import { changesBetween } from "../../src/treat/changes/changesBetween.ts";
import type { Remedy } from "../../src/treat/remedy.ts";

const data = { path: "photos", size: 32 };

/** Configs of many kinds; each change has something to change in one of them at least. */
export const triedConfigs: Readonly<Record<string, Config>> = {
  default: parseConfig({ data }),
  "plain and born dead": parseConfig({
    data,
    model: [
      { conv2d: { filters: 8, biasInitializer: -1.5 } },
      { "max-pool2d": 2 },
      "relu",
      { residual: [{ conv2d: { filters: 8, biasInitializer: -1.5 } }, "relu6", { conv2d: 8 }] },
      "relu",
      "global-average-pool2d",
      { dense: "classes" },
    ],
    optimizer: { name: "sgd", momentum: 0.99 },
    sampler: "balanced",
  }),
  sigmoids: parseConfig({
    data: { ...data, normalisation: "0..255" },
    model: ["flatten", { dense: 16 }, "sigmoid", { dense: 16 }, "tanh", { dense: "classes" }],
    optimizer: { name: "adam", learningRate: 0.003 },
    schedule: { name: "cyclic", minimum: 0.0003, maximum: 0.003 },
    augmentation: [{ brightness: { change: 0.95, probability: 0.5 } }, { "random-erasing": 0.1 }],
  }),
  "a named resnet": parseConfig({ data, model: "resnet", optimizer: "sgd", schedule: "reduce-on-plateau", epochs: 2 }),
};

export interface RemedyCase {
  /** A second application changes nothing more. */
  readonly isIdempotent: boolean;
  /** Where its changes lie, in the form of `changesBetween`. */
  readonly changes: RegExp;
}

/**
 * What every change of a training keeps, on each of the configs: the changed config is a checked one and reads back as itself,
 * it differs where the change says that it applies and nowhere else, names only what the change is about, and the config given
 * stays as it is.
 */
export function remedyContract(remedy: Remedy, { isIdempotent, changes }: RemedyCase): void {
  describe(`${remedy.id} keeps the contract of remedies`, () => {
    test.each(Object.entries(triedConfigs))("%s", async (_, config) => {
      const before = JSON.stringify(config);
      const changed = await remedy.apply(config, { suggestRate: () => Promise.resolve(0.0123) });
      expect(JSON.stringify(config), "the config given stays").toBe(before);
      expect(parseConfig(changed), "what comes out is checked").toEqual(changed);
      const found = changesBetween(config, changed);
      expect(found.length > 0, `changes something: ${JSON.stringify(found)}`).toBe(remedy.appliesTo(config));
      for (const { path } of found) expect(path).toMatch(changes);
      const twice = await remedy.apply(changed, { suggestRate: () => Promise.resolve(0.0123) });
      if (isIdempotent) expect(changesBetween(changed, twice)).toEqual([]);
      else if (found.length > 0) expect(changesBetween(changed, twice)).not.toEqual([]);
    });

    test("applies to one config of those tried, and says what it is", () => {
      expect(Object.values(triedConfigs).some((config) => remedy.appliesTo(config))).toBe(true);
      expect(remedy.id).toMatch(/^[a-z]+(-[a-z]+)*$/);
      expect(remedy.summary).not.toMatch(/\.$/);
      expect(remedy.price).toBeGreaterThan(0);
    });
  });
}
