import { type Config, parseConfig } from "../../config/config.ts";

/** A number written without the digits that only multiplication made. */
function rounded(value: number): number {
  return Number(value.toPrecision(12));
}

/** The config with its learning rate times a factor; the rates that a schedule names itself (cyclic) go with it. */
export function multiplyRates(config: Config, factor: number): Config {
  const { optimizer, schedule } = config;
  const named = ["minimum", "maximum"].filter((key) => schedule.name === "cyclic" && typeof schedule[key] === "number");
  return parseConfig({
    ...config,
    optimizer: { ...optimizer, learningRate: rounded(learningRateOf(config) * factor) },
    schedule: {
      ...schedule,
      ...Object.fromEntries(named.map((key) => [key, rounded((schedule[key] as number) * factor)])),
    },
  });
}

/** The config's learning rate: what its schedule starts from. */
export function learningRateOf({ optimizer }: Config): number {
  return optimizer["learningRate"] as number;
}
