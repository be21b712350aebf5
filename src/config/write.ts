import { stringify } from "yaml";
import type { Config } from "./config.ts";

/** The config as YAML, every default written out; reading it back gives the same config. */
export function writeConfig(config: Config): string {
  return stringify(config, { aliasDuplicateObjects: false, lineWidth: 0 });
}
