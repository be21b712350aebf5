import { z } from "zod";
import { augmentationsJsonSchema } from "./augmentation.ts";
import { configSchema } from "./config.ts";
import { modelJsonSchema } from "./model.ts";

/** The JSON Schema (draft 2020-12) of a config file, layer lists included, for editors and checks. */
export function configJsonSchema(): Record<string, unknown> {
  const json = z.toJSONSchema(configSchema, { io: "input" }) as { properties: Record<string, object>; $defs?: object };
  const { schema, definitions } = modelJsonSchema();
  return {
    ...json,
    title: "Wrasse config",
    properties: {
      ...json.properties,
      model: { ...json.properties["model"], ...schema },
      augmentation: { ...json.properties["augmentation"], ...augmentationsJsonSchema() },
    },
    $defs: { ...json.$defs, ...definitions },
  };
}
